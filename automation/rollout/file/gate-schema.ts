import { z } from "zod";
import { documented } from "../../../components/lib/schema/keys";
import { GATE_DEFAULTS, PROBE_DEFAULTS } from "./defaults";
import {
  EVERY_SECONDS,
  PROBE_STATUS,
  PROBE_TIMEOUT_SECONDS,
  rangeRule,
  SOAK_SECONDS,
  TIMEOUT_MINUTES,
} from "./numbers";

const probe = z.strictObject({
  url: documented(z.string(), {
    description:
      "What is requested by GET; redirects are not followed. `{stack}`, `{region}` and `{outputs.<name>}` stand for the name of the stack, its Region and an output of it that is text ([outputs](outputs.md)).",
    rule: "An `http` or `https` URL without a password.",
    examples: ["https://{region}.example.com/health"],
  }),
  status: documented(z.int().optional(), {
    description: "HTTP status that the answer must have.",
    absent: `\`${PROBE_DEFAULTS.status}\``,
    rule: rangeRule(PROBE_STATUS),
    examples: [PROBE_DEFAULTS.status],
  }),
  timeoutSeconds: documented(z.int().optional(), {
    description: "Time in which the answer must have come.",
    unit: "seconds",
    absent: `\`${PROBE_DEFAULTS.timeoutSeconds}\``,
    rule: rangeRule(PROBE_TIMEOUT_SECONDS),
    examples: [PROBE_DEFAULTS.timeoutSeconds],
  }),
});

/** The keys of `gate`, at the top level and of a wave. */
export const gateKeys = z.strictObject({
  timeoutMinutes: documented(z.int().optional(), {
    description:
      "Time in which everything must have become healthy. Leave room for an instance refresh, which replaces all instances of a zone.",
    unit: "minutes",
    absent: `\`${GATE_DEFAULTS.timeoutMinutes}\``,
    rule: rangeRule(TIMEOUT_MINUTES),
    examples: [GATE_DEFAULTS.timeoutMinutes],
  }),
  soakSeconds: documented(z.int().optional(), {
    description:
      "Time for which everything must then stay healthy. An interruption begins it anew, but only within `timeoutMinutes`.",
    unit: "seconds",
    absent: `\`${GATE_DEFAULTS.soakSeconds}\``,
    rule: rangeRule(SOAK_SECONDS),
    examples: [GATE_DEFAULTS.soakSeconds],
  }),
  everySeconds: documented(z.int().optional(), {
    description: "Time between two looks.",
    unit: "seconds",
    absent: `\`${GATE_DEFAULTS.everySeconds}\``,
    rule: rangeRule(EVERY_SECONDS),
    examples: [GATE_DEFAULTS.everySeconds],
  }),
  alarms: documented(z.array(z.string()).optional(), {
    description:
      "Names of CloudWatch alarms in the Region of each stack that must not fire, besides those that the stack itself has. `*` stands for any characters.",
    absent: "none",
    rule: "1 to 255 characters each.",
    source: "CloudWatch API, PutMetricAlarm",
    examples: [["checkout-*"]],
  }),
  ignoreAlarms: documented(z.array(z.string()).optional(), {
    description:
      "Names of alarms that may fire, of the stack itself or of `alarms`. `*` stands for any characters, and `*` alone looks at no alarm.",
    absent: "none",
    rule: "1 to 255 characters each.",
    examples: [["*-cost"]],
  }),
  probe: documented(probe.optional(), {
    description:
      "A request that each stack must answer, made from the machine on which the rollout runs, which therefore has to reach the URL. A rehearsal does not make it.",
    absent: "none",
    examples: [{ url: "https://{region}.example.com/health" }],
  }),
});
