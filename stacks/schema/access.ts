import { z } from "zod";
import { ConnectionEvent } from "../../components/endpoint-service-args";
import { documented } from "../../components/lib/schema/keys";

/** Who decides about a connection. */
export const Approval = {
  /** An operator of the provider, with the AWS console or API. */
  Manual: "manual",
  /** A function of the stack, from a registry of consumers. */
  Registry: "registry",
} as const;

/** Address families that a service accepts. */
export const ServiceIpAddressType = { Ipv4: "ipv4", Ipv6: "ipv6" } as const;

const PERMISSIONS = "EC2 API, ModifyVpcEndpointServicePermissions";

/** The `access` key. */
export const access = documented(
  z
    .strictObject({
      acceptanceRequired: documented(z.boolean().default(true), {
        description: "Whether a new connection waits for the provider's decision.",
        source: "PrivateLink guide, configure an endpoint service",
      }),
      approval: documented(z.enum(Approval).default(Approval.Manual), {
        description:
          "Who decides. `manual`: an operator accepts each connection. `registry`: a function accepts the connections of registered consumers, and cuts them when the contract ends.",
        rule: "`registry` only with `acceptanceRequired: true`.",
      }),
      allowedPrincipals: documented(z.array(z.string()).default([]), {
        description:
          "Who may create endpoints. A principal that is removed keeps its accepted connections until they are rejected.",
        change: "Adds or removes the single principal.",
        rule: "Account ids in quotes, or ARNs of account roots, roles and users without a path.",
        source: PERMISSIONS,
        examples: [[]],
      }),
      allowAnyPrincipal: documented(z.boolean().default(false), {
        description: "Allow `*` among the principals.",
        rule: "Only with `acceptanceRequired: true`.",
      }),
      supportedRegions: documented(z.array(z.string()).default([]), {
        description: "Further Regions from which endpoints may connect. The stack's own Region is added.",
        change: "A Region that is removed keeps its connections until they are rejected.",
        rule: "Commercial Regions that the account has enabled; at least two Availability Zones; not with another TCP idle timeout than the default.",
        source: "PrivateLink guide, share your services",
        examples: [[], ["eu-west-1"]],
      }),
      supportedIpAddressTypes: documented(z.array(z.enum(ServiceIpAddressType)).default([ServiceIpAddressType.Ipv4]), {
        description: "Address families of the endpoints that may connect.",
        rule: "`ipv6` only with `loadBalancer.ipAddressType: dualstack`.",
        source: "PrivateLink guide, create an endpoint service",
        examples: [["ipv4"]],
      }),
    })
    .prefault({}),
  { description: "Who may connect to the endpoint service, and from where." },
);

/** The `privateDns` key. */
export const privateDns = documented(
  z
    .strictObject({
      name: documented(z.string(), {
        description: "DNS name under which consumers may reach the service in their own VPC.",
        change: "AWS verifies again, and until then denies new endpoints that ask for the name.",
        rule: "Lowercase; a wildcard only as the first label.",
        source: "PrivateLink guide, manage DNS names",
        examples: ["api.example.com"],
      }),
      hostedZoneId: documented(z.string().optional(), {
        description: "Public hosted zone for the TXT record that proves the name's ownership.",
        absent: "required unless `verify` is false",
        examples: ["Z0123456789ABCDEFGHIJ"],
      }),
      verify: documented(z.boolean().default(true), {
        description:
          "Write the TXT record, start the verification and wait for it. When false, the output `privateDnsVerification` says what to do by hand.",
      }),
    })
    .optional(),
  {
    description: "A private DNS name for the service.",
    absent: "none",
    change: "AWS keeps a name that is no longer declared.",
    examples: [{ name: "api.example.com", hostedZoneId: "Z0123456789ABCDEFGHIJ" }],
  },
);

/** The `notification` key. */
export const notification = documented(
  z
    .strictObject({
      events: documented(z.array(z.enum(ConnectionEvent)).optional(), {
        description: "Events that the encrypted topic tells of.",
        absent: `\`[${Object.values(ConnectionEvent).join(", ")}]\``,
        source: "PrivateLink guide, create a notification",
        examples: [[ConnectionEvent.Connect]],
      }),
    })
    .optional(),
  { description: "Notification of connection events.", absent: "all events", examples: [{}] },
);
