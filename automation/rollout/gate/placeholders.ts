import { SECRET, type StackSubject } from "../../stacks/place";

/** What stands for something of a stack: `{stack}`, `{region}` or `{outputs.<name>}`. */
export const PLACEHOLDER = /\{([^{}]*)\}/g;
const OUTPUT = /^outputs\.(\w+)$/;

/** Placeholders of a probe's URL that stand for nothing, as they are written; whatever the stack. */
export function unknownPlaceholders(url: string): string[] {
  const names = [...url.matchAll(PLACEHOLDER)].map(([, name = ""]) => name);
  return names.filter((name) => name !== "stack" && name !== "region" && !OUTPUT.test(name)).map((name) => `{${name}}`);
}

/** The URL with the stack's own values, or a clause that says why it cannot be had. */
export function probeUrl(
  template: string,
  subject: Pick<StackSubject, "stack" | "region" | "outputs">,
): { readonly url: string } | { readonly problem: string } {
  const problems: string[] = [];
  const url = template.replaceAll(PLACEHOLDER, (whole, name: string) => {
    const value = valueNamed(name, subject);
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

function valueNamed(
  name: string,
  { stack, region, outputs }: Pick<StackSubject, "stack" | "region" | "outputs">,
): unknown {
  if (name === "stack") return stack;
  if (name === "region") return region;
  const [, output = ""] = OUTPUT.exec(name) ?? [];
  return Object.hasOwn(outputs, output) ? outputs[output] : undefined;
}
