import * as pulumi from "@pulumi/pulumi";
import { createGatewayEndpoints, createInterfaceEndpoints, GatewayService } from "./aws-service-endpoints";
import { InputChecks } from "./inputs";
import { sortZoneIds } from "./lib/availability-zones";
import { checkFlowLogs } from "./lib/flow-logs";
import { checkIpv4Cidr, checkNetwork, checkNetworkZones } from "./lib/network";
import { at } from "./lib/path";
import type { Check } from "./lib/problem";
import { checkBucketArn, checkRouteTableId, checkSubnetId, checkVpcId } from "./lib/resource-ids";
import { createFlowLog } from "./network-flow-log";
import { adoptVpc, createVpc, type KnownVpc, type NewVpc } from "./network-vpc";
import { policyScope } from "./policy-scope";

const RETENTION_DAYS = 30;
const AGGREGATION_INTERVAL = 60;

/** Flow logs of the whole VPC in CloudWatch Logs. */
export interface FlowLogsArgs {
  /** Days that CloudWatch Logs keeps them, one of the numbers it has (1, 3, 5, 7, 14, 30, 60, ...). Defaults to 30. */
  retentionDays?: number;
  /** Seconds over which flows are aggregated into a record: 60 or 600. A change replaces the flow log. Defaults to 60. */
  maxAggregationInterval?: number;
}

/** A VPC that exists already. */
export interface ExistingNetworkArgs {
  /** Id of the VPC. Its DNS support and DNS hostnames must be on if interface endpoints are wanted. */
  vpcId: pulumi.Input<string>;
  /** Primary IPv4 block of the VPC. Defaults to what AWS says of it. */
  cidr?: pulumi.Input<string>;
  /** Subnet of each AZ, by AZ id: `{ "use1-az1": "subnet-..." }`. The keys are the network's AZs. */
  subnetIds: Record<string, pulumi.Input<string>>;
  /** Route table of each subnet, by the same AZ ids; several may share one. Needed for gateway endpoints only. */
  routeTableIds?: Record<string, pulumi.Input<string>>;
}

/** Args of `ProviderNetwork`. */
export interface ProviderNetworkArgs {
  /**
   * IPv4 block of the new VPC, /16 to /28 and private, for example `10.64.0.0/22`. Needed unless `existing` is given.
   * A change replaces the VPC and all that is in it.
   */
  cidr?: string;
  /**
   * Prefix length of the subnets, at most 28. The VPC is cut into slots of this size, and slot n-1 belongs to the AZ
   * whose id ends in n, so that no zone that comes or goes moves another's subnet. It cannot change later: AWS refuses
   * subnets that overlap the old ones. Defaults to four bits more than the VPC's, and to 28 at most.
   */
  slotPrefix?: number;
  /** AZ ids to have a subnet in, for example from `availabilityZoneIds()`. Needed unless `existing` is given. */
  availabilityZoneIds?: string[];
  /** Beginning of the Name tags. Defaults to the component's name. */
  displayName?: string;
  /**
   * Whether the VPC has an Amazon-provided /56, with a /64 of it per subnet, for dual-stack. It can be turned on later
   * without replacing anything, but not off: AWS keeps a block that subnets have a part of. Defaults to false.
   */
  ipv6?: boolean;
  /**
   * AWS services that are reached by a route, free of charge. Defaults to S3, and to none for an existing VPC: it may
   * have its own, and AWS allows one per service and route table.
   */
  gatewayEndpoints?: GatewayService[];
  /**
   * Short names of AWS services that are reached by an interface endpoint with private DNS, for example `ssm`,
   * `ssmmessages`, `logs`, `ecr.api`, `ecr.dkr`. Each costs an hourly charge per AZ. Defaults to none.
   */
  interfaceEndpoints?: string[];
  /**
   * ARNs of the buckets whose objects may be read through the S3 gateway endpoint, by this account's principals,
   * besides the package repository of Amazon Linux 2023. Defaults to none.
   */
  readableBuckets?: pulumi.Input<string>[];
  /** Flow logs of the VPC. Defaults to none. */
  flowLogs?: FlowLogsArgs;
  /** A VPC to use instead of a new one. No VPC, subnet or route table is created then. */
  existing?: ExistingNetworkArgs;
  /** Tags of all resources, besides their Name. Defaults to none. */
  tags?: Record<string, string>;
}

/**
 * The provider's network: a VPC with one private subnet and route table per Availability Zone, the endpoints through
 * which instances without internet access reach AWS services, and optional flow logs. Or the same around a VPC that
 * exists already.
 */
