import { nearest } from "../../../components/lib/nearest";
import type { Check } from "../../../components/lib/problem";
import { PLACEHOLDER, unknownPlaceholders } from "../gate/placeholders";

const PLACEHOLDERS = ["{stack}", "{region}"];

/** Refuses a URL that could not be requested whatever its placeholders stand for, and placeholders that stand for nothing. */
export const checkProbeUrl: Check<string> = (value, path) => {
  const unknown = unknownPlaceholders(value).map((written) => {
    const meant = nearest(written, PLACEHOLDERS);
    const remedy = `use ${meant ?? "{stack}, {region} or {outputs.<name>}"}`;
    return { path, value, rule: `has the unknown placeholder ${written}`, remedy };
  });
  return unknown.length > 0 ? unknown : checkFilled(value, path);
};

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
