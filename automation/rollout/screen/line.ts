import type { Paint } from "../../plan/render/paint";
import { Mark } from "./words";

export type Tint = "green" | "red" | "yellow" | "cyan" | "dim" | "bold";

/** A line of a screen. It is cut to the width of the terminal before it is painted, because colours have no width. */
export interface Line {
  /** Columns before the mark, or before the text. */
  readonly indent: number;
  /** One character, which is painted alone; without it the text is. */
  readonly mark?: string;
  readonly tint?: Tint;
  readonly text: string;
}

const TINTS: Readonly<Record<Mark, Tint>> = {
  [Mark.Good]: "green",
  [Mark.Bad]: "red",
  [Mark.Back]: "yellow",
  [Mark.Quiet]: "dim",
};

/** The colour that goes with a mark. */
export function tintOf(mark: Mark): Tint {
  return TINTS[mark];
}

/** A line in colours, at most so many columns wide. */
export function painted({ indent, mark, tint, text }: Line, columns: number, paint: Paint): string {
  const lead = " ".repeat(indent);
  const inTint = (part: string): string => (tint === undefined ? part : paint[tint](part));
  if (mark === undefined) return inTint(cut(`${lead}${text}`, columns));
  return `${lead}${inTint(mark)} ${cut(squeezed(text, columns - indent - 2), columns - indent - 2)}`;
}

/** What does not fit does without the blanks that make columns of it. */
function squeezed(text: string, columns: number): string {
  return text.length <= columns ? text : text.replaceAll(/ {3,}/g, "  ");
}

/** Columns that a line takes when it may have so many. */
export function widthOf({ indent, mark, text }: Line, columns: number): number {
  const lead = indent + (mark === undefined ? 0 : 2);
  return Math.min(columns, lead + (mark === undefined ? text : squeezed(text, columns - lead)).length);
}

/** Text that is at most so many columns wide; an ellipsis stands for what is left out. */
export function cut(text: string, columns: number): string {
  if (text.length <= columns) return text;
  return `${text.slice(0, Math.max(0, columns - 1))}…`;
}
