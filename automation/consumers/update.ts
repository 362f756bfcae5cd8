import { changedConsumer } from "../../functions/lib/consumer-schema";
import type { RegistryOptions } from "../registry/context";
import { Refused } from "../terminal/refused";
import { auditEntry } from "./audit-entry";
import { changesOf, changeText } from "./changes";
import { confirmTerms } from "./doubtful-terms";
import { findConsumer } from "./find";
import { confirmLosses } from "./losses";
import { called, outlook } from "./outlook";
import { type Session, tell } from "./session";
import { CLEARABLE, type Clearable, optionProblems, type TermsOptions, termsOfOptions } from "./terms";

export interface UpdateOptions extends RegistryOptions, TermsOptions {
  /** Options whose values are taken away. */
  readonly clear: readonly Clearable[];
  readonly reason?: string;
}

/** `privatelink consumers update`. */
export async function update(word: string, session: Session<UpdateOptions>): Promise<number> {
  const { options } = session;
  const given = Object.keys(termsOfOptions(options));
  if (given.length === 0 && options.clear.length === 0) {
    throw new Refused("There is nothing to change: give the options that are to have another value, or --clear.", 2);
  }
  const both = options.clear.filter((name) => isGiven(options, name));
  if (both.length > 0) {
    throw new Refused(both.map((name) => `--clear ${name} and --${name} contradict each other.`).join("\n"), 2);
  }
  return session.withRegistry(async (context) => {
    const now = context.clock();
    const before = await findConsumer(context.registry, word);
    const cleared = Object.assign({}, ...options.clear.map((name) => CLEARABLE[name](before)));
    const changes = { ...cleared, ...termsOfOptions(options, before) };
    const judged = changedConsumer(before, changes, { now, actor: context.actor });
    if ("problems" in judged) throw new Refused(optionProblems(judged.problems), 2);
    const after = judged.value;
    const next = outlook(after, now);
    if (after === before) {
      tell(session, { consumer: before, changed: false, next }, [`${called(before)} is so already.`, next]);
      return 0;
    }
    const texts = changesOf(before, after).map(changeText);
    await confirmTerms(session, context, { before, after }, `Change ${called(after)}`);
    await confirmLosses(session, context, [{ before, after }], `Change ${called(after)}`);
    const { reason } = options;
    await context.registry.replace(after, auditEntry(context, { action: "update", before, after, reason }));
    const lines = [`Changed ${called(after)}:`, ...texts.map((text) => `  ${text}`), next];
    tell(session, { consumer: after, changed: true, next }, lines);
    return 0;
  });
}

/** Option names are as on the command line; commander keeps their values under names in camel case. */
function isGiven(options: TermsOptions, name: Clearable): boolean {
  const key = name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return options[key as keyof TermsOptions] !== undefined;
}
