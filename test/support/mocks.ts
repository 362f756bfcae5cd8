import * as pulumi from "@pulumi/pulumi";
import { withoutWire } from "../../automation/plan/no-wire";
import { Cloud } from "../../sandbox/cloud";
import {
  type Problem,
  problemSentence,
  type RecordedCall,
  type RecordedResource,
  useSandbox,
} from "../../sandbox/mocks";
import type { Properties } from "../../sandbox/values";
import { withoutTraces } from "./traces";

export type { RecordedCall, RecordedResource } from "../../sandbox/mocks";

export interface MockOptions {
  /** `aws:region` of the stack. Defaults to us-east-1. */
  readonly region?: string;
  /** Defaults to saas-privatelink. */
  readonly project?: string;
  /** Defaults to test. */
  readonly stack?: string;
  /** Config with its namespace, for example `{"saas-privatelink:service": "{...}"}`. */
  readonly config?: Readonly<Record<string, string>>;
  /** Outputs of other stacks by the whole name that a StackReference gives. */
  readonly stackOutputs?: Readonly<Record<string, object>>;
  /** Outputs of components that a plugin of their own would make, by type, for example of awsx's VPC. */
  readonly remoteComponents?: Readonly<Record<string, Properties>>;
  /** An account with something in it already. Defaults to an empty one. */
  readonly cloud?: Cloud;
}

export interface Recorded<T> {
  readonly result: T;
  /** In the order of registration. */
  readonly resources: readonly RecordedResource[];
  readonly calls: readonly RecordedCall[];
  readonly cloud: Cloud;
  byType(token: string): RecordedResource[];
  /** The one resource of this logical name. */
  named(name: string): RecordedResource;
  /** The one resource of this type. */
  one(token: string): RecordedResource;
  /** How many of each type, custom and component, sorted by token. */
  count(): Record<string, number>;
}

/**
 * Waits for the end of every pending request. One that depends on a failed Output never ends, so a rejection that
 * nobody handles ends the wait too, a few turns later: what does not depend on it may still fail on its own.
 */
async function settled(rejected: Promise<void>): Promise<void> {
  await Promise.race([pulumi.runtime.disconnect(), rejected]);
  // Node reports rejections that nobody handles only after the microtasks, so give it the turn.
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Collects rejections that nobody handles, as the Pulumi host does, instead of ending the process. */
function watchRejections(): { readonly errors: unknown[]; readonly first: Promise<void>; stop(): void } {
  const errors: unknown[] = [];
  let onFirst: () => void;
  const first = new Promise<void>((resolve) => {
    onFirst = resolve;
  });
  const others = process.rawListeners("unhandledRejection") as NodeJS.UnhandledRejectionListener[];
  const listener = (reason: unknown) => {
    errors.push(reason);
    onFirst();
  };
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", listener);
  return {
    errors,
    first,
    stop: () => {
      process.removeListener("unhandledRejection", listener);
      for (const other of others) process.on("unhandledRejection", other);
    },
  };
}

/** Runs a program or a component against the sandbox; anything that AWS or Pulumi would refuse rejects. */
export async function withMocks<T>(run: () => T | Promise<T>, options: MockOptions = {}): Promise<Recorded<T>> {
  const { region = "us-east-1", project = "saas-privatelink", stack = "test", cloud = new Cloud() } = options;
  const resources: RecordedResource[] = [];
  const calls: RecordedCall[] = [];
  const problems: Problem[] = [];
  withoutTraces();
  pulumi.runtime.setAllConfig({ "aws:region": region, ...options.config });
  await useSandbox(cloud, {
    region,
    project,
    stack,
    organization: "organization",
    stackOutputs: (name) => options.stackOutputs?.[name] as Properties | undefined,
    onResource: (resource) => {
      resource.outputs = { ...resource.outputs, ...options.remoteComponents?.[resource.type] };
      resources.push(resource);
    },
    onCall: (call) => calls.push(call),
    onProblem: (problem) => problems.push(problem),
  });
  const rejections = watchRejections();
  const restoreWire = withoutWire();
  let result: T;
  try {
    result = await run();
    await settled(rejections.first);
  } catch (error) {
    await settled(rejections.first);
    throw problems.length > 0 ? refusal(problems) : error;
  } finally {
    rejections.stop();
    restoreWire();
    // What a failed Output keeps pending would hold up the next run, and make the process fail as leaked promises.
    if (rejections.errors.length > 0) {
      pulumi.runtime.resetOptions(project, stack, 1, "", "", false, "organization");
    }
  }
  if (problems.length > 0) throw refusal(problems);
  if (rejections.errors.length > 0) throw rejections.errors[0];
  return recorded(result, resources, calls, cloud);
}

function refusal(problems: readonly Problem[]): Error {
  return new Error(problems.map(problemSentence).join("\n"));
}

function recorded<T>(result: T, resources: RecordedResource[], calls: RecordedCall[], cloud: Cloud): Recorded<T> {
  const exactlyOne = (found: RecordedResource[], what: string): RecordedResource => {
    const [first] = found;
    if (first !== undefined && found.length === 1) return first;
    const list = resources.map((resource) => `${resource.type} "${resource.name}"`).join("\n");
    throw new Error(`There are ${found.length} resources ${what}, not one, among:\n${list}`);
  };
  return {
    result,
    resources,
    calls,
    cloud,
    byType: (token) => resources.filter((resource) => resource.type === token),
    named: (name) =>
      exactlyOne(
        resources.filter((resource) => resource.name === name),
        `named "${name}"`,
      ),
    one: (token) =>
      exactlyOne(
        resources.filter((resource) => resource.type === token),
        `of type ${token}`,
      ),
    count: () => {
      const counts: Record<string, number> = {};
      for (const { type } of [...resources].sort((a, b) => (a.type < b.type ? -1 : 1)))
        counts[type] = (counts[type] ?? 0) + 1;
      return counts;
    },
  };
}
