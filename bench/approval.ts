import { admit } from "../test/aws/support/connect";
import { addConsumers } from "../test/aws/support/consumers";
import { DeployedFunction } from "../test/aws/support/deployed-function";
import { emulator } from "../test/aws/support/emulator";
import { makeWorld, type World } from "../test/aws/support/world";
import type { Invocation } from "../test/support/lambda-environment";
import { median, seconds } from "./figures";

const CONSUMERS = 500;
const CONNECTIONS = 10_000;
const NEW = 500;
const RUNS = 5;
const PER_CONSUMER = CONNECTIONS / CONSUMERS;

/** Runs of the approving function, as bundled, on the emulator: one with nothing to do, and one with new connections. */
export async function approvals(): Promise<readonly string[]> {
  const { control, stop } = await emulator();
  try {
    const world = await crowdedWorld();
    const accounts = accountIds();
    const fn = await DeployedFunction.start(world.approval);
    const quiet = accounts.map((account) => ({ account, count: PER_CONSUMER - NEW / CONSUMERS, state: "available" }));
    await control.gather(world.service.serviceId, quiet);
    const rest = accounts.map((account) => ({ account, count: NEW / CONSUMERS }));
    // The first run admits the principals; it is no part of the figures.
    must(await fn.schedule());
    await control.gather(world.service.serviceId, rest);
    await control.forgetCalls();
    const busy = must(await fn.schedule());
    const busyCalls = await control.calls();
    const runs: Invocation[] = [];
    for (let run = 0; run < RUNS; run++) {
      await control.forgetCalls();
      runs.push(must(await fn.schedule()));
    }
    const quietCalls = await control.calls();
    fn.stop();
    return [
      `${CONNECTIONS} connections, ${CONSUMERS} consumers, nothing to do (median of ${RUNS} in a warm process):`,
      ...wording(runs, quietCalls),
      `${CONNECTIONS} connections of which ${NEW} are new:`,
      ...wording([busy], busyCalls),
    ];
  } finally {
    await stop();
  }
}

async function crowdedWorld(): Promise<World> {
  const world = await makeWorld();
  const accounts = accountIds();
  const consumers = accounts.map((account, index) => ({
    name: `consumer-${index + 1}`,
    account,
    plan: "standard",
    validFrom: "2026-01-01",
    regions: ["us-east-1", "us-east-2"],
    contact: `network@consumer-${index + 1}.example`,
    notes: "Consumer of the bench.",
  }));
  for (let start = 0; start < consumers.length; start += 20) {
    await addConsumers(world.registry, ...consumers.slice(start, start + 20));
  }
  await admit(world.service, ...accounts);
  return world;
}

function accountIds(): readonly string[] {
  return Array.from({ length: CONSUMERS }, (_, index) => String(200_000_000_000 + index));
}

/** A run that fails is no measurement. */
function must(invocation: Invocation): Invocation {
  if (invocation.error !== undefined) throw new Error(`The run failed: ${invocation.error.message}`);
  return invocation;
}

/** Most of the wall time is the emulator's, which answers a page of 1,000 connections in half a second. */
function wording(runs: readonly Invocation[], calls: Readonly<Record<string, number>>): readonly string[] {
  const sum = Object.values(calls).reduce((all, count) => all + count, 0);
  const each = Object.entries(calls).map(([action, count]) => `${count} ${action}`);
  const wall = seconds(median(runs.map(({ wallMs }) => wallMs)));
  const cpu = seconds(median(runs.map(({ cpuMs }) => cpuMs)));
  const memory = Math.max(...runs.map(({ maxRssMb }) => maxRssMb)).toFixed(0);
  return [
    `  ${wall} with the emulator, ${cpu} of the function's own processor time, ${memory} MB at most`,
    `  ${sum} calls: ${each.join(", ")}`,
  ];
}
