import { z } from "zod";
import { DEFAULT_KEEP } from "../../components/lib/images";
import { documented } from "../../components/lib/schema/keys";

const AMI = "ami-0123456789abcdef0";

const copyFrom = z.strictObject({
  stack: documented(z.string().optional(), {
    description: "Stack of this project whose outputs `imageId` and `region` say what to copy.",
    absent: "none",
    rule: "Either `stack`, or `region` and `id`.",
    examples: ["us-east-1"],
  }),
  region: documented(z.string().optional(), {
    description: "Region of the AMI, together with `id`.",
    absent: "none",
    change: "Replaces the copies.",
    rule: "A commercial Region.",
    examples: ["us-east-1"],
  }),
  id: documented(z.string().optional(), {
    description: "Id of the AMI in that Region.",
    absent: "none",
    change: "Adds a copy, to which the fleet rolls; earlier copies stay as `keep` says.",
    examples: [AMI],
  }),
});

/** The `image` key. */
export const image = documented(
  z
    .strictObject({
      id: documented(z.string().optional(), {
        description: "Id of an AMI in the stack's Region, used as it is.",
        absent: "none",
        change: "Rolls the fleet.",
        rule: "Exactly one of `id`, `ssmParameter` and `copyFrom`.",
        examples: [AMI],
      }),
      ssmParameter: documented(z.string().optional(), {
        description: "Name of an SSM parameter whose value is an AMI id, read at each update.",
        absent: "none",
        change: "Rolls the fleet when the value is another AMI.",
        examples: ["/images/order-processor/current"],
      }),
      copyFrom: documented(copyFrom.optional(), {
        description: "An AMI of another Region, of which an encrypted copy is made.",
        absent: "none",
        examples: [{ stack: "us-east-1" }],
      }),
      keep: documented(z.int().optional(), {
        description:
          "How many copies stay, the current one included, so that there is something to roll back to. Further ones are deregistered and their snapshots deleted.",
        absent: `\`${DEFAULT_KEEP}\``,
        rule: "1 to 20, only with `copyFrom`.",
        examples: [DEFAULT_KEEP],
      }),
      kmsKeyId: documented(z.string().optional(), {
        description:
          "ARN of the KMS key that encrypts the copies. The service-linked role of Auto Scaling needs a grant on it.",
        absent: "the account's key for EBS",
        change: "Replaces the copies.",
        rule: "A key of the stack's Region, only with `copyFrom`.",
        source: "EC2 API, CopyImage",
        examples: ["arn:aws:kms:us-east-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef"],
      }),
    })
    .optional(),
  {
    description: "The AMI of the fleet's instances.",
    absent: "required where a port has targets of type `instance`",
    examples: [{ id: AMI }],
  },
);
