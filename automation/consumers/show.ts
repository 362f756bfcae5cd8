import { paintFor } from "../plan/render/paint";
import type { RegistryContext, RegistryOptions } from "../registry/context";
import { Refused } from "../terminal/refused";
import { sightings } from "./connections";
import { lookUp, whyNot } from "./find";
import { isAccount } from "./no-consumer";
import { failureDocument, failureLines, sightingDocument } from "./render/doomed";
import { type Known, renderShow } from "./render/show";
import { type Session, tell, tellBeside } from "./session";

/** `privatelink consumers show`. */
export async function show(word: string, session: Session<RegistryOptions>): Promise<number> {
  const { options, terminal } = session;
  return session.withRegistry(async (context) => {
    const { consumer, account, audit } = await knownOf(word, context);
    const { found, failures } = await sightings(context, new Set([account]));
    const known = { account, audit, sightings: found, ...(consumer === undefined ? {} : { consumer }) };
    if (options.json === true) {
      const connections = found.map(sightingDocument);
      tell(
        session,
        { consumer: consumer ?? null, account, connections, failed: failures.map(failureDocument), audit },
        [],
      );
    } else {
      terminal.stdout.write(renderShow(known, context.clock(), paintFor(terminal.stdout, terminal.env)));
    }
    tellBeside(terminal, failureLines(failures, "connections cannot be seen"));
    return failures.length > 0 ? 1 : 0;
  });
}

/** The entry and its history, or the history alone of an account that was removed. */
async function knownOf(word: string, { registry }: RegistryContext): Promise<Omit<Known, "sightings">> {
  const consumer = await lookUp(registry, word);
  if (consumer === undefined) {
    const audit = isAccount(word) ? await registry.audit(word) : [];
    if (audit.length === 0) throw new Refused(await whyNot(registry, word));
    return { account: word, audit };
  }
  return { consumer, account: consumer.account, audit: await registry.audit(consumer.account) };
}
