import type { Consumer } from "../../functions/lib/consumer";
import { newConsumer, sameTerms } from "../../functions/lib/consumer-schema";
import type { RegistryContext, RegistryOptions } from "../registry/context";
import { Refused } from "../terminal/refused";
import { auditEntry } from "./audit-entry";
import { changesOf, changeText } from "./changes";
import { confirmTerms, endProblems } from "./doubtful-terms";
import { lookUp } from "./find";
import { confirmLosses } from "./losses";
import { called, outlook, standing } from "./outlook";
import { type Session, tell } from "./session";
import { optionProblems, type TermsOptions, termsOfOptions } from "./terms";

export interface AddOptions extends RegistryOptions, TermsOptions {
  readonly account: string;
}

/** `privatelink consumers add`. */
export async function add(name: string, session: Session<AddOptions>): Promise<number> {
  const { options } = session;
  const terms = { name, account: options.account, ...termsOfOptions(options) };
  const judged = newConsumer(terms, { now: new Date(), actor: "" });
  if ("problems" in judged) throw new Refused(optionProblems(judged.problems), 2);
  return session.withRegistry(async (context) => {
    const now = context.clock();
    const consumer = { ...judged.value, createdAt: now.toISOString(), updatedAt: now.toISOString() };
    const after = { ...consumer, updatedBy: context.actor };
    const there = await taken(context, name, options.account);
    if (there !== undefined) {
      if (!sameTerms(there, after)) {
        throw new Refused(otherTerms(there, after));
      }
      const next = outlook(there, now);
      tell(session, { consumer: there, changed: false, next }, [`${called(there)} is there already, just so.`, next]);
      return 0;
    }
    const over = endProblems(after, now);
    if (over.length > 0) throw new Refused(optionProblems(over), 2);
    await confirmTerms(session, context, { after }, `Add ${called(after)}`);
    await confirmLosses(session, context, [{ after }], `Add ${called(after)}`);
    await context.registry.add([after], [auditEntry(context, { action: "add", after })]);
    const next = outlook(after, now);
    tell(session, { consumer: after, changed: true, next }, [`Added ${called(after)}: ${standing(after, now)}.`, next]);
    return 0;
  });
}

/** What differs, and the commands that change it. */
function otherTerms(there: Consumer, wanted: Consumer): string {
  const changes = changesOf(there, wanted);
  const { name } = there;
  const remedies = [
    ...(changes.some(({ key }) => key === "status")
      ? [`privatelink consumers resume ${name} makes it active again.`]
      : []),
    ...(changes.some(({ key }) => key !== "status") ? [`privatelink consumers update ${name} changes its terms.`] : []),
  ];
  const differences = changes.map(changeText).join("; ");
  return [`${called(there)} is in the registry already, with other terms: ${differences}.`, ...remedies].join(" ");
}

/** The entry that has both name and account. Throws a {@link Refused} when another has one of them. */
async function taken({ registry }: RegistryContext, name: string, account: string) {
  const [byName, byAccount] = await Promise.all([lookUp(registry, name), lookUp(registry, account)]);
  if (byName !== undefined && byName.account !== account) {
    throw new Refused(`The name ${name} is taken by account ${byName.account}; choose another.`);
  }
  if (byAccount !== undefined && byAccount.name !== name) {
    throw new Refused(
      `Account ${account} is in the registry already, as ${byAccount.name}; an account has one entry. privatelink consumers update ${byAccount.name} changes it.`,
    );
  }
  return byName ?? byAccount;
}