export class ProviderNetwork extends pulumi.ComponentResource {
  /** Id of the VPC. */
  readonly vpcId: pulumi.Output<string>;
  /** Primary IPv4 block of the VPC. */
  readonly vpcCidr: pulumi.Output<string>;
  /** IPv6 block of a new VPC with `ipv6`; otherwise absent. */
  readonly ipv6CidrBlock: pulumi.Output<string | undefined>;
  /** Subnet ids by AZ id. */
  readonly subnetIds: pulumi.Output<Record<string, string>>;
  /** Route table ids by AZ id; empty when those of an existing VPC are not given. */
  readonly routeTableIds: pulumi.Output<Record<string, string>>;
  /** AZ ids of the subnets, in order of their numbers. */
  readonly availabilityZoneIds: pulumi.Output<string[]>;
  /** Security group of the interface endpoints, which instances need egress to; absent when there are none. */
  readonly endpointSecurityGroupId: pulumi.Output<string | undefined>;

  constructor(name: string, args: ProviderNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("saas-privatelink:index:ProviderNetwork", name, args, opts);
    const checked = checkedArgs(name, args);
    const displayName = args.displayName ?? name;
    const network =
      checked.existing === undefined
        ? createVpc(name, newVpc(args, displayName), { parent: this })
        : adoptVpc(checked.existing, { parent: this });
    const common = { displayName, tags: args.tags, scope: policyScope({ parent: this }) };

    const endpoints = {
      ...common,
      gateways: args.gatewayEndpoints ?? (checked.existing === undefined ? [GatewayService.S3] : []),
      interfaces: args.interfaceEndpoints ?? [],
      readableBuckets: checked.readableBuckets,
    };
    createGatewayEndpoints(name, network, endpoints, { parent: this });
    const endpointSecurityGroupId = createInterfaceEndpoints(name, network, endpoints, { parent: this });

    if (args.flowLogs !== undefined) {
      const { retentionDays = RETENTION_DAYS, maxAggregationInterval = AGGREGATION_INTERVAL } = args.flowLogs;
      const flowLog = { ...common, vpcId: network.vpcId, retentionDays, maxAggregationInterval };
      createFlowLog(name, flowLog, { parent: this });
    }

    this.vpcId = network.vpcId;
    this.vpcCidr = network.vpcCidr;
    this.ipv6CidrBlock = network.ipv6CidrBlock;
    this.subnetIds = pulumi.all(network.subnetIds);
    this.routeTableIds = pulumi.all(network.routeTableIds);
    this.availabilityZoneIds = pulumi.output(sortZoneIds(Object.keys(network.subnetIds)));
    this.endpointSecurityGroupId = pulumi.output(endpointSecurityGroupId);
    this.registerOutputs({
      vpcId: this.vpcId,
      vpcCidr: this.vpcCidr,
      ipv6CidrBlock: this.ipv6CidrBlock,
      subnetIds: this.subnetIds,
      routeTableIds: this.routeTableIds,
      availabilityZoneIds: this.availabilityZoneIds,
      endpointSecurityGroupId: this.endpointSecurityGroupId,
    });
  }
}

interface CheckedArgs {
  readonly existing: KnownVpc | undefined;
  readonly readableBuckets: pulumi.Input<string>[];
}

function checkedArgs(name: string, args: ProviderNetworkArgs): CheckedArgs {
  const checks = new InputChecks(`ProviderNetwork "${name}"`);
  checks.add(checkNetwork(args, ""));
  checks.add(checkNetworkZones(args.availabilityZoneIds, args, ""));
  checks.add(checkFlowLogs(args.flowLogs ?? {}, "flowLogs"));
  const readableBuckets = (args.readableBuckets ?? []).map((arn, index) =>
    checks.input(at("readableBuckets", index), arn, checkBucketArn),
  );
  const existing = args.existing && checkedExisting(checks, args.existing);
  checks.refuse();
  return { existing, readableBuckets };
}

function checkedExisting(checks: InputChecks, existing: ExistingNetworkArgs): KnownVpc {
  const record = (key: "subnetIds" | "routeTableIds", check: Check<string>) =>
    Object.fromEntries(
      Object.entries(existing[key] ?? {}).map(([zoneId, id]) => [
        zoneId,
        checks.input(at(`existing.${key}`, zoneId), id, check),
      ]),
    );
  return {
    vpcId: checks.input("existing.vpcId", existing.vpcId, checkVpcId),
    cidr: existing.cidr === undefined ? undefined : checks.input("existing.cidr", existing.cidr, checkIpv4Cidr),
    subnetIds: record("subnetIds", checkSubnetId),
    routeTableIds: record("routeTableIds", checkRouteTableId),
  };
}

function newVpc(args: ProviderNetworkArgs, displayName: string): NewVpc {
  // Neither is empty here: without an existing network the checks refuse it.
  const { cidr = "", availabilityZoneIds = [] } = args;
  const { slotPrefix, ipv6 = false, tags } = args;
  return { cidr, slotPrefix, availabilityZoneIds: sortZoneIds(availabilityZoneIds), ipv6, displayName, tags };
}
