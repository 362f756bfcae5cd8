import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import type { FailoverEndpoint } from "./endpoint-failover-args";
import type { InputChecks } from "./inputs";
import { regionalDnsEntry } from "./lib/endpoint-dns";
import { checkTrafficPlace } from "./lib/failover-health";
import { at } from "./lib/path";

/** Where the records of an endpoint lead, and under what AWS counts its traffic. */
export interface FailoverTarget {
  readonly dnsName: pulumi.Input<string>;
  readonly hostedZoneId: pulumi.Input<string>;
  /** Absent without an endpoint's id. */
  readonly dimensions?: Record<string, pulumi.Input<string>>;
}

/** The endpoint as it is given, or looked up by its id in its Region. */
export function failoverTarget(
  key: string,
  { endpointId, dnsName = "", hostedZoneId = "", region, health }: FailoverEndpoint,
  checks: InputChecks,
  opts: pulumi.InvokeOptions,
): FailoverTarget {
  if (endpointId === undefined) return { dnsName, hostedZoneId };
  const found = ec2.getVpcEndpointOutput({ id: endpointId, region }, opts);
  const entry = found.dnsEntries.apply(regionalDnsEntry);
  const target = { dnsName: entry.dnsName, hostedZoneId: entry.hostedZoneId };
  if (health?.traffic === undefined) return target;
  const path = at(at(at("endpoints", key), "health"), "traffic");
  const counted = pulumi.output(checks.input(path, found, checkTrafficPlace));
  return {
    ...target,
    // AWS reports the metrics under these four together; an alarm on fewer of them never has data.
    dimensions: {
      "Endpoint Type": "Interface",
      "Service Name": counted.serviceName,
      "VPC Endpoint Id": counted.id,
      "VPC Id": counted.vpcId,
    },
  };
}
