import type { RolloutOptions } from "../../../../automation/rollout/command/options";
import type { Workplace } from "../../../../automation/rollout/command/place";
import type { RolloutSummary } from "../../../../automation/rollout/events";
import type { RolloutRequest } from "../../../../automation/rollout/request";
import type { StackHandle, StackOutputValues } from "../../../../automation/stacks/place";
import { summaryOf } from "../screen/support";

/** A stack file that the program takes. */
export function stackYaml(region: string, { service = "shop", extra = "" } = {}): string {
  return `config:
  aws:region: ${region}
  saas-privatelink:service:
    name: ${service}
    ports:
      - { name: api, port: 3000, healthCheck: { protocol: HTTP, path: /health } }
  saas-privatelink:network: { cidr: 10.64.0.0/22 }
  saas-privatelink:image: { id: ami-0abcdef1234567890 }
  saas-privatelink:fleet: { instanceType: t3.small }
${extra}`;
}

/** Two stacks, us-east-2 after us-east-1, whose AMI it copies. */
export const PROJECT = {
  "Pulumi.yaml": "name: saas-privatelink\nruntime: nodejs\n",
  "Pulumi.us-east-1.yaml": stackYaml("us-east-1"),
  "Pulumi.us-east-2.yaml": stackYaml("us-east-2").replace(
    "{ id: ami-0abcdef1234567890 }",
    "{ copyFrom: { stack: us-east-1 } }",
  ),
};

/** Options of a command line without any. */
export const NO_OPTIONS: RolloutOptions = { stack: [], wave: [], target: [], gate: true, unhealthy: [] };

/** A place that can only be asked for its name and for outputs, and whether it was closed. */
export function workplace(outputs: Readonly<Record<string, StackOutputValues>> = {}): Workplace & { closed: boolean } {
  const stack = (name: string): StackHandle => ({
    name,
    exists: async () => outputs[name] !== undefined,
    outputs: async () => outputs[name] ?? {},
    settings: async () => ({}),
    services: async () => [],
    earlier: async () => undefined,
    operate: () => Promise.reject(new Error("Nobody runs an engine here.")),
    drift: () => Promise.reject(new Error("Nobody runs an engine here.")),
    remove: async () => {},
  });
  return {
    place: {
      title: "a place",
      project: "/project",
      journalFolder: "/journal",
      stack,
      stacks: async () => ["us-east-1"],
      close: async () => {},
    },
    health: { look: async () => [] },
    guard: async () => [],
    closed: false,
    async close() {
      this.closed = true;
    },
  };
}

/** What a rollout would return that did every stack of the request. */
export function succeeded({ operation, plan }: RolloutRequest): RolloutSummary {
  const stacks = plan.waves.flatMap(({ name, stacks }) => stacks.map((stack) => summaryOf(stack, { wave: name })));
  return { operation, outcome: "succeeded", stacks, seconds: 1, mostEngines: 1, resumable: false };
}
