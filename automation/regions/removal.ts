import { Operation } from "../engine/operation";
import type { Interruption } from "../rollout/interruption";
import type { EarlierUpdate, OperateOptions, StackHandle, StackSettings } from "../stacks/place";
import { isProtected } from "../stacks/protection";
import { INTERRUPTED } from "../terminal/exit-codes";
import { Refused } from "../terminal/refused";
import { closed, isClosed, unprotected } from "./door";
import type { Drained } from "./drain";

export interface RemovalRequest {
  readonly stack: StackHandle;
  /** The settings by which the stack is what it was at its last update: with the same archives and secrets. */
  readonly settings: (earlier: EarlierUpdate) => Promise<StackSettings>;
  /** Drains the services of the stack, as far as there are any. */
  readonly drain: (signal: AbortSignal) => Promise<Drained>;
  /** Takes what the project has of the stack away: the rollout plan first, the stack file last. */
  readonly forget: () => Promise<void>;
  readonly interruption: Interruption;
  readonly tell: (text: string) => void;
}

/** Somebody asked for an end; what was done stays. */
export class RemovalInterrupted extends Refused {
  constructor() {
    super("The removal was interrupted; what was done stays, and the same call goes on.", INTERRUPTED);
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
    // Undefined after a destroy, and where no update ever succeeded: then there are no settings to close a door with, but
    // there may be a service all the same, which nobody is connected to any more once its principals are withdrawn.
    const earlier = await stack.earlier();
    if (earlier !== undefined) await close(request, earlier);
    begin(interruption);
    tell("Withdraw principals and cut connections");
    drained = await interruptible(interruption, () => drain(interruption.drain));
    tell(drainedText(drained));
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
  // An update that failed after it may have protected something again, and opened the door.
  const { outputs, followed = false } = earlier;
  const isToUnprotect = followed || isProtected(earlier.settings);
  const isToClose = followed || !isClosed(earlier);
  if (!isToUnprotect && !isToClose) return;
  const settings = await request.settings(earlier);
  // In an update of its own: what it protects now is taken away by the next one.
  if (isToUnprotect) {
    begin(interruption);
    tell("Lift the protection from deletion");
    const lifted = unprotected({ settings, outputs });
    await stack.operate(Operation.Up, { ...options(request, "protection lifted"), settings: lifted });
  }
  if (!isToClose) return;
  begin(interruption);
  tell("Close the door: no approval, no principals");
  await stack.operate(Operation.Up, { ...options(request, "door closed"), settings: closed({ settings, outputs }) });
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
