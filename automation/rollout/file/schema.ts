import { z } from "zod";
import { documented } from "../../../components/lib/schema/keys";
import { FailurePolicy } from "../plan";
import { DRIFT_DEFAULTS, IMAGE_DEFAULTS, ROLLOUT_DEFAULTS } from "./defaults";
import { gateKeys } from "./gate-schema";
import { KEEP, PARALLEL, PAUSE_MINUTES, rangeRule } from "./numbers";
import { DAYS } from "./windows";

const policy = z.enum(FailurePolicy);

const wave = z.strictObject({
  name: documented(z.string(), {
    description: "Name of the wave, by which `--wave` and every message know it.",
    rule: "At most 40 letters, digits, hyphens, underscores and dots, beginning with a letter or digit; each once.",
    examples: ["home"],
  }),
  stacks: documented(z.array(z.string()).optional(), {
    description:
      "The stacks of the wave, each by the middle of its file `Pulumi.<stack>.yaml`; or the word `rest` without brackets, for all stacks that no wave names, in alphabetical order. A wave `rest` that nothing is left for is no wave.",
    absent: "required",
    rule: "At least one; a stack is in one wave, and after the waves of those that it refers to.",
    examples: [["us-east-1"]],
  }),
  parallel: documented(z.int().optional(), {
    description: "How many stacks of the wave are worked on at once.",
    unit: "stacks",
    absent: "as `parallel`",
    rule: "At most `parallel`.",
  }),
  gate: documented(gateKeys.optional(), {
    description: "Other values for this wave. Those that are not given are as in `gate`; `false` is no gate.",
    absent: "as `gate`",
    examples: [{}],
  }),
  pauseMinutes: documented(z.int().optional(), {
    description: "Time to wait after this wave.",
    unit: "minutes",
    absent: "as `pauseMinutes`",
    rule: rangeRule(PAUSE_MINUTES),
  }),
  onFailure: documented(policy.optional(), {
    description: "What is done when this wave fails.",
    absent: "as `onFailure`",
  }),
});

const window = z.strictObject({
  days: documented(z.array(z.enum(DAYS)).optional(), {
    description: "Days of the week on which it is open.",
    absent: "every day",
    rule: "At least one, each once.",
    examples: [["mon", "tue", "wed", "thu"]],
  }),
  from: documented(z.string(), {
    description: "Time of day at which it opens.",
    unit: "`HH:MM`",
    examples: ["09:00"],
  }),
  to: documented(z.string(), {
    description: "Time of day at which it closes; `24:00` is the end of the day.",
    unit: "`HH:MM`",
    rule: "Later than `from`: a night is two windows, one to `24:00` and one from `00:00`.",
    examples: ["16:00"],
  }),
  timeZone: documented(z.string().optional(), {
    description: "Zone whose wall clock counts.",
    unit: "IANA name",
    absent: "`UTC`",
    examples: ["Europe/Berlin"],
  }),
});

const images = z.strictObject({
  keep: documented(z.int().optional(), {
    description:
      "How many promoted images stay in each Region, the current one included. Older ones and their snapshots are removed, unless something uses them.",
    unit: "images",
    absent: `\`${IMAGE_DEFAULTS.keep}\``,
    rule: rangeRule(KEEP),
    examples: [IMAGE_DEFAULTS.keep],
  }),
  kmsKeyIds: documented(z.record(z.string(), z.string()).optional(), {
    description:
      "ARN of the KMS key that encrypts the copies in a Region. A Region that is not named takes `image.kmsKeyId` of its stack file, or else the account's key for EBS. The service-linked role of Auto Scaling needs a grant on each.",
    absent: "none",
    rule: "By name of the Region, a key of that Region each.",
    source: "EC2 API, CopyImage",
    examples: [{ "us-east-2": "arn:aws:kms:us-east-2:123456789012:key/01234567-89ab-cdef-0123-456789abcdef" }],
  }),
});

const drift = z.strictObject({
  mayDiffer: documented(z.array(z.string()).optional(), {
    description:
      "Paths of settings of the stack files, in the notation of docs/config.md, that Regions may have different. A path stands for everything below it.",
    absent: "none",
    rule: 'A setting that there is. `service.ports[]` are all elements of a list, `service.ports[api]` is the one of that name; a name of one\'s own that has dots is in quotes: `tags["cost.centre"]`.',
    examples: [["fleet.instanceType"], [...DRIFT_DEFAULTS.mayDiffer]],
  }),
});

/** Every key of rollout.yaml. */
export const rolloutKeys = z.strictObject({
  parallel: documented(z.int().default(ROLLOUT_DEFAULTS.parallel), {
    description:
      "How many stacks are worked on at once, over everything. Each is an engine with the program and an AWS provider of its own, whose memory adds up.",
    unit: "stacks",
    rule: rangeRule(PARALLEL),
    examples: [ROLLOUT_DEFAULTS.parallel],
  }),
  onFailure: documented(policy.default(ROLLOUT_DEFAULTS.onFailure), {
    description:
      "What is done when a stack of a wave fails, or is not healthy in time. Either way no further wave begins; `rollback` also brings each stack of the wave back to the image, the archive and the settings that it had.",
  }),
  gate: documented(gateKeys.optional(), {
    description:
      "What must be so in every stack of a wave before the next one begins, and in those of the last one before the rollout has succeeded: healthy targets in each Availability Zone, instance refreshes that are finished, an endpoint service that is `Available`, no alarm that fires, and the answer to the probe. `false` looks at nothing.",
    absent: "the values below",
    examples: [{}],
  }),
  pauseMinutes: documented(z.int().default(ROLLOUT_DEFAULTS.pauseMinutes), {
    description: "Time to wait after a wave is healthy, before the next one.",
    unit: "minutes",
    rule: rangeRule(PAUSE_MINUTES),
    examples: [ROLLOUT_DEFAULTS.pauseMinutes],
  }),
  windows: documented(z.array(window).default([]), {
    description: "When a wave of `privatelink up` may begin: while one of them is open.",
    absent: "none, which is at any time",
    examples: [[]],
  }),
  waves: documented(z.array(wave).optional(), {
    description:
      "Which stacks are worked on in which order: one wave after the other, the stacks of a wave side by side. `destroy` takes them in reverse.",
    absent: "the home stack, then the rest",
    examples: [[{ name: "home", stacks: ["us-east-1"] }]],
  }),
  images: documented(images.prefault({}), {
    description: "What `privatelink image` goes by.",
    absent: "the values below",
    examples: [{}],
  }),
  drift: documented(drift.prefault({}), {
    description: "What `privatelink drift` goes by.",
    absent: "the values below",
    examples: [{}],
  }),
});

/** What rollout.yaml says, with the defaults of its top level. */
export type RolloutKeys = z.output<typeof rolloutKeys>;

/** What `gate` says, at the top level or of a wave. */
export type GateKeys = z.output<typeof gateKeys>;
