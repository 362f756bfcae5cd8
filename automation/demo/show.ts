import * as path from "node:path";
import type { OutputMap } from "@pulumi/pulumi/automation";
import type { Paint } from "../plan/render/paint";
import type { Published } from "./stacks";

/** Outputs that are shown elsewhere, or only to tools. */
const ELSEWHERE = new Set(["handoff"]);
const WIDEST = 110;

/** What the stacks published, the document to hand over, and how to go on. */
export function showPublished(published: readonly Published[], paint: Paint, place: string): string {
  const stacks = published.map(({ stack, outputs, resources, warnings }) => {
    const rows = Object.entries(outputs).filter(([name]) => !ELSEWHERE.has(name));
    const warned = warnings.map((warning) => paint.yellow(`  warning: ${warning}`));
    return [paint.bold(`${stack.title} (${resources} resources)`), ...table(rows), ...warned].join("\n");
  });
  return `\n${[...stacks, ...handoffs(published, paint), goingOn(paint, place)].join("\n\n")}\n`;
}

function handoffs(published: readonly Published[], paint: Paint): string[] {
  return published.flatMap(({ stack, outputs }) => {
    const handoff = outputs.handoff;
    if (handoff === undefined || handoff.secret) return [];
    const title = paint.bold(`Hand-off of ${stack.title}: what a consumer needs, and nothing secret`);
    return [`${title}\n${documentText(handoff.value)}`];
  });
}

/** JSON with short lists on one line. */
function documentText(document: unknown): string {
  const text = JSON.stringify(document, undefined, 2);
  return text.replaceAll(/\[\n\s+([^[\]{}]+?)\n\s+\]/g, (_, items: string) => `[${items.split(/\n\s+/).join(" ")}]`);
}

function goingOn(paint: Paint, place: string): string {
  return [
    paint.bold("Going on"),
    "  edit Pulumi.us-east-1.yaml, then npm run demo   what the engine changes, and what it replaces",
    "  npm run plan                                    what a change would do, without the engine",
    "  npm run demo -- --destroy                       take everything down, the last stack first",
    `  ${path.join(place, "cloud.json").padEnd(46)}  the AWS account that the sandbox plays`,
  ].join("\n");
}

function table(rows: readonly [string, OutputMap[string]][]): string[] {
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  return rows.map(
    ([name, output]) => `  ${name.padEnd(width)}  ${output.secret ? "[secret]" : valueText(output.value)}`,
  );
}

function valueText(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length <= WIDEST ? text : `${text.slice(0, WIDEST)}...`;
}
