import { Operation } from "../engine/operation";
import type { Interruption } from "../rollout/interruption";
import type { EarlierUpdate, OperateOptions, StackHandle } from "../stacks/place";
import { closed, isClosed, isProtected, unprotected } from "./door";
import type { Drained } from "./drain";

export interface RemovalRequest {
  readonly stack: StackHandle;
  /** Drains the service of the stack; not called where there is none. */
  readonly drain: (signal: AbortSignal) => Promise<Drained>;
  /** Takes what the project has of the stack away: the rollout plan first, the stack file last. */
  readonly forget: () => Promise<void>;
  readonly interruption: Interruption;
  readonly tell: (text: string) => void;
}

/** Somebody asked for an end; what was done stays. */
export class RemovalInterrupted extends Error {
  constructor() {
    super("The removal was interrupted.");
    this.name = "RemovalInterrupted";
  }
}

const NOTHING: Drained = { principals: [], rejected: [] };

/**
 * Takes a stack away: unprotects it, closes its door, drains it, destroys it and forgets it. Each step looks at what is
 * there and not at what an earlier run did, so that the same call ends in the same way wherever the one before ended.
 */
export async function removeStack(request: RemovalRequest): Promise<Drained> {
  const { stack, drain, forget, interruption, tell } = request;
  let drained = NOTHING;
  if (await stack.exists()) {
    // Undefined after a destroy, and where no update ever succeeded: then nobody knows a service to connect to.
    const earlier = await stack.earlier();
    if (earlier !== undefined) {
      await close(request, earlier);
      begin(interruption);
      tell("Withdraw principals and cut connections");
      drained = await interruptible(interruption, () => drain(interruption.drain));
      tell(drainedText(drained));
    }
    begin(interruption);
    tell("Destroy the stack");
    await stack.operate(Operation.Destroy, options(request, "destroyed"));
    begin(interruption);
    tell("Remove the stack from the backend");
    await stack.remove();
  }
  await forget();
  return drained;
}

async function close(request: RemovalRequest, earlier: EarlierUpdate): Promise<void> {
  const { stack, interruption, tell } = request;
  // In an update of its own: what it protects now is taken away by the next one.
  if (isProtected(earlier)) {
    begin(interruption);
    tell("Lift the protection from deletion");
    await stack.operate(Operation.Up, { ...options(request, "protection lifted"), settings: unprotected(earlier) });
  }
  if (isClosed(earlier)) return;
  begin(interruption);
  tell("Close the door: no approval, no principals");
  await stack.operate(Operation.Up, { ...options(request, "door closed"), settings: closed(earlier) });
}

function options({ interruption, tell }: RemovalRequest, what: string): OperateOptions {
  let told = 0;
  return {
    message: `privatelink region remove: ${what}`,
    signal: interruption.cancel,
    onProgress: ({ done }) => {
      if (done < told + RESOURCES_PER_LINE) return;
      told = done;
      tell(`  ${done} resources done`);
    },
  };
}

const RESOURCES_PER_LINE = 25;

function begin({ drain }: Interruption): void {
  if (drain.aborted) throw new RemovalInterrupted();
}

async function interruptible<T>({ drain }: Interruption, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (drain.aborted && error === drain.reason) throw new RemovalInterrupted();
    throw error;
  }
}

function drainedText({ principals, rejected }: Drained): string {
  return `  ${principals.length} principals withdrawn, ${rejected.length} connections cut; none is live`;
}
