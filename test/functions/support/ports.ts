import type { AuditEntry } from "../../../functions/lib/audit";
import { isEstablished, isPending } from "../../../functions/lib/connection";
import { ConsumerStatus } from "../../../functions/lib/consumer";
import type { Entitlement, EntitlementGate } from "../../../functions/lib/entitlement";
import type { DecisionRegistry, Intent, Notifier, Refusal, ServiceApi } from "../../../functions/lib/ports";
import { ENTITLED } from "./builders";
import type { Calls } from "./calls";
import type { World } from "./world";

const MOST_PER_CALL = 25;

/** The fakes of one run in a world. */
export interface Ports {
  readonly api: ServiceApi;
  readonly registry: DecisionRegistry;
  readonly gate: EntitlementGate;
  readonly notifier: Notifier;
}

export function portsOf(world: World, calls: Calls): Ports {
  return {
    api: apiOf(world, calls),
    registry: registryOf(world, calls),
    gate: gateOf(world, calls),
    notifier: notifierOf(world, calls),
  };
}

/** AWS as strict as it may be: it refuses endpoints that are not in a state to be accepted or rejected. */
function apiOf(world: World, calls: Calls): ServiceApi {
  const deed = (verb: "accept" | "reject", endpointIds: readonly string[]): Refusal[] => {
    if (endpointIds.length === 0 || endpointIds.length > MOST_PER_CALL) {
      throw new Error(`${verb} was called with ${endpointIds.length} endpoints.`);
    }
    return endpointIds.flatMap((endpointId) => {
      const connection = world.connections.get(endpointId);
      if (connection === undefined) return refused(endpointId, "InvalidVpcEndpointId.NotFound");
      const code = world.refusals.get(endpointId);
      if (code !== undefined) return refused(endpointId, code);
      const isReady = isPending(connection) || (verb === "reject" && isEstablished(connection));
      if (!isReady) return refused(endpointId, "InvalidState");
      world.setState(endpointId, verb === "accept" ? "available" : "rejected");
      world.deeds.push({ verb, endpointId });
      world.onDeed(verb, endpointId);
      return [];
    });
  };
  return {
    connections: () => calls.read("connections", () => [...world.connections.values()]),
    accept: (endpointIds) => calls.write("accept", endpointIds, (ids) => deed("accept", ids)),
    reject: (endpointIds) => calls.write("reject", endpointIds, (ids) => deed("reject", ids)),
    principals: () => calls.read("principals", () => [...world.principals]),
    changePrincipals: ({ add, remove }) => {
      const changes = [...add.map((arn) => [arn, true] as const), ...remove.map((arn) => [arn, false] as const)];
      return calls.write("changePrincipals", changes, (some) => {
        if (some.length === 0) throw new Error("changePrincipals was called without principals.");
        for (const [arn, isAdded] of some) {
          if (isAdded) world.principals.add(arn);
          else world.principals.delete(arn);
        }
      });
    },
  };
}

function registryOf(world: World, calls: Calls): DecisionRegistry {
  const append = (entries: readonly AuditEntry[]): void => {
    world.audit.push(...entries);
  };
  return {
    contents: () =>
      calls.read("contents", () => ({
        consumers: [...world.consumers.values()],
        unreadable: [...world.unreadable.values()],
      })),
    openQuestions: (serviceId) =>
      calls.read("openQuestions", () =>
        [...world.questions.values()].filter((question) => question.serviceId === serviceId),
      ),
    warnings: () => calls.read("warnings", () => [...world.warnings.values()]),
    recordIntents: (intents) =>
      calls.write("recordIntents", intents, (some) => some.filter((intent) => recordIntent(world, intent))),
    append: (entries) => calls.write("append", entries, append),
    open: (questions) =>
      calls.write("open", questions, (some) => {
        for (const { question, entry } of some) {
          const kept = world.questions.get(question.endpointId);
          if (kept?.reason === question.reason && kept.refusal === question.refusal) continue;
          world.questions.set(question.endpointId, question);
          append([entry]);
        }
      }),
    close: (questions) =>
      calls.write("close", questions, (some) => {
        for (const { endpointId } of some) world.questions.delete(endpointId);
      }),
    rememberWarning: (warning) =>
      calls.write("rememberWarning", [warning], () => {
        world.warnings.set(warning.account, warning);
      }),
    forgetWarnings: (warnings) =>
      calls.write("forgetWarnings", warnings, (some) => {
        for (const { account } of some) world.warnings.delete(account);
      }),
  };
}

function recordIntent(world: World, intent: Intent): boolean {
  const { entry, restsOn } = intent;
  const kept = world.consumers.get(restsOn.account);
  if (kept?.revision !== restsOn.revision || kept.createdAt !== restsOn.createdAt) return false;
  if (entry.action === "accept" && kept.status !== ConsumerStatus.Active) return false;
  const last = world.trail(entry.id).at(-1);
  if (last === undefined || !isSameDecision(last, entry)) world.audit.push(entry);
  world.onIntent(intent);
  return true;
}

function isSameDecision(one: AuditEntry, other: AuditEntry): boolean {
  const keys = ["action", "before", "after", "reason", "account", "actor", "revision", "serviceId"] as const;
  return keys.every((key) => one[key] === other[key]);
}

function gateOf(world: World, calls: Calls): EntitlementGate {
  return {
    check: (consumers) =>
      calls.read(
        "check",
        () =>
          new Map<string, Entitlement>(
            consumers.map(({ account }) => [account, world.entitlements.get(account) ?? ENTITLED]),
          ),
      ),
  };
}

function notifierOf(world: World, calls: Calls): Notifier {
  return {
    request: ({ connection }) =>
      calls.write("request", [connection.endpointId], (some) => {
        world.asked.push(...some);
      }),
    endsSoon: ({ account }, validUntil) =>
      calls.write("endsSoon", [`${account} ${validUntil}`], (some) => {
        world.warned.push(...some);
      }),
  };
}

function refused(endpointId: string, code: string): Refusal[] {
  return [{ endpointId, code, message: `The VPC endpoint ${endpointId} is not in a state for it` }];
}
