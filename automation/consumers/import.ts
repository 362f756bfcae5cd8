import path from "node:path";
import { counted } from "../../components/lib/words";
import { inBatches } from "../../functions/lib/batches";
import { UnreadableItemError } from "../../functions/lib/registry/decoding";
import type { RegistryContext, RegistryOptions } from "../registry/context";
import { Refused } from "../terminal/refused";
import { auditEntry } from "./audit-entry";
import type { Doomed } from "./connections";
import type { FileEntry, FileProblem } from "./file/entry";
import { readConsumers } from "./file/read";
import { entryProblems, type ImportPlan, placed, planImport } from "./import-plan";
import { confirmLosses, losses, type Step } from "./losses";
import { called } from "./outlook";
import { importDocument, importLines } from "./render/import";
import { type Session, tell, tellBeside } from "./session";

export interface ImportOptions extends RegistryOptions {
  /** Says what would be written, and writes nothing. */
  readonly dryRun?: boolean;
}

/** Entries of one transaction: each is three of the hundred actions that DynamoDB takes. */
const PER_TRANSACTION = 33;
/** Changes that are under way at the same time. */
const AT_A_TIME = 8;

/** `privatelink consumers import`: all of the file or, where anything in it is wrong, nothing. */
export async function importConsumers(file: string, session: Session<ImportOptions>): Promise<number> {
  const { entries, problems } = await readConsumers(file);
  const wrong = [...problems, ...entryProblems(entries)];
  let compared = false;
  const code = await session.withRegistry(async (context) => {
    compared = true;
    const plan = await planned(file, entries, wrong, context);
    const dryRun = session.options.dryRun === true;
    const doomed = dryRun
      ? await losses(session.terminal, context, stepsOf(plan), "would")
      : await write(plan, file, session, context);
    tell(session, importDocument(plan, dryRun, doomed), importLines(plan, file, dryRun));
    return 0;
  });
  // Where the registry cannot be opened, what the file alone tells is said all the same.
  if (!compared && wrong.length > 0) throw refusal(file, wrong);
  return code;
}

async function planned(
  file: string,
  entries: readonly FileEntry[],
  wrong: readonly FileProblem[],
  { registry, clock, actor }: RegistryContext,
): Promise<ImportPlan> {
  const contents = await registry.contents();
  const sound = wrong.length === 0 ? entries : entries.filter((entry) => entryProblems([entry]).length === 0);
  const verdict = planImport(sound, contents, { now: clock(), actor });
  const damaged = contents.unreadable.length > 0 ? await damagedNames(sound, registry) : [];
  const all = [...wrong, ...("problems" in verdict ? verdict.problems : []), ...damaged];
  if (all.length > 0 || !("plan" in verdict)) throw refusal(file, all);
  return verdict.plan;
}

/** Names that belong to entries which cannot be read; their own items still say so. */
async function damagedNames(
  entries: readonly FileEntry[],
  registry: RegistryContext["registry"],
): Promise<FileProblem[]> {
  const problems: FileProblem[] = [];
  for (const entry of entries) {
    const name = String(entry.terms.name);
    try {
      await registry.byName(name);
    } catch (error) {
      if (!(error instanceof UnreadableItemError)) throw error;
      const remedy = "put that entry right first, or choose another name";
      problems.push(
        placed(entry, { path: "name", value: name, rule: "is the name of an entry that cannot be read", remedy }),
      );
    }
  }
  return problems;
}

/** All that is wrong with a file, in the order of its lines, each once. */
function refusal(file: string, problems: readonly FileProblem[]): Refused {
  const sorted = problems.toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0));
  const lines = sorted.map(({ line, text }) => (line === undefined ? `${file}: ${text}` : `${file}:${line}: ${text}`));
  const once = [...new Set(lines)];
  return new Refused([...once, `${counted(once.length, "error")}; nothing was written.`].join("\n"));
}

async function write(
  plan: ImportPlan,
  file: string,
  session: Session<ImportOptions>,
  context: RegistryContext,
): Promise<readonly Doomed[]> {
  const { added, changed } = plan;
  const total = added.length + changed.length;
  const doomed = await confirmLosses(session, context, stepsOf(plan), `Import ${importTitle(plan)}`);
  const reason = `import of ${path.basename(file)}`;
  let written = 0;
  const count = (more: number) => {
    written += more;
    if (total > PER_TRANSACTION) tellBeside(session.terminal, [`${written} of ${total} written`]);
  };
  try {
    for (const some of inBatches(added, PER_TRANSACTION)) {
      await context.registry.add(
        some,
        some.map((after) => auditEntry(context, { action: "add", after, reason })),
      );
      count(some.length);
    }
    for (const some of inBatches(changed, AT_A_TIME)) {
      const outcomes = await Promise.allSettled(
        some.map(({ before, after }) =>
          context.registry.replace(after, auditEntry(context, { action: "update", before, after, reason })),
        ),
      );
      count(outcomes.filter(({ status }) => status === "fulfilled").length);
      for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
    }
  } catch (error) {
    const state =
      written === 0 ? "Nothing of the file is certain to be written" : `${written} of ${total} entries are written`;
    tellBeside(session.terminal, [`${state}. Run the same command again: it writes only what lacks.`]);
    throw error;
  }
  return doomed;
}

function importTitle(plan: ImportPlan): string {
  const [step, ...others] = stepsOf(plan);
  if (step !== undefined && others.length === 0) return called(step.after);
  return counted(others.length + 1, "consumer");
}

function stepsOf({ added, changed }: ImportPlan): Step[] {
  return [...changed, ...added.map((after) => ({ after }))];
}
