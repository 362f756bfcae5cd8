import { createColors } from "picocolors";

export type Paint = ReturnType<typeof createColors>;

/** Colours for a terminal, none elsewhere; NO_COLOR turns them off and FORCE_COLOR on. */
export function paintFor(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv): Paint {
  const wanted = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== "0";
  return createColors(!env.NO_COLOR && (wanted || stream.isTTY === true));
}
