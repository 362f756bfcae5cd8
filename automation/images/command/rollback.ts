import type { Host } from "../../host";
import { paintFor } from "../../plan/render/paint";
import { confirm } from "../../terminal/confirm";
import type { Terminal } from "../../terminal/terminal";
import { rollbackQuestion, rollbackText, rolledBackText } from "../render/rollback";
import { NOTHING_CHANGED } from "../render/words";
import { planRollback, rollback } from "../rollback";
import type { RollbackOptions } from "./options";
import { inImageSession } from "./session";

/** `privatelink image rollback`; returns the exit code. */
export function rollbackImage(host: Host, options: RollbackOptions, terminal: Terminal): Promise<number> {
  return inImageSession(host, options, terminal, async ({ project, plan, clientsOf, notBegun }) => {
    const { stdout, stderr, env } = terminal;
    const planned = await planRollback({
      project,
      plan,
      stacks: options.stack,
      clientsOf,
      ...(options.to === undefined ? {} : { to: options.to }),
    });
    const json = options.json === true;
    const shown = json ? stderr : stdout;
    if (!json || options.dryRun !== true) shown.write(rollbackText(planned, paintFor(shown, env)));
    if (options.dryRun === true) {
      const { sourceId, sourceRegion, promotedAt } = planned.target;
      const writes = planned.writes.map(({ stack, imageId }) => ({ stack, imageId }));
      const document = { sourceId, sourceRegion, promotedAt, writes };
      stdout.write(`${json ? JSON.stringify(document, undefined, 2) : NOTHING_CHANGED}\n`);
      return 0;
    }
    await confirm(rollbackQuestion(planned), options.yes, terminal);
    notBegun.forget();
    const done = await rollback(planned);
    stdout.write(json ? `${JSON.stringify(done, undefined, 2)}\n` : rolledBackText(done));
    return 0;
  });
}
