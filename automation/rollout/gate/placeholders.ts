import { SECRET, type StackSubject } from "../../stacks/place";

/** What stands for something of a stack: `{stack}`, `{region}` or `{outputs.<name>}`. */
export const PLACEHOLDER = /\{([^{}]*)\}/g;
const OUTPUT = /^\{outputs\.(\w+)\}$/;

/** Placeholders of a probe's URL, each once and as it is written. */
export function placeholdersIn(url: string): string[] {
  return [...new Set([...url.matchAll(PLACEHOLDER)].map(([written]) => written))];
}

/** The output that a placeholder stands for; undefined where it stands for none. */
export function outputOf(placeholder: string): string | undefined {
  return OUTPUT.exec(placeholder)?.[1];
}

/** The URL with the stack's own values, or a clause that says why it cannot be had. */
export function probeUrl(
  template: string,
  subject: Pick<StackSubject, "stack" | "region" | "outputs">,
): { readonly url: string } | { readonly problem: string } {
  const problems: string[] = [];
  const url = template.replaceAll(PLACEHOLDER, (whole) => {
    const value = filledIn(whole, subject);
    if (typeof value === "string" && value !== SECRET) return value;
    if (typeof value === "number") return String(value);
    problems.push(value === SECRET ? `${whole} is secret` : `${whole} stands for nothing in this stack`);
    return whole;
  });
  if (problems.length > 0)
    return { problem: `${problems.join(", ")}; it must be {stack}, {region} or an output that is text` };
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    return { problem: `${JSON.stringify(url)} is no URL of http or https` };
  }
  return { url };
}

function filledIn(
  placeholder: string,
  { stack, region, outputs }: Pick<StackSubject, "stack" | "region" | "outputs">,
): unknown {
  if (placeholder === "{stack}") return stack;
  if (placeholder === "{region}") return region;
  const output = outputOf(placeholder) ?? "";
  return Object.hasOwn(outputs, output) ? outputs[output] : undefined;
}
