import { getRegionOutput } from "@pulumi/aws/getRegion";
import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import type { ZoneVpc } from "./consumer-endpoint-args";
import type { DnsEntry } from "./lib/endpoint-dns";
import { recordName, shadows, shadowWarning } from "./lib/endpoint-zone";
import { withName } from "./lib/tags";

/** What another account needs to use a private zone in a VPC of its own: the args of a `route53.ZoneAssociation`. */
export interface ZoneAuthorization {
  /** Id of the private hosted zone. */
  readonly zoneId: string;
  /** Id of that account's VPC. */
  readonly vpcId: string;
  /** Region of that VPC. */
  readonly vpcRegion: string;
}

/** A private zone that leads to an endpoint. */
export interface EndpointZone {
  readonly zoneId: pulumi.Output<string>;
  /** The zone's own name, once its records are there. */
  readonly dnsName: pulumi.Output<string>;
  readonly authorizations: pulumi.Output<Record<string, ZoneAuthorization>>;
}

/** What a private zone is made from. */
export interface EndpointZoneArgs {
  readonly zoneName: pulumi.Input<string>;
  /** Names below the zone. */
  readonly recordNames: readonly string[];
  readonly recordTypes: readonly string[];
  readonly entry: pulumi.Output<DnsEntry>;
  readonly vpcId: pulumi.Input<string>;
  readonly furtherVpcs: Readonly<Record<string, ZoneVpc>>;
  readonly privateDnsName: pulumi.Input<string | undefined> | undefined;
  readonly displayName: string;
  readonly tags: Record<string, string> | undefined;
}

/** A private hosted zone whose apex, and each further name in it, is an alias of the endpoint. */
export function privateZone(
  name: string,
  args: EndpointZoneArgs,
  opts: pulumi.CustomResourceOptions & { readonly parent: pulumi.Resource },
): EndpointZone {
  const { zoneName, furtherVpcs, vpcId } = args;
  warnOfShadow(zoneName, args.privateDnsName, opts.parent);
  const isShared = Object.keys(furtherVpcs).length > 0;
  const zone = new route53.Zone(
    `${name}-zone`,
    {
      name: zoneName,
      comment: "Names an endpoint of a service over AWS PrivateLink",
      vpcs: [{ vpcId }],
      tags: withName(args.tags, `${args.displayName}-zone`),
    },
    // A refresh finds the VPCs that are associated from elsewhere too, and the next update would cut them off.
    { ...opts, ignoreChanges: isShared ? ["vpcs"] : undefined, replacementTrigger: vpcId },
  );
  const records = ["", ...args.recordNames].flatMap((below) =>
    args.recordTypes.map(
      (type) =>
        new route53.Record(
          [name, below, type.toLowerCase()].filter((part) => part !== "").join("-"),
          {
            zoneId: zone.zoneId,
            name: below === "" ? zoneName : pulumi.output(zoneName).apply((known) => recordName(below, known)),
            type,
            // AWS's name answers with healthy addresses only; there is no second record to turn to.
            aliases: [{ name: args.entry.dnsName, zoneId: args.entry.hostedZoneId, evaluateTargetHealth: false }],
          },
          opts,
        ),
    ),
  );
  return {
    zoneId: zone.zoneId,
    // Whoever waits for the name waits for its records.
    dnsName: pulumi.all([zoneName, pulumi.all(records.map((record) => record.fqdn))]).apply(([known]) => known),
    authorizations: shareZone(name, zone, furtherVpcs, opts),
  };
}

/** Associates VPCs of this account with the zone, and lets those of other accounts be associated by their owners. */
function shareZone(
  name: string,
  zone: route53.Zone,
  vpcs: Readonly<Record<string, ZoneVpc>>,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<Record<string, ZoneAuthorization>> {
  const authorizations: Record<string, pulumi.Output<ZoneAuthorization>> = {};
  for (const [key, { vpcId, region, otherAccount }] of Object.entries(vpcs)) {
    const vpcRegion = region ?? getRegionOutput({}, { parent: opts.parent }).region;
    const args = { zoneId: zone.zoneId, vpcId, vpcRegion };
    if (otherAccount) {
      const { id } = new route53.VpcAssociationAuthorization(`${name}-zone-${key}`, args, opts);
      authorizations[key] = pulumi.all([args, id]).apply(([authorized]) => authorized);
    } else {
      new route53.ZoneAssociation(`${name}-zone-${key}`, args, opts);
    }
  }
  return pulumi.all(authorizations);
}

function warnOfShadow(
  zoneName: pulumi.Input<string>,
  privateDnsName: pulumi.Input<string | undefined> | undefined,
  resource: pulumi.Resource,
): void {
  pulumi.all([zoneName, privateDnsName]).apply(([zone, privateName]) => {
    if (privateName === undefined || !shadows(zone, privateName)) return;
    void pulumi.log.warn(shadowWarning(zone, privateName), resource);
  });
}
