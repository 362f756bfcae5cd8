import { routeTableReference } from "../checks/references";
import { each, ipv4Block, tagSet } from "../checks/rules";
import { hex } from "../ids";
import { arn, type ResourceTables, refuse } from "../table";
import { T } from "../tokens";
import { record, text } from "../values";

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
};
