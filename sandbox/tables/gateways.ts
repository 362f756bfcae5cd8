import { ipv4Address, oneOf, tagSet } from "../checks/rules";
import { hex } from "../ids";
import { arn, blank, type ResourceTables, refuse } from "../table";
import { T } from "../tokens";
import { text } from "../values";

const HEX = 17;

export const gateways: ResourceTables = {
  [T.InternetGateway]: {
    id: ({ seed }) => `igw-${hex(seed, "igw", HEX)}`,
    notFound: (id) => `InvalidInternetGatewayID.NotFound: The internetGateway ID '${id}' does not exist`,
    tagged: true,
    rules: { tags: tagSet },
    references: [{ property: "vpcId", types: T.Vpc }],
    admit: ({ inputs, cloud, region, old }) => {
      const vpc = cloud.find(T.Vpc, text(inputs.vpcId) ?? "", region);
      const other = vpc && cloud.referrers(vpc, T.InternetGateway).find((s) => s.id !== old?.id);
      if (other === undefined) return [];
      return [refuse("vpcId", `Resource.AlreadyAssociated: resource ${vpc?.id} is already attached to ${other.id}`)];
    },
    computed: {
      arn: (m) => arn(m, "ec2", `internet-gateway/${m.id}`),
      ownerId: (m) => m.account,
    },
  },
  [T.Eip]: {
    id: ({ seed }) => `eipalloc-${hex(seed, "eip", HEX)}`,
    notFound: (id) => `InvalidAllocationID.NotFound: The allocation ID '${id}' does not exist`,
    tagged: true,
    rules: { domain: oneOf("vpc"), tags: tagSet },
    computed: {
      allocationId: (m) => m.id,
      arn: (m) => arn(m, "ec2", `elastic-ip/${m.id}`),
      domain: (m) => m.inputs.domain ?? "vpc",
      publicIp: (m) => `203.0.113.${1 + (Number.parseInt(hex(m.seed, "public", 4), 16) % 254)}`,
      publicDns: (m) => `ec2-${String(m.outputs.publicIp).replaceAll(".", "-")}.compute-1.amazonaws.com`,
      networkBorderGroup: (m) => m.inputs.networkBorderGroup ?? m.region,
      publicIpv4Pool: (m) => m.inputs.publicIpv4Pool ?? "amazon",
      ...blank("associationId", "carrierIp", "customerOwnedIp", "privateDns", "privateIp", "ptrRecord"),
    },
    keeps: ["domain", "networkBorderGroup", "publicIpv4Pool"],
    replaceOn: ["address", "domain", "networkBorderGroup", "publicIpv4Pool"],
    refuseDelete: (eip, cloud) =>
      cloud.referrers(eip, T.NatGateway).length === 0
        ? undefined
        : "AuthFailure: You do not have permission to access the specified resource: the address is in use by a NAT gateway.",
  },
  [T.NatGateway]: {
    id: ({ seed }) => `nat-${hex(seed, "nat", HEX)}`,
    notFound: (id) => `NatGatewayNotFound: The Nat Gateway ${id} was not found`,
    tagged: true,
    defaults: { connectivityType: "public" },
    rules: { connectivityType: oneOf("public", "private"), privateIp: ipv4Address, tags: tagSet },
    check: (inputs) => {
      if (inputs.connectivityType === "private") {
        const message = "is not supported with connectivityType private";
        return inputs.allocationId === undefined ? [] : [refuse("allocationId", message)];
      }
      return inputs.availabilityMode !== "regional" && inputs.allocationId === undefined
        ? [refuse("allocationId", "a public zonal NAT gateway needs an Elastic IP address")]
        : [];
    },
    references: [
      { property: "subnetId", types: T.Subnet },
      { property: "allocationId", types: T.Eip },
      { property: "vpcId", types: T.Vpc },
    ],
    computed: {
      networkInterfaceId: (m) => `eni-${hex(m.seed, "eni", HEX)}`,
      associationId: (m) => (m.inputs.allocationId === undefined ? "" : `eipassoc-${hex(m.seed, "association", HEX)}`),
      publicIp: (m) => m.cloud.find(T.Eip, text(m.inputs.allocationId) ?? "", m.region)?.outputs.publicIp ?? "",
      privateIp: (m) => m.inputs.privateIp ?? "",
      availabilityMode: (m) => m.inputs.availabilityMode ?? "zonal",
      regionalNatGatewayAddresses: () => [],
      ...blank("autoProvisionZones", "autoScalingIps", "regionalNatGatewayAutoMode", "routeTableId"),
    },
    keeps: ["privateIp", "availabilityMode"],
    replaceOn: ["allocationId", "availabilityMode", "connectivityType", "privateIp", "subnetId", "vpcId"],
  },
};
