import type { Operation } from "../../../automation/engine/operation";
import type { RolloutEvent, RolloutSummary } from "../../../automation/rollout/events";
import { SandboxHealth } from "../../../automation/rollout/gate/sandbox-health";
import { Interruption } from "../../../automation/rollout/interruption";
import type { RolloutPlan } from "../../../automation/rollout/plan";
import type { RolloutRequest } from "../../../automation/rollout/request";
import { runRollout } from "../../../automation/rollout/rollout";
import type { ManyRegions } from "../../support/many-regions";

export interface Ran {
  readonly summary: RolloutSummary;
  readonly events: readonly RolloutEvent[];
}

/** What a test wants otherwise; `unhealthy` are the stacks that the gate is to find ill. */
export type Wanted = Partial<RolloutRequest> & { readonly unhealthy?: readonly string[] };

export async function run(
  { place }: ManyRegions,
  operation: Operation,
  plan: RolloutPlan,
  { unhealthy = [], onEvent, ...wanted }: Wanted = {},
): Promise<Ran> {
  const events: RolloutEvent[] = [];
  const summary = await runRollout({
    operation,
    plan,
    place,
    health: new SandboxHealth(place.world.cloud, unhealthy),
    ...wanted,
    onEvent: (event) => {
      events.push(event);
      onEvent?.(event);
    },
  });
  return { summary, events };
}

/** Outcomes by stack. */
export function outcomes({ stacks }: RolloutSummary): Record<string, string> {
  return Object.fromEntries(stacks.map(({ stack, outcome }) => [stack, outcome]));
}

/** Waves, stacks that were worked on, gates and rollbacks, as they began and ended. */
export function course(events: readonly RolloutEvent[]): string[] {
  const begun = new Set<string>();
  return events.flatMap((event) => {
    if (event.type === "wave-began") return [`wave ${event.wave}`];
    if (event.type === "gate-ended") {
      return [`gate ${event.wave} ${event.healthy}${event.afterRollback ? " after the rollback" : ""}`];
    }
    if (event.type === "rollback-began") return [`back ${event.wave}`];
    if (event.type === "stack-ended" && begun.has(event.summary.stack)) return [`- ${event.summary.stack}`];
    if (event.type !== "stack-began") return [];
    begun.add(event.stack);
    return [`+ ${event.stack}`];
  });
}

/** Most stacks that were worked on at once, by wave. */
export function mostAtOnce(events: readonly RolloutEvent[]): Record<string, number> {
  const most: Record<string, number> = {};
  const running = new Map<string, string>();
  for (const event of events) {
    if (event.type === "stack-began") running.set(event.stack, event.wave);
    if (event.type === "stack-ended") running.delete(event.summary.stack);
    for (const wave of running.values()) {
      const now = [...running.values()].filter((other) => other === wave).length;
      most[wave] = Math.max(most[wave] ?? 0, now);
    }
  }
  return most;
}

/** Asks so many times for an end when an event comes that is meant. */
export function interruptedAt(meant: (event: RolloutEvent) => boolean, times = 1) {
  const interruption = new Interruption();
  const onEvent = (event: RolloutEvent): void => {
    if (interruption.drain.aborted || !meant(event)) return;
    for (let i = 0; i < times; i++) interruption.request();
  };
  return { interruption, onEvent };
}
