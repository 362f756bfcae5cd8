import { counted, listed } from "../../../components/lib/words";
import { Operation } from "../../engine/operation";
import { took } from "../../terminal/durations";
import { type RolloutSummary, StackOutcome } from "../events";

/**
 * The last line of a preview that had nothing to look at for some of its stacks: a preview is of the difference from what
 * is there. Undefined where there is no such stack.
 */
export function notPreviewed({ operation, stacks, seconds }: RolloutSummary): string | undefined {
  if (operation !== Operation.Preview) return undefined;
  const fresh = stacks.filter(({ outcome }) => outcome === StackOutcome.NotThere).map(({ stack }) => stack);
  if (fresh.length === 0) return undefined;
  const [is, it] = fresh.length === 1 ? ["is", "it"] : ["are", "they"];
  const plan = `privatelink plan ${fresh.map((stack) => `--stack ${stack}`).join(" ")}`;
  const remedy = `${listed(fresh)} ${is} not up. What ${it} would create: ${plan}`;
  if (fresh.length === stacks.length) return `Nothing was previewed: ${remedy}`;
  const looked = counted(stacks.length - fresh.length, "stack");
  return `${looked} in ${took(seconds)}; ${fresh.length} not previewed: ${remedy}`;
}
