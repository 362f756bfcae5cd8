import type { StackSettings } from "./place";
import { NAMESPACE } from "./stack-file";

/** Key of the setting that keeps what a stack has from being deleted and replaced. */
export const PROTECT = `${NAMESPACE}:protect`;

/** Whether a stack with these settings is protected. */
export function isProtected(settings: StackSettings): boolean {
  // A history has text, and the default is protection.
  return String(settings[PROTECT] ?? true) !== "false";
}
