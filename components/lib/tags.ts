/** A resource's tags: the caller's, and the Name that consoles show. */
export function withName(tags: Readonly<Record<string, string>> | undefined, name: string): Record<string, string> {
  return { ...tags, Name: name };
}
