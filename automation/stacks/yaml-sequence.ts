import { isNode, isScalar, isSeq, parseDocument, type YAMLSeq } from "yaml";
import { endOf, flowText, lineEnd, lineOf, lineStart, scalarText, startOf } from "./yaml-text";

/** Keys and indices from the top of a file, for example `["waves", 1, "stacks"]`. */
type Place = readonly (string | number)[];

/** A text of YAML with one more element at the end of a list, in the form that the list has. */
export function appended(text: string, at: Place, element: unknown): string {
  const list = listAt(text, at);
  if (list.flow) {
    const last = list.items.at(-1);
    const end = isNode(last) ? endOf(text, last) : startOf(list) + 1;
    return `${text.slice(0, end)}${last === undefined ? "" : ", "}${flowText(element)}${text.slice(end)}`;
  }
  const end = lineEnd(text, endOf(text, list));
  const margin = " ".repeat(startOf(list) - lineStart(text, startOf(list)));
  return `${text.slice(0, end)}\n${margin}- ${flowText(element)}${text.slice(end) || "\n"}`;
}

/** A text of YAML without the elements of a list that are equal to a text, each with the comment in its line. */
export function withoutElement(text: string, at: Place, element: string): string {
  const list = listAt(text, at);
  const index = list.items.findIndex((item) => isScalar(item) && item.value === element);
  if (index === -1) return text;
  return withoutElement(withoutIndex(text, list, index), at, element);
}

/** A text of YAML without one element of a list, with the comment above it. */
export function withoutElementAt(text: string, at: Place, index: number): string {
  return withoutIndex(text, listAt(text, at), index);
}

function withoutIndex(text: string, list: YAMLSeq, index: number): string {
  const item = list.items[index];
  if (!isNode(item)) throw new Error(`There is no element ${index} in the list.`);
  if (list.flow) {
    const next = list.items[index + 1];
    const before = list.items[index - 1];
    if (isNode(next)) return text.slice(0, startOf(item)) + text.slice(startOf(next));
    const from = isNode(before) ? endOf(text, before) : startOf(item);
    return text.slice(0, from) + text.slice(endOf(text, item));
  }
  const margin = startOf(list) - lineStart(text, startOf(list));
  const lines = text.split("\n");
  let first = lineOf(text, startOf(item));
  while (new RegExp(`^ {${margin}}#`).test(lines[first - 1] ?? "")) first--;
  const last = lineOf(text, endOf(text, item));
  if (list.items.length > 1) return [...lines.slice(0, first), ...lines.slice(last + 1)].join("\n");
  // A list without elements has brackets.
  return `${text.slice(0, startOf(list))}[]${text.slice(endOf(text, item))}`;
}

function listAt(text: string, at: Place): YAMLSeq {
  const list = parseDocument(text).getIn(at, true);
  if (!isSeq(list)) throw new Error(`There is no list at ${at.map((part) => scalarText(part)).join(".")}.`);
  return list;
}
