import type { PublishedArtifact } from "../../stacks/outputs";
import type { Clock } from "../clock";
import type { Operation } from "../engine/operation";
import type { Place, StackSubject } from "../stacks/place";
import { Refused } from "../terminal/refused";
import type { RolloutEvent } from "./events";
import type { HealthSource } from "./gate/health";
import type { Interruption } from "./interruption";
import type { RolloutPlan } from "./plan";

/** Archives that were deployed, for going back to them. */
export interface Archives {
  /** Keeps a copy of an archive on disk. Returns its SHA-256 in hex. */
  keep(file: string): Promise<string>;
  /**
   * Finds the archive that a stack ran.
   * @param subject whose Region and credentials have the bucket
   * @returns absolute path of a file with that SHA-256. Throws an error that says why there is none.
   */
  fetch(artifact: PublishedArtifact, subject: Pick<StackSubject, "region" | "identity">): Promise<string>;
}

/** What is to be done with which stacks, and by what means. */
export interface RolloutRequest {
  readonly operation: Operation;
  readonly plan: RolloutPlan;
  readonly place: Place;
  /** Who knows whether stacks are healthy; asked after each wave of an `up`. */
  readonly health: HealthSource;
  /** URNs or logical names, to which the operation is confined in each stack. Defaults to the whole stacks. */
  readonly targets?: readonly string[];
  /** Whether the gates of the waves are held. Defaults to true. */
  readonly gates?: boolean;
  /** Whether to go on after the last healthy wave of the `up` before. Defaults to false. */
  readonly resume?: boolean;
  /** All stacks of the project, also those that are not worked on. Defaults to those of the plan. */
  readonly stacks?: readonly string[];
  /** Whether the commands that texts suggest are for the sandbox. Defaults to false. */
  readonly sandbox?: boolean;
  /** Asked before the first stack is destroyed: why it must not be done, in sentences, each of which refuses all of it. */
  readonly guard?: (subjects: readonly StackSubject[]) => Promise<readonly string[]>;
  /** Told everything that happens, in its order. What it throws ends the rollout like an interruption, and is thrown then. */
  readonly onEvent?: (event: RolloutEvent) => void;
  /** By what it can be ended early. Defaults to nothing. */
  readonly interruption?: Interruption;
  /** Defaults to the time of this machine. */
  readonly clock?: Clock;
  /** Defaults to copies in the folder of the journal, and to the buckets of the stacks. */
  readonly archives?: Archives;
}

/** A command as somebody types it who works at the same place. */
export function commandFor({ sandbox = false }: Pick<RolloutRequest, "sandbox">, verb: string, options = ""): string {
  return ["privatelink", verb, sandbox ? "--sandbox" : "", options].filter((part) => part !== "").join(" ");
}

/** A rollout that was not begun: nothing was changed. */
export class RolloutRefused extends Refused {
  constructor(
    /** Why, in sentences. */
    readonly reasons: readonly string[],
  ) {
    super(reasons.join("\n"));
    this.name = "RolloutRefused";
  }
}
