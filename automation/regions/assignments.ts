import { parseDocument } from "yaml";
import { nearest } from "../../components/lib/nearest";
import { settings } from "../../stacks/schema/settings";
import { parseSettingAddress, type SettingAddress } from "../stacks/setting-path";
import { USAGE } from "../terminal/exit-codes";
import { Refused } from "../terminal/refused";
import type { Assignment } from "./assigned";

/** What `--set path=value` and `--unset path` say. Values are read as YAML, as in a stack file. Throws a {@link Refused}. */
export function readAssignments(set: readonly string[], unset: readonly string[]): Assignment[] {
  return [
    ...unset.map((text) => ({ path: pathOf(text, `--unset ${text}`), value: undefined })),
    ...set.map((text) => {
      const equals = text.indexOf("=");
      if (equals === -1) {
        throw new Refused(
          `--set ${text}: has no value; write it as path=value, for example fleet.instanceType=t3.small.`,
          USAGE,
        );
      }
      return { path: pathOf(text.slice(0, equals), `--set ${text}`), value: parsedValue(text.slice(equals + 1), text) };
    }),
  ];
}

function pathOf(text: string, option: string): SettingAddress {
  const path = parseSettingAddress(text);
  if (path === undefined) {
    throw new Refused(
      `${option}: ${JSON.stringify(text)} is not the path of a setting; write it as in docs/config.md.`,
      USAGE,
    );
  }
  const keys = Object.keys(settings.shape);
  const [key] = path;
  if (!keys.includes(String(key))) {
    const meant = nearest(String(key), keys);
    const remedy = meant === undefined ? `the keys are ${keys.join(", ")}` : `did you mean ${meant}?`;
    throw new Refused(`${option}: there is no key ${key}; ${remedy}${meant === undefined ? "." : ""}`, USAGE);
  }
  return path;
}

function parsedValue(text: string, option: string): unknown {
  const document = parseDocument(text);
  const [error] = document.errors;
  const value: unknown = error === undefined ? document.toJS() : undefined;
  if (value === undefined || value === null) {
    const why = error === undefined ? "has no value" : `has a value that is not YAML: ${error.message.split("\n")[0]}`;
    throw new Refused(`--set ${option}: ${why}; --unset leaves a setting out.`, USAGE);
  }
  return value;
}
