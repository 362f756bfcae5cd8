import { jsonOrText } from "../../components/lib/json-or-text";
import type { StackSettings } from "./place";
import { NAMESPACE } from "./stack-file";

/** Why a stack needs another one to be brought up before it. */
export interface StackReference {
  /** Name of the other stack, of this project. */
  readonly stack: string;
  /** Path of the setting, for example `image.copyFrom.stack`. */
  readonly path: string;
  /** For a sentence about the stack, for example `copies its image from us-east-1`. */
  readonly text: string;
}

const REFERENCES: readonly { readonly path: readonly string[]; readonly text: (stack: string) => string }[] = [
  { path: ["image", "copyFrom", "stack"], text: (stack) => `copies its image from ${stack}` },
  { path: ["approval", "registry", "stack"], text: (stack) => `shares the registry of ${stack}` },
];

/** The stacks of this project that a stack refers to; those of other projects are named with slashes, and left out. */
export function referencesOf(settings: StackSettings): StackReference[] {
  return REFERENCES.flatMap(({ path, text }) => {
    const stack = settingAt(settings, path);
    if (typeof stack !== "string" || stack.includes("/")) return [];
    return [{ stack, path: path.join("."), text: text(stack) }];
  });
}

/** A setting of the program by its path; one that is written as JSON in a text, which Pulumi takes as well, is read. */
export function settingAt(settings: StackSettings, [key = "", ...below]: readonly string[]): unknown {
  const value = settings[`${NAMESPACE}:${key}`];
  return below.reduce(memberOf, typeof value === "string" ? jsonOrText(value) : value);
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
