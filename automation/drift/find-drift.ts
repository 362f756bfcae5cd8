import type { Project } from "../plan/project";
import { readRolloutPlan } from "../rollout/file/read";
import { sideBySide } from "../rollout/limit";
import type { RolloutPlan } from "../rollout/plan";
import type { Place } from "../stacks/place";
import { compareRegions } from "./compare/matrix";
import { AwsImages, type ImageSource } from "./images";
import { regionFindings } from "./region-findings";
import { rehearsed } from "./rehearsed";
import type { DriftReport, StackDrift } from "./report";
import { lookAt, type StackLook } from "./stack-look";
import { withoutFile } from "./update-finding";

/** What is looked at, and how. */
export interface DriftRequest {
  readonly project: Project;
  /** Stacks in its waves are looked at, and compared by its `drift` settings. Defaults to the whole plan of the project. */
  readonly plan?: RolloutPlan;
  /** Where the stacks are; the caller closes it. Defaults to the user's own backend, with this process's environment. */
  readonly place?: Place;
  /** Whether each resource is compared with AWS. Defaults to true. */
  readonly refresh?: boolean;
  /**
   * Where it is asked what AMIs are copies of. Defaults to AWS without a `place`, and with one to nowhere, as it may be a
   * sandbox: what the stacks know is enough for copies of theirs.
   */
  readonly images?: ImageSource;
  /** Whether the place is the sandbox of rehearsals, so that remedies name its commands. Defaults to false. */
  readonly sandbox?: boolean;
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
  const { project, plan = await readRolloutPlan(project) } = request;
  if (request.place !== undefined) return driftAt({ ...request, plan, place: request.place });
  const [{ openOwnPlace }, { ClientsByIdentity }] = await Promise.all([
    import("../stacks/own-place.js"),
    import("../aws/by-identity.js"),
  ]);
  const place = await openOwnPlace(project, process.env);
  const clients = new ClientsByIdentity();
  try {
    return await driftAt({ ...request, plan, place, images: request.images ?? new AwsImages(clients.of) });
  } finally {
    clients.close();
    await place.close();
  }
}

async function driftAt(request: DriftRequest & Required<Pick<DriftRequest, "plan" | "place">>): Promise<DriftReport> {
  const { project, plan, place, refresh = true, images, onStack, signal } = request;
  const options = { project, place, refresh, images, ...(signal === undefined ? {} : { signal }) };
  const stacks = plan.waves.flatMap((wave) => wave.stacks);
  const strays = await straysOf(request, stacks);
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
  const findings = [...found.flatMap((look) => look.findings), ...strays.map(withoutFile), ...regionFindings(matrix)];
  return {
    stacks: found.map(({ drift }) => drift),
    matrix,
    findings: request.sandbox === true ? findings.map(rehearsed) : findings,
  };
}

/** Stacks that are deployed and have no stack file, where the whole project is looked at. */
async function straysOf(
  { project: { stackFiles }, plan, place }: DriftRequest & Required<Pick<DriftRequest, "plan" | "place">>,
  stacks: readonly string[],
): Promise<readonly string[]> {
  const known = new Set([...stacks, ...plan.leftOut]);
  if ([...stackFiles.keys()].some((stack) => !known.has(stack))) return [];
  return (await place.stacks()).filter((stack) => !stackFiles.has(stack));
}
