/**
 * The name of a copy: of the account and Region no two AMIs may have the same, and the source's own may be taken there.
 * @param attempt 1 or more
 */
export function copyName(sourceId: string, attempt: number): string {
  return attempt === 1 ? namesOf(sourceId) : `${namesOf(sourceId)}-${attempt}`;
}

/** Whether it is the name of a copy of this source. */
export function isCopyName(name: string, sourceId: string): boolean {
  const stem = namesOf(sourceId);
  return name === stem || (name.startsWith(stem) && /^-([2-9]|[1-9]\d+)$/.test(name.slice(stem.length)));
}

/** What the names of all copies of a source begin with. */
export function namesOf(sourceId: string): string {
  return `privatelink-${sourceId}`;
}
