const UNITS = [
  { seconds: 86_400, name: "day" },
  { seconds: 3600, name: "hour" },
  { seconds: 60, name: "minute" },
] as const;

/** A duration for people, in its largest whole unit: `less than a minute`, `1 hour`, `12 days`. */
export function duration(seconds: number): string {
  const unit = UNITS.find((one) => seconds >= one.seconds);
  if (unit === undefined) return "less than a minute";
  const count = Math.floor(seconds / unit.seconds);
  return `${count} ${unit.name}${count === 1 ? "" : "s"}`;
}
