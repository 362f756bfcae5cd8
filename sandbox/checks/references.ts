import type { Account, Making, Reference } from "../table";
import { T } from "../tokens";
import { type Properties, records, texts } from "../values";

/** Both kinds of resource that manage a security group. */
export const GROUPS = [T.SecurityGroup, T.DefaultSecurityGroup] as const;

/** Every VPC is born with a security group and a route table that no resource manages. */
function bornWithVpc(output: string): NonNullable<Reference["foreign"]> {
  return (id: string, region: string, cloud: Account) =>
    cloud.all(T.Vpc, region).some((vpc) => vpc.outputs[output] === id);
}

/** Security groups named by a property; a VPC's own default group needs no resource. */
export function groupReference(property: string): Reference {
  return { property, types: GROUPS, foreign: bornWithVpc("defaultSecurityGroupId") };
}

/** Route tables named by a property; a VPC's own main table needs no resource. */
export function routeTableReference(property: string): Reference {
  return { property, types: T.RouteTable, foreign: bornWithVpc("mainRouteTableId") };
}

/** Subnets named inside the objects of a list. */
export function nestedSubnetReference(property: string): Reference {
  const values = (inputs: Properties) => records(inputs[property]).flatMap((item) => texts(item.subnetId));
  return { property, types: T.Subnet, values };
}

/** The VPC of the security group, whether a resource manages it or the VPC was born with it. */
export function vpcOfGroup({ cloud, region }: Pick<Making, "cloud" | "region">, id: string): unknown {
  const group = cloud.find(GROUPS, id, region);
  if (group !== undefined) return group.outputs.vpcId;
  return cloud.all(T.Vpc, region).find((vpc) => vpc.outputs.defaultSecurityGroupId === id)?.id;
}

/** The name of a function in its name, its ARN or a part of the ARN, with or without a qualifier. */
export function functionNamed(nameOrArn: unknown): string {
  const parts = String(nameOrArn).split(":");
  const marker = parts.indexOf("function");
  return (marker < 0 ? parts[0] : parts[marker + 1]) ?? "";
}

/** The function named by a property, by name or by ARN. */
export function functionReference(property: string): Reference {
  const values = (inputs: Properties) => texts(inputs[property]).map(functionNamed);
  return { property, types: T.Function, values };
}
