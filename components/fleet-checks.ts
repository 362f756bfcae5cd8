import type * as pulumi from "@pulumi/pulumi";
import type { FleetArgs, FleetArtifact } from "./fleet-args";
import { InputChecks } from "./inputs";
import { checkFleet } from "./lib/fleet";
import { checkAutoName, checkShortName, NAME_LIMITS } from "./lib/names";
import { at } from "./lib/path";
import { TargetType } from "./lib/port-spec";
import { checkPlacedServices, type ResolvedPort, resolvePorts } from "./lib/ports";
import type { Problem } from "./lib/problem";
import { checkImageId, checkPolicyArn, checkSecurityGroupId, checkVpcId } from "./lib/resource-ids";
import { checkProcess } from "./lib/service-process";
import { checkSha256, checkUserDataText } from "./lib/user-data";
import { checkNamed } from "./named-inputs";
import { checkZoneSubnets } from "./zone-subnets";

/** The args whose rules gate them, and what follows from the args. */
export interface CheckedFleet {
  readonly ports: readonly ResolvedPort<pulumi.Input<string>>[];
  readonly vpcId: pulumi.Input<string>;
  readonly subnetIds: Readonly<Record<string, pulumi.Input<string>>>;
  readonly imageId: pulumi.Input<string>;
  readonly loadBalancerSecurityGroupId: pulumi.Input<string>;
  readonly artifact: FleetArtifact | undefined;
  readonly userData: pulumi.Input<string> | undefined;
  readonly policyArns: Readonly<Record<string, pulumi.Input<string>>>;
}

/** Suffix of the role's logical name. */
export const ROLE_SUFFIX = "-role";

/** Refuses args that AWS would refuse, all at once. */
export function checkedFleet(name: string, args: FleetArgs): CheckedFleet {
  const checks = new InputChecks(`Fleet "${name}"`);
  checks.add(checkFleetName(name));
  checks.add(checkPlacedServices([{ service: args.service, path: "service" }]));
  checks.add(checkFleet(args, "", Object.keys(args.subnetIds)));
  checks.add(checkUserDataChoice(args));
  const ports = resolvePorts([args.service]).filter(({ targetType }) => targetType === TargetType.Instance);
  checks.add(checkInstancePorts(args, ports));
  checks.add(checkProcess(args, "", { service: args.service.name, ports, artifact: args.artifact !== undefined }));
  const checked = {
    ports,
    vpcId: checks.input("vpcId", args.vpcId, checkVpcId),
    subnetIds: checkZoneSubnets(checks, args.subnetIds),
    imageId: checks.input("imageId", args.imageId, checkImageId),
    loadBalancerSecurityGroupId: checks.input(
      "loadBalancerSecurityGroupId",
      args.loadBalancerSecurityGroupId,
      checkSecurityGroupId,
    ),
    artifact: args.artifact && {
      ...args.artifact,
      sha256: checks.input(at("artifact", "sha256"), args.artifact.sha256, checkSha256),
    },
    policyArns: checkNamed(checks, "policyArns", args.policyArns, checkPolicyArn),
    userData: args.userData === undefined ? undefined : checks.input("userData", args.userData, checkUserDataText),
  };
  checks.refuse();
  return checked;
}

function checkFleetName(name: string): Problem[] {
  const malformed = checkShortName(name, "name");
  if (malformed.length > 0) return malformed;
  return checkAutoName(name, "name", { logicalName: `${name}${ROLE_SUFFIX}`, of: "role", limit: NAME_LIMITS.role });
}

function checkInstancePorts({ service }: FleetArgs, ports: readonly unknown[]): Problem[] {
  if (ports.length > 0) return [];
  const remedy = "give a port with targetType instance, or make no fleet for this service";
  return [
    {
      path: "service.ports",
      value: service.ports.map(({ name }) => name),
      rule: "has no port that is served by instances",
      remedy,
    },
  ];
}

function checkUserDataChoice({ artifact, userData }: FleetArgs): Problem[] {
  if (artifact === undefined || userData === undefined) return [];
  const rule = "is given besides artifact, which user data of our own installs";
  return [{ path: "userData", value: "(a script)", rule, remedy: "keep one of the two" }];
}
