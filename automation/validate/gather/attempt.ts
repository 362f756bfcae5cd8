import { awsErrorText } from "../../aws/errors";
import { gap, type Known, known } from "../known";

/** Errors by which AWS says that the credentials lack a permission. */
const DENIED = new Set(["AccessDenied", "AccessDeniedException", "UnauthorizedOperation"]);

/**
 * What a call answers, or why it is not known. An error that does not come from AWS is a fault of the command and is
 * thrown.
 * @param action permission that the call needs, for example `ec2:DescribeSubnets`
 */
export async function attempt<T>(action: string, call: () => Promise<T>): Promise<Known<T>> {
  try {
    return known(await call());
  } catch (error) {
    const text = awsErrorText(error);
    if (text === undefined) throw error;
    const name = error instanceof Error ? error.name : "";
    return DENIED.has(name)
      ? gap(`AWS does not allow these credentials ${action}.`, `Have ${action} allowed to them, and validate again.`)
      : gap(`${action} was not answered: ${text}`, "Validate again once that is put right.");
  }
}

/** A fact that depends on another one: read where that is known, otherwise not known for the same reason. */
export async function following<T, R>(fact: Known<T>, read: (value: T) => Promise<Known<R>>): Promise<Known<R>> {
  return "value" in fact ? read(fact.value) : fact;
}

/** All items of a call that answers in pages. */
export async function allOf<Page, Item>(
  pages: AsyncIterable<Page>,
  items: (page: Page) => readonly Item[] | undefined,
): Promise<Item[]> {
  const all: Item[] = [];
  for await (const page of pages) all.push(...(items(page) ?? []));
  return all;
}

/** A value that AWS's answers always have. */
export function present<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The answer of AWS has no ${what}.`);
  return value;
}
