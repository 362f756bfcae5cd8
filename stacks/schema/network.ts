import { z } from "zod";
import { GatewayService } from "../../components/aws-service-endpoints";
import { documented } from "../../components/lib/schema/keys";

const VPC = "VPC guide, VPC CIDR blocks";
const ZONE_EXAMPLE = { "use1-az1": "subnet-0123456789abcdef0" };

const flowLogs = z.strictObject({
  retentionDays: documented(z.int().optional(), {
    description: "How long CloudWatch Logs keeps them.",
    unit: "days",
    absent: "`30`",
    rule: "One of the numbers that CloudWatch Logs has: 1, 3, 5, 7, 14, 30, 60, 90 and so on.",
    source: "CloudWatch Logs API, PutRetentionPolicy",
  }),
  maxAggregationInterval: documented(z.int().optional(), {
    description: "Time over which flows are aggregated into one record.",
    unit: "seconds",
    absent: "`60`",
    change: "Replaces the flow log.",
    rule: "60 or 600.",
    source: "EC2 API, CreateFlowLogs",
  }),
});

const existing = z.strictObject({
  vpcId: documented(z.string(), {
    description: "Id of the VPC. Interface endpoints need its DNS support and DNS hostnames.",
    change: "Replaces the load balancer and the service: a production outage.",
    examples: ["vpc-0123456789abcdef0"],
  }),
  cidr: documented(z.string().optional(), {
    description: "Primary IPv4 block of the VPC.",
    absent: "what AWS says of the VPC",
    examples: ["10.64.0.0/22"],
  }),
  subnetIds: documented(z.record(z.string(), z.string()), {
    description: "Subnet of each Availability Zone, by AZ id; the keys are the stack's zones.",
    change: "A zone that is taken away replaces the load balancer.",
    rule: "At least one; each with 8 free addresses for the load balancer.",
    source: "Network Load Balancer guide, availability zones",
    examples: [ZONE_EXAMPLE],
  }),
  routeTableIds: documented(z.record(z.string(), z.string()).optional(), {
    description: "Route table of each subnet, by the same AZ ids; needed for `gatewayEndpoints`.",
    absent: "none",
    examples: [{ "use1-az1": "rtb-0123456789abcdef0" }],
  }),
});

/** The `network` key. */
export const network = documented(
  z.strictObject({
    cidr: documented(z.string().optional(), {
      description: "IPv4 block of the VPC. It may overlap with those of consumers and of other stacks.",
      unit: "CIDR notation",
      absent: "required unless `existing` is given",
      change: "Replaces the VPC and all that is in it.",
      rule: "/16 to /28, in a private range, beginning at its network address.",
      source: VPC,
      examples: ["10.64.0.0/22", "192.168.0.0/16"],
    }),
    slotPrefix: documented(z.int().optional(), {
      description:
        "Prefix length of the subnets. The VPC is cut into slots of this size; slot n belongs for ever to the AZ whose id ends in n, so that a new zone moves no subnet.",
      absent: "the VPC's prefix + 4, at most 28",
      change: "Cannot change: AWS refuses subnets that overlap the old ones.",
      rule: "From the VPC's prefix to 28, with a slot for the highest number of an AZ id: an internal load balancer needs 8 free addresses, and AWS keeps 5.",
      source: "Network Load Balancer guide, availability zones",
      examples: [28],
    }),
    excludeZoneIds: documented(z.array(z.string()).optional(), {
      description: "AZ ids to leave out. Zones without the instance type are left out by themselves.",
      absent: "none",
      change: "A zone that is excluded later replaces the load balancer.",
      rule: "AZ ids such as `use1-az3`, not names: names mean another zone in each account.",
      source: "PrivateLink guide, create an endpoint service",
      examples: [[]],
    }),
    ipv6: documented(z.boolean().optional(), {
      description: "Whether the VPC has an Amazon-provided IPv6 block, for `loadBalancer.ipAddressType: dualstack`.",
      absent: "`false`",
      source: VPC,
    }),
    gatewayEndpoints: documented(z.array(z.enum(GatewayService)).optional(), {
      description:
        "AWS services that are reached by a route, free of charge. Instances get their artifact and packages over S3.",
      absent: "`[s3]`; none with `existing`",
      examples: [[]],
    }),
    interfaceEndpoints: documented(z.array(z.string()).optional(), {
      description:
        "Short names of AWS services that are reached by an interface endpoint: `ssm`, `ssmmessages`, `logs`, `ecr.api`. Each is charged per AZ and hour.",
      absent: "none",
      examples: [[]],
    }),
    readableBuckets: documented(z.array(z.string()).optional(), {
      description:
        "ARNs of buckets that may be read over the S3 endpoint besides the artifact's and the package repository of Amazon Linux 2023.",
      absent: "none",
      examples: [[]],
    }),
    flowLogs: documented(flowLogs.optional(), {
      description: "Flow logs of the VPC in CloudWatch Logs; `{}` turns them on with the defaults.",
      absent: "none",
      examples: [{}],
    }),
    existing: documented(existing.optional(), {
      description: "A VPC to use instead of a new one. No VPC, subnet or route table is created then.",
      absent: "none",
      rule: "Not with `cidr`, `slotPrefix`, `ipv6` and `excludeZoneIds`.",
      examples: [{ vpcId: "vpc-0123456789abcdef0", subnetIds: ZONE_EXAMPLE }],
    }),
  }),
  {
    description: "The VPC of the stack: one private subnet per Availability Zone, without internet access.",
    examples: [{ cidr: "10.64.0.0/22" }],
  },
);
