import { checkZoneIds } from "../../components/lib/availability-zones";
import { checkFlowLogs } from "../../components/lib/flow-logs";
import { checkIpv4Cidr, checkNetwork } from "../../components/lib/network";
import { at } from "../../components/lib/path";
import type { Problem } from "../../components/lib/problem";
import { checkBucketArn, checkRouteTableId, checkSubnetId, checkVpcId } from "../../components/lib/resource-ids";
import type { Settings } from "../schema/settings";
import type { StackRule } from "./facts";
import { checkEach, checkValues } from "./values";

/** What has to hold of the network before its Availability Zones are known. */
export const networkRules: readonly StackRule[] = [
  ({ network }) => checkNetwork(network, "network"),
  ({ network }) => checkFlowLogs(network.flowLogs ?? {}, "network.flowLogs"),
  ({ network }) => checkExcluded(network),
  ({ network }) => checkExisting(network.existing),
  ({ network }) => checkEach(network.readableBuckets ?? [], "network.readableBuckets", checkBucketArn),
];

function checkExcluded({ excludeZoneIds, existing }: Settings["network"]): Problem[] {
  const path = "network.excludeZoneIds";
  const problems = checkZoneIds(excludeZoneIds ?? [], path);
  if (excludeZoneIds === undefined || existing === undefined) return problems;
  const rule = "is given besides an existing network";
  const remedy = "leave the zone out of network.existing.subnetIds instead";
  return [...problems, { path, value: excludeZoneIds, rule, remedy }];
}

function checkExisting(existing: Settings["network"]["existing"]): Problem[] {
  if (existing === undefined) return [];
  const path = "network.existing";
  return [
    ...checkVpcId(existing.vpcId, at(path, "vpcId")),
    ...(existing.cidr === undefined ? [] : checkIpv4Cidr(existing.cidr, at(path, "cidr"))),
    ...checkValues(existing.subnetIds, at(path, "subnetIds"), checkSubnetId),
    ...checkValues(existing.routeTableIds ?? {}, at(path, "routeTableIds"), checkRouteTableId),
  ];
}
