import { readdir } from "node:fs/promises";
import * as path from "node:path";
import type { OpMap, OutputMap } from "@pulumi/pulumi/automation";
import { isUnchanged, Operation, type OperationProgress, operate } from "../engine/operation";
import type { WorkspaceStack } from "../engine/workspace";
import type { World } from "../engine/world";
import { took } from "../terminal/durations";
import type { Step } from "./steps";

/** A stack of the demo. */
export interface DemoStack extends WorkspaceStack {
  /** Folder of its project. */
  readonly project: string;
  /** What the demo calls it. */
  readonly title: string;
}

/** What came of a stack. */
export interface Published {
  readonly stack: DemoStack;
  readonly outputs: OutputMap;
  /** Resources that the stack has, components among them. */
  readonly resources: number;
  /** What the engine and the program warn of. */
  readonly warnings: readonly string[];
}

const PROVIDER_STACKS = ["us-east-1", "us-east-2"];

/** The stacks in the order in which each finds what it needs: the second copies the AMI of the first. */
export async function demoStacks(root: string): Promise<DemoStack[]> {
  const consumer = path.join(root, "examples", "consumer");
  const providers = PROVIDER_STACKS.map((name) => ({ project: root, name, title: name, edit: unprotected }));
  const consumers = (await stackFiles(consumer)).map((name) => ({
    project: consumer,
    name,
    title: `consumer ${name}`,
  }));
  return [...providers, ...consumers];
}

/** Only what somebody can take down again belongs into a demo. */
function unprotected(stackFile: Parameters<NonNullable<WorkspaceStack["edit"]>>[0]): void {
  stackFile.setIn(["config", "saas-privatelink:protect"], false);
}

async function stackFiles(project: string): Promise<string[]> {
  const names = (await readdir(project)).map((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1]);
  return names.filter((name) => name !== undefined).sort();
}

/** Brings a stack up, or up to date. */
export function bringUp(world: World, stack: DemoStack, done: (published: Published) => void): Step {
  return {
    title: `Bring up ${stack.title}`,
    run: async (tell) => {
      const live = await world.stack(stack.project, stack);
      const result = await operate(Operation.Up, live, {
        onProgress: (progress) => tell(progressText(progress)),
      });
      const { changes, outputs, seconds } = result;
      // An aws plugin that the engine finds on PATH is not used: the sandbox is its provider.
      const warnings = result.warnings.filter((warning) => !/^using pulumi-resource-\S+ from \$PATH/.test(warning));
      done({ stack, outputs, resources: resourcesAfter(changes), warnings });
      return `${changesText(changes)} in ${took(seconds)}`;
    },
  };
}

/** Asks for what an update would change now; nothing is what it should say. */
export function previewAgain(world: World, stack: DemoStack): Step {
  return {
    title: `Preview ${stack.title} again`,
    run: async (tell) => {
      const live = await world.stack(stack.project, stack);
      const result = await operate(Operation.Preview, live, {
        onProgress: (progress) => tell(progressText(progress)),
      });
      if (!isUnchanged(result)) {
        throw new Error(`A second preview of ${stack.title} is not without changes: ${changesText(result.changes)}.`);
      }
      return `no changes (${took(result.seconds)})`;
    },
  };
}

/** Takes a stack down, and forgets it. */
export function takeDown(world: World, stack: DemoStack): Step {
  return {
    title: `Take down ${stack.title}`,
    run: async (tell) => {
      const live = await world.stack(stack.project, stack);
      const { changes, seconds } = await operate(Operation.Destroy, live, {
        onProgress: (progress) => tell(progressText(progress)),
      });
      await live.workspace.removeStack(stack.name);
      return `${changesText(changes)} in ${took(seconds)}`;
    },
  };
}

function progressText({ done, running }: OperationProgress): string {
  return running === 0 ? `${done} resources done` : `${done} resources done, ${running} under way`;
}

const PAST: Readonly<Record<string, string>> = {
  create: "created",
  update: "updated",
  replace: "replaced",
  delete: "deleted",
  same: "unchanged",
};

/** For example `2 created, 64 unchanged`. */
export function changesText(changes: OpMap): string {
  const parts = Object.entries(PAST).flatMap(([op, text]) => {
    const count = changes[op as keyof OpMap] ?? 0;
    return count > 0 ? [`${count} ${text}`] : [];
  });
  return parts.length > 0 ? parts.join(", ") : "nothing there";
}

function resourcesAfter({ create = 0, update = 0, replace = 0, same = 0 }: OpMap): number {
  return create + update + replace + same;
}
