import type { Problem } from "./problem";

/** What a text says, or what keeps it from being read. */
export interface JsonReading {
  readonly value?: unknown;
  readonly problem?: Problem;
}

const CLOSINGS: Readonly<Record<string, string>> = { "{": "}", "[": "]" };

/** The value of a JSON text; anything but a text is its own value. */
export function readJson(document: unknown, path: string): JsonReading {
  if (typeof document !== "string") return { value: document };
  try {
    return { value: JSON.parse(document) };
  } catch {
    const problem = { path, value: document };
    if (looksTruncated(document)) {
      const rule = `ends in the middle, after ${document.length} characters`;
      return { problem: { ...problem, rule, remedy: "copy the whole document again" } };
    }
    const remedy = "use the provider's output handoff as it is";
    return { problem: { ...problem, rule: "is not a JSON document", remedy } };
  }
}

function looksTruncated(text: string): boolean {
  const trimmed = text.trim();
  const closing = CLOSINGS[trimmed[0] ?? ""];
  return closing !== undefined && !trimmed.endsWith(closing);
}
