import { nearest } from "../../../components/lib/nearest";
import type { Check, Problem } from "../../../components/lib/problem";
import { OUTPUT_NAMES, TEXT_OUTPUT_NAMES } from "../../../stacks/output-names";
import { outputOf, PLACEHOLDER, placeholdersIn } from "../gate/placeholders";

/** What stands for something of every stack, without its braces. */
const OF_EVERY_STACK = ["stack", "region"];

/** Refuses a URL that could not be requested whatever its placeholders stand for, and placeholders that stand for nothing. */
export const checkProbeUrl: Check<string> = (value, path) => {
  const wrong = placeholdersIn(value).flatMap((written) => checkPlaceholder(written, value, path));
  return wrong.length > 0 ? wrong : checkFilled(value, path);
};

function checkPlaceholder(written: string, value: string, path: string): Problem[] {
  const name = written.slice(1, -1);
  const output = outputOf(written) ?? "";
  if (OF_EVERY_STACK.includes(name) || TEXT_OUTPUT_NAMES.includes(output)) return [];
  if (OUTPUT_NAMES.includes(output)) {
    const rule = `has the placeholder ${written}, and that output is not text`;
    return [{ path, value, rule, remedy: "use one that is text, such as {outputs.serviceName}" }];
  }
  const remedy = `use ${meant(name) ?? "{stack}, {region} or {outputs.<name>}"}`;
  return [{ path, value, rule: `has the unknown placeholder ${written}`, remedy }];
}

/** The placeholder that somebody may have had in mind, also where the word before the name was left out. */
function meant(written: string): string | undefined {
  const name = nearest(written.replace(/^outputs\./, ""), [...OF_EVERY_STACK, ...TEXT_OUTPUT_NAMES]);
  if (name === undefined) return undefined;
  return OF_EVERY_STACK.includes(name) ? `{${name}}` : `{outputs.${name}}`;
}

const checkFilled: Check<string> = (value, path) => {
  // A digit can stand in a host, in a port and in a path.
  const filled = value.replace(PLACEHOLDER, "1");
  const remedy = "write one such as https://{region}.example.com/health";
  if (!URL.canParse(filled) || /[{}]/.test(filled)) return [{ path, value, rule: "is not a URL", remedy }];
  const { protocol, username, password } = new URL(filled);
  if (protocol !== "http:" && protocol !== "https:") {
    return [{ path, value, rule: "is not an http or https URL", remedy }];
  }
  if (username === "" && password === "") return [];
  const rule = "has a user name or password, which a request must not have in its URL";
  return [{ path, value, rule, remedy: "take it out, and let the path answer without one" }];
};
