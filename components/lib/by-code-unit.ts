/** Compares texts by their code units, for a `sort` that is the same on every machine, whatever its language. */
export function byCodeUnit(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
