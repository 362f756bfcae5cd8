import { z } from "zod";
import { DnsMode } from "../../components/consumer-endpoint-args";
import { documented } from "../../components/lib/schema/keys";

/** The `consumer` key. */
export const consumer = documented(
  z
    .strictObject({
      cidr: documented(z.string(), {
        description: "IPv4 block of the consumer VPC.",
        unit: "CIDR notation",
        change: "Replaces the consumer VPC and its endpoint.",
        rule: "As `network.cidr`.",
        examples: ["10.128.0.0/22"],
      }),
      dns: documented(z.enum(DnsMode).default(DnsMode.PrivateZone), {
        description:
          "Under which name clients reach the endpoint: a private hosted zone with an alias record, the service's private DNS name, or the endpoint's own name only.",
        rule: "`privateName` only with `privateDns`.",
      }),
      zoneName: documented(z.string().optional(), {
        description: "Name of the private hosted zone.",
        absent: "`<service.name>.endpoints.internal`",
        change: "Replaces the zone and its records.",
        rule: "Lowercase; only with `dns: privateZone`.",
        examples: ["orders.internal"],
      }),
      recordNames: documented(z.array(z.string()).optional(), {
        description: "Further names in the private hosted zone that lead to the endpoint, relative to it.",
        absent: "none",
        change: "Adds or removes the single name.",
        rule: "Lowercase, `*` only as the first label; only with `dns: privateZone`.",
        examples: [["api"]],
      }),
    })
    .optional(),
  {
    description:
      "A consumer VPC of our own with an endpoint to the service, which proves the whole path in one account. The connection accepts itself.",
    absent: "none",
    examples: [{ cidr: "10.128.0.0/22" }],
  },
);
