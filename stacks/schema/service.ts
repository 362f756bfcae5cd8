import { z } from "zod";
import { documented } from "../../components/lib/schema/keys";
import { DEFAULT_START_COMMAND, NODE_PACKAGE } from "../../components/lib/user-data";
import { fleetOverrides } from "./fleet";
import { ports } from "./ports";

const ARCHIVE = "examples/order-processor/dist/order-processor.tar.gz";
const NEW_INSTANCES = "Rolls the fleet.";

const artifact = z.strictObject({
  path: documented(z.string().optional(), {
    description: "Archive on disk, relative to the project's folder; it is uploaded to a bucket of the stack.",
    absent: "none",
    change: "Other contents roll the fleet.",
    rule: "A `.tar.gz`. Either `path`, or `bucket`, `key` and `sha256`.",
  }),
  bucket: documented(z.string().optional(), {
    description: "Bucket of this Region that has the archive already.",
    absent: "none",
    change: NEW_INSTANCES,
    examples: ["order-processor-artifacts"],
  }),
  key: documented(z.string().optional(), {
    description: "Key of the archive in the bucket.",
    absent: "none",
    change: NEW_INSTANCES,
    examples: ["order-processor.tar.gz"],
  }),
  sha256: documented(z.string().optional(), {
    description: "SHA-256 of the archive; an instance does not start another one.",
    unit: "64 hexadecimal digits",
    absent: "none",
    change: NEW_INSTANCES,
    examples: ["0".repeat(64)],
  }),
});

const name = documented(z.string(), {
  description: "Name of the service: the beginning of every Name tag, and of the names of load balancer and targets.",
  change: "Replaces nearly everything: a production outage.",
  rule: "Lowercase letters, digits and hyphens, at most 20: AWS allows 32 for a load balancer, `-nlb` is added, Pulumi appends 8. Not beginning with `internal-`.",
  source: "Elastic Load Balancing API, CreateLoadBalancer",
  examples: ["order-processor"],
});

const program = {
  artifact: documented(artifact.optional(), {
    description: "The archive that instances fetch from S3 and run. They need no internet access for it.",
    absent: "none: the AMI starts the service itself",
    examples: [{ path: ARCHIVE }],
  }),
  startCommand: documented(z.string().optional(), {
    description: "Command that starts the service, in the folder of the unpacked archive.",
    absent: `\`${DEFAULT_START_COMMAND}\``,
    change: NEW_INSTANCES,
    rule: "One line, only with `artifact`.",
    examples: [DEFAULT_START_COMMAND],
  }),
  environment: documented(z.record(z.string(), z.string()).optional(), {
    description:
      "Environment variables of the service. They stand in user data, readable for whoever may describe instances: no secrets.",
    absent: "none",
    change: NEW_INSTANCES,
    rule: "All user data together has at most 16 384 bytes; only with `artifact`.",
    source: "EC2 guide, instance user data",
    examples: [{ PORT: "3000" }],
  }),
  packages: documented(z.array(z.string()).optional(), {
    description: "Packages of Amazon Linux 2023 that instances install over the S3 endpoint before they start.",
    absent: `\`[${NODE_PACKAGE}]\`, unless the AMI has \`node\``,
    change: NEW_INSTANCES,
    rule: "Only with `artifact`.",
    examples: [[]],
  }),
};

/** The `service` key. */
export const service = documented(z.strictObject({ name, ports, ...program }), {
  description: "The service that the stack publishes.",
  examples: [{ name: "order-processor", ports: [{ name: "api", port: 3000 }] }],
});

/** The `additionalServices` key. */
export const additionalServices = documented(
  z
    .array(
      z.strictObject({
        name: documented(z.string(), {
          description: "Name of the further service.",
          change: "Replaces its fleet, listeners and target groups.",
          rule: "As `service.name`, and another one.",
          examples: ["order-reports", "order-archive"],
        }),
        ports,
        ...program,
        fleet: documented(fleetOverrides.optional(), {
          description: "What its fleet has otherwise than `fleet`.",
          absent: "as `fleet`",
          examples: [{}],
        }),
      }),
    )
    .default([]),
  {
    description:
      "Further services behind the same load balancer and endpoint service: AWS lets a load balancer belong to one endpoint service only. Each has its own ports and fleet.",
    change: "Adds or removes listeners and a fleet; the load balancer stays.",
  },
);
