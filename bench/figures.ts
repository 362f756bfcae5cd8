/** The middle value, or the mean of the two middle ones. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new Error("There is no median of nothing.");
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low = 0, high = 0] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return (low + high) / 2;
}

/** The straight line that fits best: how much y grows with x, and how much of y's spread that explains (1: all). */
export function line(points: readonly (readonly [x: number, y: number])[]): {
  readonly slope: number;
  readonly fit: number;
} {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const sum = (term: (x: number, y: number) => number) =>
    points.reduce((all, [x, y]) => all + term(x - meanX, y - meanY), 0);
  const [xx, xy, yy] = [sum((x) => x * x), sum((x, y) => x * y), sum((_, y) => y * y)];
  if (xx === 0) throw new Error("A line takes points at two places at least.");
  return { slope: xy / xx, fit: yy === 0 ? 1 : (xy * xy) / (xx * yy) };
}

/** Milliseconds as seconds with two digits. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
