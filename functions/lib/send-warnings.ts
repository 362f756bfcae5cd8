import type { Consumer } from "./consumer";
import type { Failures } from "./failures";
import type { Run } from "./run";

/** Tells of consumers whose time runs out, each on its own, and remembers whom it told of. */
export async function sendWarnings(run: Run, failures: Failures): Promise<readonly Consumer[]> {
  const { plan, notifier, registry } = run;
  const { send, forget } = plan.warnings;
  const warned: Consumer[] = [];
  for (const { consumer, validUntil } of send) {
    await failures.attempt(`That the access of ${consumer.name} ends at ${validUntil} could not be told`, async () => {
      await notifier.endsSoon(consumer, validUntil);
      warned.push(consumer);
      await registry.rememberWarning({ account: consumer.account, validUntil, warnedAt: plan.now });
    });
  }
  if (forget.length > 0) {
    await failures.attempt("Warnings that are about nothing any more could not be forgotten", () =>
      registry.forgetWarnings(forget.map((account) => ({ account }))),
    );
  }
  return warned;
}
