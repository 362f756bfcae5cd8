import type * as ec2 from "@pulumi/aws/ec2";
import * as route53 from "@pulumi/aws/route53";
import * as vpc from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import type { ServicePrivateDns } from "./endpoint-service-args";
import { dnsNameHash, verificationRecordName } from "./lib/dns-names";

/** The TXT record that proves the ownership of a private DNS name. */
export interface PrivateDnsVerification {
  /** Full name of the record in public DNS. */
  readonly name: string;
  /** Type of the record, `TXT`. */
  readonly type: string;
  /** Value of the record, case-sensitive. */
  readonly value: string;
  /** State of the verification: `pendingVerification`, `verified` or `failed`. */
  readonly state: string;
}

const RECORD_TTL_SECONDS = 300;
const PENDING = "pendingVerification";
const VERIFIED = "verified";

/** Proves the ownership of a service's private DNS name, as far as the settings allow. */
export function verifyPrivateDns(
  name: string,
  service: ec2.VpcEndpointService,
  privateDns: ServicePrivateDns,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<PrivateDnsVerification> {
  const declared = service.privateDnsNameConfigurations.apply((configurations) => {
    const [configuration] = configurations;
    if (configuration === undefined) throw new Error(`AWS gave no verification record for ${privateDns.name}.`);
    return { ...configuration, name: verificationRecordName(configuration.name, privateDns.name) };
  });
  if (privateDns.hostedZoneId === undefined) return declared;

  // The verification has no input that changes with the DNS name, so its logical name has to.
  const mark = dnsNameHash(privateDns.name);
  const record = new route53.Record(
    `${name}-private-dns-${mark}`,
    {
      zoneId: privateDns.hostedZoneId,
      name: declared.name,
      type: declared.type,
      ttl: RECORD_TTL_SECONDS,
      records: [declared.value],
    },
    opts,
  );
  if (privateDns.verify === false) return declared;

  const verification = new vpc.EndpointServicePrivateDnsVerification(
    `${name}-private-dns-verification-${mark}`,
    { serviceId: service.id, waitForVerification: true },
    { ...opts, dependsOn: record },
  );
  // The service was read before the wait ended well, so its own state is behind until the next refresh.
  return pulumi.all([declared, verification.id]).apply(([verified]) => ({
    ...verified,
    state: verified.state === PENDING ? VERIFIED : verified.state,
  }));
}
