import * as route53 from "@pulumi/aws/route53";
import * as vpc from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import type { DnsEntry } from "./lib/endpoint-dns";
import { withName } from "./lib/tags";

/** A private hosted zone for the endpoint's VPC, whose apex is an alias of the endpoint. Returns the name to use. */
export function privateZone(
  name: string,
  args: {
    readonly zoneName: pulumi.Input<string>;
    readonly vpcId: pulumi.Input<string>;
    readonly entry: pulumi.Output<DnsEntry>;
    readonly recordTypes: readonly string[];
    readonly tags: Record<string, string> | undefined;
    readonly displayName: string;
  },
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const zone = new route53.Zone(
    `${name}-zone`,
    {
      name: args.zoneName,
      comment: "Names an endpoint of a service over AWS PrivateLink",
      vpcs: [{ vpcId: args.vpcId }],
      tags: withName(args.tags, `${args.displayName}-zone`),
    },
    opts,
  );
  const records = args.recordTypes.map(
    (type) =>
      new route53.Record(
        `${name}-${type.toLowerCase()}`,
        {
          zoneId: zone.zoneId,
          name: args.zoneName,
          type,
          // AWS's name answers with healthy addresses only; there is no second record to turn to.
          aliases: [{ name: args.entry.dnsName, zoneId: args.entry.hostedZoneId, evaluateTargetHealth: false }],
        },
        opts,
      ),
  );
  // Whoever waits for the name waits for its records.
  return pulumi.all([args.zoneName, pulumi.all(records.map((record) => record.fqdn))]).apply(([zoneName]) => zoneName);
}

/**
 * The service's private DNS name, switched on. A resource of its own, because AWS refuses it before the provider has
 * accepted the connection, and the endpoint must not be replaced for it.
 */
export function privateName(
  name: string,
  args: { readonly endpointId: pulumi.Input<string>; readonly privateDnsName: pulumi.Input<string> },
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const enabled = new vpc.EndpointPrivateDns(
    `${name}-private-dns`,
    { vpcEndpointId: args.endpointId, privateDnsEnabled: true },
    opts,
  );
  return pulumi.all([args.privateDnsName, enabled.id]).apply(([privateDnsName]) => privateDnsName);
}
