import { expect } from "chai";
import type { Connection } from "../../../functions/lib/connection";
import { ENTITLED } from "./builders";
import type { World } from "./world";

const PENDING = /^pendingacceptance$/i;
const ESTABLISHED = /^(?:available|pending|partial)$/i;

/** Whether the account may have the connection at this moment, said without the rules of `decide`. */
export function mayConnect(world: World, { account, region, endpointId }: Connection): boolean {
  const consumer = world.consumers.get(account);
  if (consumer === undefined) return false;
  const now = world.now.toISOString();
  const { status, until } = world.entitlements.get(account) ?? ENTITLED;
  return [
    consumer.status === "active",
    consumer.validFrom === undefined || consumer.validFrom <= now,
    consumer.validUntil === undefined || consumer.validUntil > now,
    consumer.services === undefined || consumer.services.includes(world.service.name),
    consumer.regions === undefined || consumer.regions.includes(region),
    consumer.endpointIds === undefined || consumer.endpointIds.includes(endpointId),
    status === "entitled",
    until === undefined || until > now,
  ].every(Boolean);
}

/** Fails as soon as something is accepted that may not be, or done without having been written down. */
export function watch(world: World): void {
  const intended = new Map<string, string>();
  world.onIntent = ({ entry }) => {
    intended.set(entry.id, entry.action);
    if (entry.action !== "accept") return;
    const connection = world.connections.get(entry.id);
    const about = connection ?? { endpointId: entry.id, account: entry.account, region: entry.region ?? "", state: "" };
    world.violations.push(
      ...(mayConnect(world, { createdAt: "", ...about }) ? [] : [`${entry.id} is about to be accepted`]),
    );
  };
  world.onDeed = (verb, endpointId) => {
    const action = intended.get(endpointId);
    const isWritten = verb === "accept" ? action === "accept" : action === "reject" || action === "expire";
    if (!isWritten) world.violations.push(`${verb} of ${endpointId} is not written down`);
  };
}

/** What must hold at the end of a run that met no fault. */
export function expectSettled(world: World): void {
  for (const connection of world.connections.values()) {
    const { endpointId, account, state } = connection;
    const isKnown = world.consumers.has(account);
    if (PENDING.test(state) && !isKnown) expect(world.asked, "asked").to.include(endpointId);
    if (PENDING.test(state)) expect([...world.questions.keys()], "questions").to.include(endpointId);
    else expect([...world.questions.keys()], "questions").not.to.include(endpointId);
    const isCut = ESTABLISHED.test(state) && isKnown && !mayConnect(world, connection);
    const isUnsure = world.entitlements.get(account)?.status === "unknown";
    if (isCut) expect(isUnsure, `${endpointId} stays though it may not`).to.equal(true);
  }
  if (!world.service.stackPrincipals.includes("*")) expect([...world.principals]).not.to.include("*");
}
