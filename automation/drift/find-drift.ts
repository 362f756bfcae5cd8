import type { Project } from "../plan/project";
import { sideBySide } from "../rollout/limit";
import type { RolloutPlan } from "../rollout/plan";
import type { Place } from "../stacks/place";
import { compareRegions } from "./compare/matrix";
import type { ImageSource } from "./images";
import { regionFindings } from "./region-findings";
import type { DriftReport, StackDrift } from "./report";
import { lookAt, type StackLook } from "./stack-look";

/** What is looked at, and how. */
export interface DriftRequest {
  readonly project: Project;
  /** Stacks in its waves are looked at, and compared by its `drift` settings. */
  readonly plan: RolloutPlan;
  readonly place: Place;
  /** Whether each resource is compared with AWS. Defaults to true. */
  readonly refresh?: boolean;
  /** Where it is asked what AMIs are copies of. Defaults to nowhere: what the stacks know is enough for copies of theirs. */
  readonly images?: ImageSource;
  /** Told when a stack has been looked at. */
  readonly onStack?: (stack: StackDrift) => void;
  /** Aborted, no further stack is looked at, and those that are being looked at are given up. */
  readonly signal?: AbortSignal;
}

/**
 * Finds out what is not as it should be: resources that were changed in AWS, stack files that are not deployed, and
 * Regions that are not alike. Changes nothing. What cannot be found out is in the report, too.
 */
export async function findDrift(request: DriftRequest): Promise<DriftReport> {
  const { project, plan, place, refresh = true, images, onStack, signal } = request;
  const options = { project, place, refresh, images, ...(signal === undefined ? {} : { signal }) };
  const stacks = plan.waves.flatMap((wave) => wave.stacks);
  const looks = new Map<string, StackLook>();
  await sideBySide(
    stacks,
    plan.parallel,
    () => signal?.aborted !== true,
    async (stack) => {
      const look = await lookAt(stack, options);
      looks.set(stack, look);
      onStack?.(look.drift);
    },
  );
  // In the order of the waves, whichever was ready first.
  const found = stacks.flatMap((stack) => looks.get(stack) ?? []);
  const matrix = compareRegions(
    found.flatMap(({ compared }) => compared ?? []),
    plan.drift.mayDiffer,
  );
  return {
    stacks: found.map(({ drift }) => drift),
    matrix,
    findings: [...found.flatMap(({ findings }) => findings), ...regionFindings(matrix)],
  };
}
