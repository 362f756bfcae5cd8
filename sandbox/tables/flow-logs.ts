import { arnOf, oneOf, tagSet } from "../checks/rules";
import { hex } from "../ids";
import { arn, type ResourceTables, refuse, type Stored } from "../table";
import { T } from "../tokens";
import { number, text, texts } from "../values";

/** Fields of a flow log record in AWS's default format. */
const FLOW_LOG_FIELDS =
  "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status";

export const flowLogs: ResourceTables = {
  [T.FlowLog]: {
    id: ({ seed }) => `fl-${hex(seed, "fl", 17)}`,
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
    admit: ({ inputs, cloud, region }) => {
      const eniId = text(inputs.eniId);
      const owners = [...cloud.all(T.VpcEndpoint, region), ...cloud.all(T.NatGateway, region)];
      const isThere = ({ outputs }: Stored) =>
        [...texts(outputs.networkInterfaceIds), ...texts(outputs.networkInterfaceId)].includes(String(eniId));
      if (eniId === undefined || owners.some(isThere)) return [];
      const message = `InvalidNetworkInterfaceId.NotFound: The networkInterface ID '${eniId}' does not exist`;
      return [refuse("eniId", message)];
    },
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
