import { admitPrivateDns, dnsEntries, subnetsOfEndpoint } from "../checks/endpoint-dns";
import { resourcePolicy } from "../checks/policy";
import { groupReference, nestedSubnetReference, routeTableReference } from "../checks/references";
import { oneOf, property, tagSet } from "../checks/rules";
import { admitEndpoint, checkEndpoint, endpointState, serviceOf } from "../checks/vpc-endpoint";
import { hex } from "../ids";
import { arn, type Making, type ResourceTables } from "../table";
import { T } from "../tokens";
import { record, text, texts } from "../values";

const HEX = 17;
const FULL_ACCESS = JSON.stringify({
  Version: "2008-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
});

function isInterface(making: Making): boolean {
  return making.inputs.vpcEndpointType === "Interface" || making.inputs.vpcEndpointType === "GatewayLoadBalancer";
}

function setState(making: Making, endpointId: string, state: string): void {
  const endpoint = making.cloud.find(T.VpcEndpoint, endpointId, making.region);
  if (endpoint !== undefined) making.cloud.patch(endpoint, { state });
}

export const vpcEndpoints: ResourceTables = {
  [T.VpcEndpoint]: {
    id: ({ seed }) => `vpce-${hex(seed, "vpce", HEX)}`,
    notFound: (id) => `InvalidVpcEndpointId.NotFound: The Vpc Endpoint Id '${id}' does not exist`,
    tagged: true,
    required: ["vpcId"],
    defaults: { vpcEndpointType: "Gateway" },
    rules: {
      dnsOptions: property("dnsRecordIpType", oneOf("ipv4", "dualstack", "ipv6", "service-defined")),
      ipAddressType: oneOf("ipv4", "dualstack", "ipv6"),
      policy: resourcePolicy(20_480),
      tags: tagSet,
      vpcEndpointType: oneOf("Gateway", "GatewayLoadBalancer", "Interface", "Resource", "ServiceNetwork"),
    },
    check: checkEndpoint,
    references: [
      { property: "vpcId", types: T.Vpc },
      { property: "subnetIds", types: T.Subnet },
      routeTableReference("routeTableIds"),
      groupReference("securityGroupIds"),
      nestedSubnetReference("subnetConfigurations"),
    ],
    admit: admitEndpoint,
    computed: {
      arn: (m) => arn(m, "ec2", `vpc-endpoint/${m.id}`),
      ownerId: (m) => m.account,
      requesterManaged: () => false,
      state: endpointState,
      subnetIds: subnetsOfEndpoint,
      routeTableIds: (m) => m.inputs.routeTableIds ?? [],
      networkInterfaceIds: (m) =>
        isInterface(m) ? subnetsOfEndpoint(m).map((id) => `eni-${hex(`${m.seed}/${id}`, "eni", HEX)}`) : [],
      dnsEntries: (m) => (m.inputs.vpcEndpointType === "Interface" ? dnsEntries(m) : []),
      ipAddressType: (m) => m.inputs.ipAddressType ?? "ipv4",
      dnsOptions: (m) => ({ dnsRecordIpType: "ipv4", ...record(m.inputs.dnsOptions) }),
      privateDnsEnabled: (m) => m.inputs.privateDnsEnabled ?? m.old?.outputs.privateDnsEnabled ?? false,
      securityGroupIds: (m) => {
        const vpc = m.cloud.find(T.Vpc, text(m.inputs.vpcId) ?? "", m.region);
        const given = texts(m.inputs.securityGroupIds);
        return m.inputs.vpcEndpointType !== "Interface" || given.length > 0
          ? given
          : texts(vpc?.outputs.defaultSecurityGroupId);
      },
      policy: (m) => m.inputs.policy ?? (serviceOf(m) === undefined ? FULL_ACCESS : undefined),
      serviceRegion: (m) => m.inputs.serviceRegion ?? m.region,
      prefixListId: (m) =>
        m.inputs.vpcEndpointType === "Gateway" ? `pl-${hex(String(m.inputs.serviceName), "pl", 8)}` : "",
      cidrBlocks: (m) => (m.inputs.vpcEndpointType === "Gateway" ? ["52.216.0.0/15", "3.5.0.0/19"] : []),
    },
    keeps: [
      "dnsOptions",
      "ipAddressType",
      "policy",
      "privateDnsEnabled",
      "routeTableIds",
      "securityGroupIds",
      "serviceRegion",
      "subnetConfigurations",
      "subnetIds",
    ],
    unordered: ["routeTableIds", "securityGroupIds", "subnetConfigurations", "subnetIds"],
    replaceOn: [
      "resourceConfigurationArn",
      "serviceName",
      "serviceNetworkArn",
      "serviceRegion",
      "vpcEndpointType",
      "vpcId",
    ],
  },
  [T.EndpointPrivateDns]: {
    id: ({ inputs }) => String(text(inputs.vpcEndpointId)),
    notFound: (id) => `InvalidVpcEndpointId.NotFound: The Vpc Endpoint Id '${id}' does not exist`,
    required: ["privateDnsEnabled", "vpcEndpointId"],
    references: [{ property: "vpcEndpointId", types: T.VpcEndpoint }],
    admit: (making) => {
      const { inputs, cloud, region } = making;
      const endpoint = cloud.find(T.VpcEndpoint, text(inputs.vpcEndpointId) ?? "", region);
      if (endpoint === undefined || inputs.privateDnsEnabled !== true) return [];
      const service = serviceOf({ inputs: endpoint.inputs, cloud, region });
      return admitPrivateDns(making, endpoint.inputs, String(endpoint.outputs.state), service);
    },
    applied: ({ inputs, cloud, region }) => {
      const endpoint = cloud.find(T.VpcEndpoint, text(inputs.vpcEndpointId) ?? "", region);
      if (endpoint !== undefined) cloud.patch(endpoint, { privateDnsEnabled: inputs.privateDnsEnabled });
    },
    replaceOn: ["vpcEndpointId"],
  },
  [T.VpcEndpointConnectionAccepter]: {
    id: ({ inputs }) => `${text(inputs.vpcEndpointServiceId)}_${text(inputs.vpcEndpointId)}`,
    notFound: (id) => `InvalidVpcEndpointId.NotFound: there is no connection ${id}`,
    required: ["vpcEndpointId", "vpcEndpointServiceId"],
    references: [
      { property: "vpcEndpointServiceId", types: T.VpcEndpointService },
      { property: "vpcEndpointId", types: T.VpcEndpoint },
    ],
    applied: (making) => setState(making, String(making.inputs.vpcEndpointId), "available"),
    computed: { vpcEndpointState: () => "available" },
    removed: (stored, cloud) => {
      const endpoint = cloud.find(T.VpcEndpoint, String(stored.inputs.vpcEndpointId), stored.region);
      if (endpoint !== undefined) cloud.patch(endpoint, { state: "rejected" });
    },
    replaceOn: ["vpcEndpointId", "vpcEndpointServiceId"],
  },
};
