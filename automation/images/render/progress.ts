import { counted } from "../../../components/lib/words";
import type { Clock } from "../../clock";
import { CopyStage, type ImageEvent } from "../events";

/** Copies take minutes: a line for each Region so often is enough to see that they move. */
const EVERY_MS = 10_000;

/** Events as lines, with not too many of those that only say how far a copy is. */
export class ProgressLines {
  readonly #last = new Map<string, { readonly text: string; readonly at: number }>();

  constructor(
    private readonly stream: Pick<NodeJS.WritableStream, "write">,
    private readonly clock: Pick<Clock, "now">,
  ) {}

  show(event: ImageEvent): void {
    const text = lineOf(event);
    if (event.type === "copy" && (event.stage === CopyStage.Copying || event.stage === CopyStage.Unanswered)) {
      const at = this.clock.now().getTime();
      const last = this.#last.get(event.region);
      if (last !== undefined && (last.text === text || at - last.at < EVERY_MS)) return;
      this.#last.set(event.region, { text, at });
    }
    this.stream.write(`${text}\n`);
  }
}

function lineOf(event: ImageEvent): string {
  switch (event.type) {
    case "copy":
      return `${event.region}: ${event.imageId} ${stageText(event)}`;
    case "failed":
      return `${event.region}: failed, and the others go on: ${event.text}`;
    case "shared":
      return `${event.region}: ${event.imageId} shared with ${counted(event.accounts, "other")}`;
    case "unshared":
      return `${event.region}: ${event.imageId} no longer shared with ${counted(event.accounts, "other")}`;
    case "written":
      return `${event.file}: image is ${event.imageId}`;
    case "removed":
      return `${event.region}: ${event.imageId} removed with ${counted(event.snapshots, "snapshot")}`;
    case "kept":
      return `${event.region}: ${event.imageId} stays, as ${event.text}`;
  }
}

function stageText({ stage, percent, text }: Extract<ImageEvent, { type: "copy" }>): string {
  switch (stage) {
    case CopyStage.Begun:
      return "is being made";
    case CopyStage.Found:
      return "is of an earlier run";
    case CopyStage.Copying:
      return percent === undefined ? "is being copied" : `is copied to ${percent} %`;
    case CopyStage.Unanswered:
      return `cannot be asked about at the moment: ${text ?? ""}`;
    case CopyStage.Available:
      return "is available";
  }
}
