import type { Interruption } from "../interruption";

/** A stream that is written to. */
export interface Written {
  listeners(event: "error"): unknown[];
  on(event: "error", listener: (error: Error) => void): unknown;
  off(event: "error", listener: (error: Error) => void): unknown;
}

/**
 * While stacks are worked on, nobody reading the output any more must not end the process, as it otherwise does: engines
 * would be left alone halfway. It is taken as a request to stop. Returns what brings the streams' own listeners back,
 * unless the reader has gone: then the rest is written to nobody, and the exit code says what came of it.
 */
export function outliveReaders(streams: readonly Written[], interruption: Interruption): () => void {
  // A closed terminal ends both streams and sends a signal besides: that is one request, and not one to cut work short.
  const stop = (): void => {
    if (!interruption.drain.aborted) interruption.request();
  };
  const restores = streams.map((stream) => outlive(stream, stop));
  return () => {
    for (const restore of restores) restore();
  };
}

function outlive(stream: Written, stop: () => void): () => void {
  const own = stream.listeners("error") as ((error: Error) => void)[];
  let isGone = false;
  const gone = (): void => {
    isGone = true;
    stop();
  };
  for (const listener of own) stream.off("error", listener);
  stream.on("error", gone);
  return () => {
    if (isGone) return;
    stream.off("error", gone);
    for (const listener of own) stream.on("error", listener);
  };
}
