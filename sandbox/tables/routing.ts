import { routeTableReference } from "../checks/references";
import { arnOf, each, ipv4Address, ipv4Block, oneOf, tagSet } from "../checks/rules";
import { hex } from "../ids";
import { arn, blank, type ResourceTables, refuse } from "../table";
import { T } from "../tokens";
import { number, record, text } from "../values";

const HEX = 17;
const TARGETS = [
  "carrierGatewayId",
  "coreNetworkArn",
  "egressOnlyGatewayId",
  "gatewayId",
  "localGatewayId",
  "natGatewayId",
  "networkInterfaceId",
  "transitGatewayId",
  "vpcEndpointId",
  "vpcPeeringConnectionId",
];
/** Fields of a flow log record in AWS's default format. */
const FLOW_LOG_FIELDS =
  "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status";
const DESTINATIONS = ["destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId"];

export const routing: ResourceTables = {
  [T.RouteTable]: {
    id: ({ seed }) => `rtb-${hex(seed, "rtb", HEX)}`,
    notFound: (id) => `InvalidRouteTableID.NotFound: The routeTable ID '${id}' does not exist`,
    tagged: true,
    required: ["vpcId"],
    rules: {
      tags: tagSet,
      routes: each((route) =>
        record(route).cidrBlock === undefined ? undefined : ipv4Block(record(route).cidrBlock, {}),
      ),
    },
    references: [{ property: "vpcId", types: T.Vpc }],
    computed: {
      arn: (m) => arn(m, "ec2", `route-table/${m.id}`),
      ownerId: (m) => m.account,
      propagatingVgws: (m) => m.inputs.propagatingVgws ?? [],
      routes: (m) => m.inputs.routes ?? [],
    },
    keeps: ["propagatingVgws", "routes"],
    unordered: ["routes", "propagatingVgws"],
    replaceOn: ["vpcId"],
    refuseDelete: (table, cloud) => {
      const users = cloud.referrers(table, T.RouteTableAssociation);
      if (users.length === 0) return undefined;
      return `DependencyViolation: The routeTable '${table.id}' has dependencies and cannot be deleted.`;
    },
  },
  [T.RouteTableAssociation]: {
    id: ({ seed }) => `rtbassoc-${hex(seed, "rtbassoc", HEX)}`,
    notFound: (id) => `InvalidAssociationID.NotFound: The association ID '${id}' does not exist`,
    required: ["routeTableId"],
    check: (inputs) =>
      (inputs.subnetId === undefined) === (inputs.gatewayId === undefined)
        ? [refuse("subnetId", "exactly one of subnetId and gatewayId must be given")]
        : [],
    references: [
      routeTableReference("routeTableId"),
      { property: "subnetId", types: T.Subnet },
      { property: "gatewayId", types: T.InternetGateway },
    ],
    admit: ({ inputs, cloud, region, old }) => {
      const subnet = cloud.find(T.Subnet, text(inputs.subnetId) ?? "", region);
      const table = cloud.find(T.RouteTable, text(inputs.routeTableId) ?? "", region);
      if (subnet === undefined || table === undefined) return [];
      if (subnet.outputs.vpcId !== table.outputs.vpcId) {
        const message = `InvalidParameterValue: Route table ${table.id} and subnet ${subnet.id} belong to different networks`;
        return [refuse("routeTableId", message)];
      }
      const other = cloud.referrers(subnet, T.RouteTableAssociation).find((s) => s.id !== old?.id);
      const message = `Resource.AlreadyAssociated: the specified association for route table ${table.id} conflicts with an existing association (${other?.id})`;
      return other === undefined ? [] : [refuse("subnetId", message)];
    },
    replaceOn: ["subnetId", "gatewayId"],
  },
  [T.Route]: {
    id: ({ inputs, seed }) => `r-${text(inputs.routeTableId)}${hex(seed, "route", 10)}`,
    notFound: (id) => `InvalidRoute.NotFound: no route ${id}`,
    required: ["routeTableId"],
    rules: { destinationCidrBlock: ipv4Block },
    check: (inputs) => {
      const destinations = DESTINATIONS.filter((property) => inputs[property] !== undefined);
      const targets = TARGETS.filter((property) => inputs[property] !== undefined);
      return [
        ...(destinations.length === 1
          ? []
          : [refuse("", `one of ${DESTINATIONS.join(", ")} must be given, got ${destinations.length}`)]),
        ...(targets.length === 1
          ? []
          : [refuse("", `one of ${TARGETS.join(", ")} must be given, got ${targets.length}`)]),
      ];
    },
    references: [
      routeTableReference("routeTableId"),
      { property: "natGatewayId", types: T.NatGateway },
      { property: "gatewayId", types: T.InternetGateway },
      { property: "vpcEndpointId", types: T.VpcEndpoint },
    ],
    computed: {
      origin: () => "CreateRoute",
      state: () => "active",
      instanceId: () => "",
      instanceOwnerId: () => "",
    },
    replaceOn: ["routeTableId", ...DESTINATIONS],
  },
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
  [T.FlowLog]: {
    id: ({ seed }) => `fl-${hex(seed, "fl", HEX)}`,
    notFound: (id) => `InvalidFlowLogId.NotFound: The flow log ID '${id}' does not exist`,
    tagged: true,
    defaults: { logDestinationType: "cloud-watch-logs", maxAggregationInterval: 600 },
    rules: {
      logDestination: arnOf("logs", "s3", "firehose"),
      iamRoleArn: arnOf("iam"),
      logDestinationType: oneOf("cloud-watch-logs", "s3", "kinesis-data-firehose"),
      maxAggregationInterval: (value) =>
        value === 60 || value === 600 ? undefined : `expected one of 60, 600, got ${number(value)}`,
      trafficType: oneOf("ACCEPT", "REJECT", "ALL"),
      tags: tagSet,
    },
    check: (inputs) => {
      const sources = [
        "eniId",
        "subnetId",
        "vpcId",
        "transitGatewayId",
        "transitGatewayAttachmentId",
        "regionalNatGatewayId",
      ];
      const given = sources.filter((property) => inputs[property] !== undefined);
      return [
        ...(given.length === 1 ? [] : [refuse("vpcId", `exactly one of ${sources.join(", ")} must be given`)]),
        ...(inputs.logDestinationType === "cloud-watch-logs" && inputs.iamRoleArn === undefined
          ? [
              refuse(
                "iamRoleArn",
                "InvalidParameter: DeliverLogsPermissionArn is required for the destination type cloud-watch-logs",
              ),
            ]
          : []),
        ...(inputs.trafficType === undefined && inputs.transitGatewayId === undefined
          ? [
              refuse(
                "trafficType",
                "InvalidParameter: trafficType is required for a VPC, a subnet or a network interface",
              ),
            ]
          : []),
      ];
    },
    references: [
      { property: "vpcId", types: T.Vpc },
      { property: "subnetId", types: T.Subnet },
      { property: "iamRoleArn", types: T.Role },
      {
        property: "logDestination",
        types: [T.LogGroup, T.Bucket],
        values: (inputs) =>
          (text(inputs.logDestination) ?? "").startsWith("arn:aws:logs")
            ? [String(inputs.logDestination).replace(/:\*$/, "")]
            : [],
      },
    ],
    computed: {
      arn: (m) => arn(m, "ec2", `vpc-flow-log/${m.id}`),
      logFormat: (m) => m.inputs.logFormat ?? FLOW_LOG_FIELDS.replace(/\S+/g, (field) => `$\{${field}}`),
    },
    keeps: ["logFormat"],
    replaceOn: [
      "deliverCrossAccountRole",
      "destinationOptions",
      "eniId",
      "iamRoleArn",
      "logDestination",
      "logDestinationType",
      "logFormat",
      "maxAggregationInterval",
      "subnetId",
      "trafficType",
      "transitGatewayAttachmentId",
      "transitGatewayId",
      "vpcId",
    ],
  },
};
