import type { Consumer } from "../../functions/lib/consumer";
import { standingProblem } from "../../functions/lib/validity";
import type { RegistryContext } from "../registry/context";
import { confirm } from "../terminal/confirm";
import { type Doomed, doomedBy, sightings } from "./connections";
import { AT_ONCE, SOON } from "./outlook";
import { doomedLines, doomText, failureLines, sightingLines } from "./render/doomed";
import { type Session, tellBeside } from "./session";

/** An entry as it is, where there is one, and as it is going to be. */
export interface Step {
  readonly before?: Consumer | undefined;
  readonly after: Consumer;
}

/** Whether connections that are there may have to go because of the change. Others need not be asked for. */
function mayCost({ before, after }: Step, now: Date): boolean {
  return (
    standingProblem(after, now) !== undefined ||
    narrows(before?.services, after.services) ||
    narrows(before?.regions, after.regions) ||
    narrows(before?.endpointIds, after.endpointIds)
  );
}

function narrows(before: readonly string[] | undefined, after: readonly string[] | undefined): boolean {
  if (after === undefined) return false;
  return before === undefined || before.some((value) => !after.includes(value));
}

/**
 * Finds the connections that the automation is going to cut because of changes, shows them and asks. Services that do
 * not answer are named; they keep nobody from the change.
 */
export async function confirmLosses(
  { options: { yes }, terminal }: Pick<Session, "options" | "terminal">,
  context: RegistryContext,
  steps: readonly Step[],
  title: string,
): Promise<readonly Doomed[]> {
  const doomed = await losses(terminal, context, steps, "is going to");
  const text = doomText(doomed);
  if (text !== undefined) await confirm(`${title} and ${text}?`, yes, terminal);
  return doomed;
}

/** Finds the connections that the automation is going to cut because of changes, and shows them. */
export async function losses(
  terminal: Session["terminal"],
  context: RegistryContext,
  steps: readonly Step[],
  will: "is going to" | "would",
): Promise<readonly Doomed[]> {
  const now = context.clock();
  const consumers = steps.filter((step) => mayCost(step, now)).map(({ after }) => after);
  if (consumers.length === 0) return [];
  const { found, failures } = await sightings(context, new Set(consumers.map(({ account }) => account)));
  tellBeside(terminal, failureLines(failures, "what the change cuts there is not known"));
  const doomed = doomedBy(consumers, found, now);
  const text = doomText(doomed);
  if (text === undefined) return [];
  const lines = steps.length > 1 ? doomedLines(doomed) : sightingLines(doomed);
  tellBeside(terminal, [`The automation ${will} ${text}, ${SOON}, ${AT_ONCE}:`, ...lines]);
  return doomed;
}
