import type { ResourceStep } from "../../engine/operation";
import type { Difference } from "./leaf-differences";

/** A property that something else than the program writes. */
export interface OwnedProperty {
  /** Token of the resource type. */
  readonly type: string;
  /** Name of the property; what is below it is covered. */
  readonly property: string;
  /** Who writes it, for people. */
  readonly owner: string;
  /** Whether a change of it is theirs. Defaults to every change. */
  readonly isTheirs?: (difference: Difference) => boolean;
}

const FUNCTION = "aws:lambda/function:Function";
const GROUP = "aws:autoscaling/group:Group";
const LAUNCH_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const LAMBDA = "AWS, with each version of the function";

/** Who adds principals to a service besides its stack, where there is a registry. */
export const ADMITTED_BY = "the approval function, which admits the registered consumers";

/** Differences between a stack's state and AWS that are no drift, because they are made on purpose. */
export const OWNED: readonly OwnedProperty[] = [
  {
    type: "aws:ec2/vpcEndpointService:VpcEndpointService",
    property: "privateDnsNameConfigurations",
    owner: "AWS, once it has verified the private DNS name",
    isTheirs: ({ after }) => after === "verified",
  },
  {
    type: "aws:dynamodb/table:Table",
    property: "replicas",
    owner: "the stacks of other Regions, which have the replicas",
  },
  { type: GROUP, property: "desiredCapacity", owner: "the scaling policy of the group" },
  { type: GROUP, property: "predictedCapacity", owner: "the scaling policy of the group" },
  { type: LAUNCH_TEMPLATE, property: "defaultVersion", owner: "operators: groups name the version that they run" },
  { type: FUNCTION, property: "version", owner: LAMBDA },
  { type: FUNCTION, property: "qualifiedArn", owner: LAMBDA },
  { type: FUNCTION, property: "qualifiedInvokeArn", owner: LAMBDA },
  { type: FUNCTION, property: "lastModified", owner: LAMBDA },
  {
    type: "aws:sns/topicSubscription:TopicSubscription",
    property: "pendingConfirmation",
    owner: "whoever confirms the subscription",
  },
];

/** Who made a difference on purpose; undefined where it is drift. */
export function ownerOf({ type }: Pick<ResourceStep, "type">, difference: Difference): string | undefined {
  const found = OWNED.find(
    (owned) =>
      owned.type === type &&
      isAtOrBelow(difference.path, owned.property) &&
      (owned.isTheirs === undefined || owned.isTheirs(difference)),
  );
  return found?.owner;
}

function isAtOrBelow(path: string, property: string): boolean {
  return path === property || path.startsWith(`${property}.`) || path.startsWith(`${property}[`);
}
