import type { ConsumerInput } from "../../../functions/lib/consumer-schema";
import type { PublishedService } from "../../../functions/lib/published-service";
import { LambdaEnvironment } from "../../support/lambda-environment";
import { type Approval, type ApprovalOptions, deployApproval } from "./approval";
import { addConsumers } from "./consumers";
import { DeployedFunction, type DeployedOptions } from "./deployed-function";
import { emulator, useEmulator } from "./emulator";
import { publishService, type ServiceOptions } from "./publish";
import { createRegistryTable, putService, type RegistryTable } from "./registry-table";

export interface WorldOptions extends ApprovalOptions {
  readonly consumers?: readonly ConsumerInput[];
  readonly service?: ServiceOptions;
}

/** One service of the provider with all that decides about its connections. */
export interface World {
  readonly registry: RegistryTable;
  readonly service: PublishedService;
  readonly approval: Approval;
}

export async function makeWorld({ consumers = [], service, ...options }: WorldOptions = {}): Promise<World> {
  const registry = await createRegistryTable();
  const approval = await deployApproval(await publishService(service), registry, options);
  await putService(registry, approval.service, options.entitlement);
  if (consumers.length > 0) await addConsumers(registry, ...consumers);
  return { registry, service: approval.service, approval };
}

/** A world and its function at work. */
export interface LiveWorld extends World {
  readonly fn: DeployedFunction;
}

/** Makes worlds for the tests of a file, and ends their functions after each test. */
export function useWorlds(): {
  world(options?: WorldOptions): Promise<LiveWorld>;
  start(approval: Approval, options?: DeployedOptions): Promise<DeployedFunction>;
} {
  const started: LambdaEnvironment[] = [];
  useEmulator();
  afterEach(async () => {
    for (const environment of started.splice(0)) environment.kill();
    await (await emulator()).control.endFaults();
  });
  const start = (approval: Approval, options: DeployedOptions = {}): Promise<DeployedFunction> => {
    const { environment = new LambdaEnvironment() } = options;
    started.push(environment);
    return DeployedFunction.start(approval, { ...options, environment });
  };
  return {
    start,
    world: async (options) => {
      // The process starts while the world is made.
      const environment = new LambdaEnvironment();
      started.push(environment);
      const made = await makeWorld(options);
      return { ...made, fn: await start(made.approval, { environment }) };
    },
  };
}
