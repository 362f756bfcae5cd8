import { awsErrorText } from "../aws/errors";
import type { Clock } from "../clock";
import { CopyStage, type OnImageEvent } from "./events";
import { AVAILABLE, FAILED, type KnownImage } from "./image";
import type { RegionImages } from "./region-images";

/** Time that AWS may take until every server knows a new AMI. */
const UNKNOWN_FOR_MS = 120_000;
/** Looks in a row that may go wrong: a copy takes long, and a network does not always last as long. */
const LOST_LOOKS = 20;

/** How a wait ended, besides an AMI that is available. */
export const NotThere = Symbol("an AMI that AWS does not know");

/** How copies are waited for. */
export interface WaitOptions {
  readonly clock: Clock;
  /** Milliseconds between two looks. */
  readonly everyMs: number;
  /** Aborted, it ends the wait with the signal's reason; AWS goes on with the copies. */
  readonly signal?: AbortSignal;
  readonly onEvent: OnImageEvent;
}

/** A copy that AWS has given up. */
export class CopyFailed extends Error {
  constructor(readonly image: KnownImage) {
    super(`${image.id} is ${image.state}${image.stateReason === undefined ? "" : `: ${image.stateReason}`}`);
    this.name = "CopyFailed";
  }
}

/** Waits until a copy is available. Throws a {@link CopyFailed}, or what AWS answers for too long. */
export async function awaitAvailable(
  images: RegionImages,
  { id, sourceId }: { readonly id: string; readonly sourceId: string },
  { clock, everyMs, signal, onEvent }: WaitOptions,
): Promise<KnownImage | typeof NotThere> {
  const begun = clock.now().getTime();
  const tell = (stage: CopyStage, more: { readonly percent?: number; readonly text?: string } = {}): void =>
    onEvent({ type: "copy", region: images.region, imageId: id, stage, ...more });
  for (let lost = 0; ; ) {
    try {
      const image = await images.get(id);
      lost = 0;
      if (image?.state === AVAILABLE) {
        tell(CopyStage.Available);
        return image;
      }
      if (image !== undefined && FAILED.has(image.state)) throw new CopyFailed(image);
      if (image === undefined && clock.now().getTime() - begun > UNKNOWN_FOR_MS) return NotThere;
      const percent = image === undefined ? undefined : await images.progress(sourceId);
      tell(CopyStage.Copying, percent === undefined ? {} : { percent });
    } catch (error) {
      if (!mayPass(error) || ++lost > LOST_LOOKS) throw error;
      tell(CopyStage.Unanswered, { text: awsErrorText(error) ?? error.message });
    }
    await clock.sleep(everyMs, signal);
  }
}

/** Whether the same call may be answered in a while: AWS is asked too much, has a fault, or is out of reach. */
function mayPass(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const { name, code, $metadata } = error as Error & {
    readonly code?: string;
    readonly $metadata?: { readonly httpStatusCode?: number };
  };
  const status = $metadata?.httpStatusCode;
  if (status !== undefined) return status >= 500 || status === 429;
  return name === "TimeoutError" || /^E[A-Z_]+$/.test(code ?? "");
}
