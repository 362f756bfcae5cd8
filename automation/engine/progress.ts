import type { OnEngineProgress } from "./engine";

const EVERY_MS = 1_000;

export interface TimedStep {
  /** What the step works on now; told with the next tick. */
  detail(text: string): void;
  /** Seconds since the step began, rounded. */
  seconds(): number;
  end(): void;
}

/** Tells about a slow step at once and then every second, until it ends. */
export function timedStep(step: string, onProgress: OnEngineProgress | undefined): TimedStep {
  const began = performance.now();
  let detail: string | undefined;
  const seconds = (): number => Math.round((performance.now() - began) / 1000);
  const tell = (): void => onProgress?.({ step, seconds: seconds(), ...(detail === undefined ? {} : { detail }) });
  tell();
  const timer = setInterval(tell, EVERY_MS);
  return {
    detail: (text) => {
      detail = text;
    },
    seconds,
    end: () => clearInterval(timer),
  };
}
