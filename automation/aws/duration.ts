const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
};
const WHOLE = /^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/;
const PART = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g;

/** Whole seconds of a duration as the AWS provider takes it, for example `1h30m`; undefined for what is none. */
export function durationSeconds(text: string): number | undefined {
  if (!WHOLE.test(text)) return undefined;
  const parts = [...text.matchAll(PART)].map(([, number, unit = ""]) => Number(number) * (UNITS[unit] ?? 0));
  return Math.trunc(parts.reduce((sum, seconds) => sum + seconds, 0));
}
