import * as path from "node:path";
import { z } from "zod";
import { readIfThere } from "../if-there";
import { writeWhole } from "../stacks/write-whole";
import { RolloutOutcome } from "./events";
import { RolloutRefused } from "./request";

/** How far a wave is. */
export const WavePhase = {
  /** Not healthy yet, begun or not. */
  Open: "open",
  Healthy: "healthy",
  /** To be brought back, and not all of it is yet. */
  RollingBack: "rolling back",
  RolledBack: "rolled back",
} as const;
export type WavePhase = (typeof WavePhase)[keyof typeof WavePhase];

/** How far a stack is. */
export const StackState = {
  /** Being worked on; after a kill nobody knows how far. */
  Begun: "begun",
  Done: "done",
  Failed: "failed",
  /** Another process had it; nothing was changed. */
  Untouched: "untouched",
  Healthy: "healthy",
  RolledBack: "rolled back",
  /** Never became healthy in a rollout before, and was not begun in this one. */
  Inherited: "inherited",
} as const;
export type StackState = (typeof StackState)[keyof typeof StackState];

const values = z.record(z.string(), z.unknown());
const update = z.object({ settings: values, lost: z.array(z.string()).optional(), outputs: values });

const stackEntry = z.object({
  state: z.enum(StackState),
  /** What a rollback goes back to; null for a stack that no update had succeeded on. */
  earlier: update.nullable(),
  /** What the last attempt left behind; absent as long as nobody knows. */
  left: update.nullable().optional(),
  /** What the stack file and its archives were. */
  fingerprint: z.string(),
});

const waveEntry = z.object({
  name: z.string(),
  stacks: z.array(z.string()),
  phase: z.enum(WavePhase),
  /** When it was found healthy, ISO 8601. */
  healthyAt: z.string().optional(),
  /** Why it is brought back, by stack. */
  reasons: z.record(z.string(), z.array(z.string())).optional(),
});

const rolloutSchema = z.object({
  version: z.literal(1),
  /** When the rollout was begun, ISO 8601. */
  began: z.string(),
  /** Absent while it runs, and after a kill. */
  outcome: z.enum(RolloutOutcome).optional(),
  /** What it is confined to in each stack; empty for all of it. */
  targets: z.array(z.string()),
  waves: z.array(waveEntry),
  stacks: z.record(z.string(), stackEntry),
});

const journalSchema = rolloutSchema.extend({
  /** A rollout that can still be resumed, beside which this one is done. */
  kept: rolloutSchema.optional(),
});

export type StackEntry = z.infer<typeof stackEntry>;
export type WaveEntry = z.infer<typeof waveEntry>;
/** How far the last `up` of a project came. */
export type JournalDocument = z.infer<typeof journalSchema>;

/** The journal of a folder; undefined before the first rollout. */
export async function readJournal(folder: string): Promise<JournalDocument | undefined> {
  const file = journalFile(folder);
  const text = await readIfThere(file);
  if (text === undefined) return undefined;
  const journal = journalSchema.safeParse(asJson(text));
  if (journal.success) return journal.data;
  const [issue] = journal.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? "" : ` at ${issue.path.join(".")}`;
  throw new RolloutRefused([
    `${file}: is not the journal of a rollout${where}; remove it, and begin anew by privatelink up.`,
  ]);
}

/** Writes the journal of a folder that is there: a reader sees the one before or this one, never half of it. */
export async function writeJournal(folder: string, journal: JournalDocument): Promise<void> {
  await writeWhole(journalFile(folder), `${JSON.stringify(journal, null, 2)}\n`);
}

function journalFile(folder: string): string {
  return path.join(folder, "journal.json");
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Told as what it is not.
    return undefined;
  }
}
