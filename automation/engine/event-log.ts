import type { EngineEvent, OpMap, StepEventMetadata } from "@pulumi/pulumi/automation";
import { differencesOf } from "./difference";
import type { OperationProgress, ResourceStep } from "./operation";

/** Collects what the engine tells while it works. */
export class EventLog {
  readonly errors: string[] = [];
  readonly warnings: string[] = [];
  changes: OpMap = {};
  /** What was done with resources, in the order in which it was begun. */
  readonly steps: ResourceStep[] = [];
  readonly #onProgress: ((progress: OperationProgress) => void) | undefined;
  #begun = 0;
  #done = 0;

  constructor(onProgress?: (progress: OperationProgress) => void) {
    this.#onProgress = onProgress;
  }

  add(event: EngineEvent): void {
    this.#diagnose(event);
    const { resourcePreEvent, resOutputsEvent, resOpFailedEvent, summaryEvent } = event;
    if (summaryEvent !== undefined) this.changes = summaryEvent.resourceChanges ?? {};
    if (resourcePreEvent !== undefined) {
      const { metadata } = resourcePreEvent;
      this.steps.push(stepOf(metadata));
      if (isCounted(metadata.type)) this.#begun++;
    }
    if (resOutputsEvent !== undefined) this.#refreshed(resOutputsEvent.metadata);
    const ended = resOutputsEvent ?? resOpFailedEvent;
    if (ended !== undefined && isCounted(ended.metadata.type)) this.#done++;
    this.#onProgress?.({ done: this.#done, running: Math.max(0, this.#begun - this.#done) });
  }

  /** What a refresh finds is known only when it is done. */
  #refreshed(metadata: StepEventMetadata): void {
    const index = this.steps.findIndex(({ op, urn }) => op === "refresh" && urn === metadata.urn);
    if (index >= 0) this.steps[index] = stepOf(metadata, true);
  }

  #diagnose({ diagnosticEvent }: EngineEvent): void {
    if (diagnosticEvent === undefined) return;
    const { severity, urn, prefix, message, ephemeral } = diagnosticEvent;
    const list = severity === "error" ? this.errors : severity === "warning" ? this.warnings : undefined;
    if (list === undefined || ephemeral === true) return;
    const text = plain(`${prefix ?? ""}${message}`).trim();
    const named = urn === undefined || urn === "" || text.includes(typeIn(urn));
    const subject = named ? "" : `${typeIn(urn)} "${nameIn(urn)}": `;
    // The stack itself fails because something in it did, which has an entry of its own.
    if (/^(error: )?(update|preview|destroy|refresh) (failed|canceled)$/.test(text)) return;
    list.push(`${subject}${text.replace(/^(error|warning): /, "")}`);
  }
}

function stepOf(metadata: StepEventMetadata, refreshed = false): ResourceStep {
  const { op, type, urn, diffs, keys, new: next } = metadata;
  const differences = differencesOf(metadata, refreshed);
  const step = { op, type, urn, name: nameIn(urn), diffs: diffs ?? [], replaces: keys ?? [], differences };
  // What is only begun has no outputs yet, which the engine's types do not say.
  if (next?.outputs === undefined) return step;
  const { id, inputs, outputs } = next;
  return { ...step, ...(id ? { id } : {}), inputs, outputs };
}

/** The engine leaves references to stacks, and the providers that it makes itself, out of its own counts. */
export function isCounted(type: string): boolean {
  return type !== "pulumi:pulumi:StackReference" && !type.startsWith("pulumi:providers:");
}

/** The engine marks colours in braces, whatever colour it is told to use. */
function plain(text: string): string {
  return text.replaceAll(/<\{%.*?%\}>/g, "");
}

function nameIn(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

function typeIn(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}
