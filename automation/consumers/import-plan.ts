import { type Problem, sentence } from "../../components/lib/problem";
import type { Consumer } from "../../functions/lib/consumer";
import { type Authorship, changedConsumer, newConsumer } from "../../functions/lib/consumer-schema";
import type { RegistryContents } from "../../functions/lib/ports";
import { checkAccountText } from "./file/account-text";
import type { FileEntry, FileProblem } from "./file/entry";
import { MEND } from "./find";
import { withMarketplace } from "./terms";
import { inLine } from "./words";

/** What an import is going to write. */
export interface ImportPlan {
  readonly added: readonly Consumer[];
  readonly changed: readonly { readonly before: Consumer; readonly after: Consumer }[];
  readonly unchanged: readonly Consumer[];
}

type Verdict = { readonly plan: ImportPlan } | { readonly problems: readonly FileProblem[] };

/** What is wrong with the entries of a file by themselves and among each other. */
export function entryProblems(entries: readonly FileEntry[]): FileProblem[] {
  const author = { now: new Date(), actor: "" };
  const own = entries.flatMap((entry) => {
    const judged = newConsumer(newTerms(entry), author);
    const problems = "problems" in judged ? judged.problems : [];
    const mangled = checkAccountText(entry.terms.account, "account");
    const others = mangled.length > 0 ? problems.filter(({ path }) => path !== "account") : problems;
    return [...mangled, ...others].map((problem) => placed(entry, problem));
  });
  return [...own, ...repeated(entries, "name"), ...repeated(entries, "account")];
}

/** Holds the entries of a file, which are in order by themselves, against the registry. */
export function planImport(entries: readonly FileEntry[], contents: RegistryContents, author: Authorship): Verdict {
  const byName = new Map(contents.consumers.map((consumer) => [consumer.name, consumer]));
  const byAccount = new Map(contents.consumers.map((consumer) => [consumer.account, consumer]));
  const damaged = new Set(contents.unreadable.map(({ account }) => account));
  const problems: FileProblem[] = [];
  const plan = { added: [] as Consumer[], changed: [] as ImportPlan["changed"][number][], unchanged: [] as Consumer[] };
  for (const entry of entries) {
    const { name, account } = entry.terms;
    const before = byName.get(String(name));
    const judged =
      before === undefined
        ? newConsumer(newTerms(entry), author)
        : changedConsumer(before, changedTerms(entry, before), author);
    const conflict = conflictOf(String(account), String(name), byAccount.get(String(account)), damaged);
    const wrong = [...conflict, ...("problems" in judged ? judged.problems : [])];
    problems.push(...wrong.map((problem) => placed(entry, problem)));
    if (!("value" in judged)) continue;
    if (before === undefined) plan.added.push(judged.value);
    else if (judged.value === before) plan.unchanged.push(before);
    else plan.changed.push({ before, after: judged.value });
  }
  return problems.length > 0 ? { problems } : { plan };
}

/** What a problem of an entry says, with its place and whose it is. */
export function placed(entry: FileEntry, problem: Problem): FileProblem {
  const { line, path } = entry.place(problem.path);
  const { name } = entry.terms;
  const whose = typeof name === "string" && name !== "" && problem.path !== "name" ? `${inLine(name)}: ` : "";
  return { line, text: `${whose}${sentence({ ...problem, path })}` };
}

function newTerms(entry: FileEntry): Record<string, unknown> {
  return Object.fromEntries(Object.entries(entry.terms).filter(([, value]) => value !== null));
}

function changedTerms({ terms, keepsLicense }: FileEntry, before: Consumer): Record<string, unknown> {
  const { marketplace } = terms;
  if (!keepsLicense || typeof marketplace !== "object" || marketplace === null) return terms;
  return { ...terms, marketplace: withMarketplace(before.marketplace, marketplace) };
}

function conflictOf(
  account: string,
  name: string,
  holder: Consumer | undefined,
  damaged: ReadonlySet<string>,
): Problem[] {
  const path = "account";
  if (damaged.has(account)) {
    const remedy = MEND.replace(/^P/, "p").replace(/\.$/, "");
    return [{ path, value: account, rule: "has an entry in the registry that cannot be read", remedy }];
  }
  if (holder === undefined || holder.name === name) return [];
  const remedy = `use that name, or remove ${holder.name} first`;
  return [{ path, value: account, rule: `is in the registry already, under the name ${holder.name}`, remedy }];
}

/** Entries that say a name or an account which an earlier one has. */
function repeated(entries: readonly FileEntry[], key: "name" | "account"): FileProblem[] {
  const first = new Map<unknown, FileEntry>();
  return entries.flatMap((entry) => {
    const value = entry.terms[key];
    const earlier = first.get(value);
    if (typeof value !== "string") return [];
    if (earlier === undefined) {
      first.set(value, entry);
      return [];
    }
    const { line } = earlier.place(key);
    return [placed(entry, { path: key, value, rule: `is on line ${line} already`, remedy: "keep one of the two" })];
  });
}
