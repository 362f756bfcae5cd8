import * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";
import type { EndpointFlowLogs } from "./consumer-endpoint-args";
import { flowLogDestination } from "./flow-log-destination";
import { withName } from "./lib/tags";
import type { ZonedSubnet } from "./lib/zone-match";
import { policyScope } from "./policy-scope";

/** What an endpoint's flow logs are made from. */
export interface EndpointFlowLogSources {
  readonly endpoint: ec2.VpcEndpoint;
  readonly subnets: pulumi.Output<ZonedSubnet[]>;
  readonly zoneIds: readonly string[];
  readonly flowLogs: EndpointFlowLogs;
  readonly displayName: string;
  readonly tags: Record<string, string> | undefined;
}

const RETENTION_DAYS = 30;
const AGGREGATION_INTERVAL = 60;

/**
 * Flow logs of the endpoint's network interfaces, one in each zone, in one log group. AWS has none of an endpoint as
 * such, and those of its subnets would hold everything else in them too.
 */
export function createEndpointFlowLogs(
  name: string,
  { endpoint, subnets, zoneIds, flowLogs, displayName, tags }: EndpointFlowLogSources,
  opts: pulumi.CustomResourceOptions & { readonly parent: pulumi.Resource },
): void {
  const { retentionDays = RETENTION_DAYS, maxAggregationInterval = AGGREGATION_INTERVAL, kmsKeyArn } = flowLogs;
  const scope = policyScope({ parent: opts.parent });
  const { logGroup, role, delivery } = flowLogDestination(
    name,
    { retentionDays, kmsKeyArn, scope, displayName, tags },
    opts,
  );
  for (const zoneId of zoneIds) {
    const networkInterface = ec2.getNetworkInterfaceOutput(
      {
        filters: [
          { name: "network-interface-id", values: endpoint.networkInterfaceIds },
          { name: "subnet-id", values: [subnets.apply((placed) => subnetIn(placed, zoneId))] },
        ],
      },
      { parent: opts.parent },
    );
    new ec2.FlowLog(
      `${name}-flow-log-${zoneId}`,
      {
        eniId: networkInterface.id,
        trafficType: "ALL",
        logDestinationType: "cloud-watch-logs",
        logDestination: logGroup.arn,
        iamRoleArn: role.arn,
        maxAggregationInterval,
        tags: withName(tags, `${displayName}-flow-log-${zoneId}`),
      },
      { ...opts, dependsOn: delivery },
    );
  }
}

function subnetIn(placed: readonly ZonedSubnet[], zoneId: string): string {
  const subnet = placed.find((each) => each.zoneId === zoneId);
  if (subnet === undefined) throw new Error(`The endpoint has no subnet in ${zoneId}.`);
  return subnet.subnetId;
}
