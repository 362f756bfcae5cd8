/** Whether a name has a `*`, which stands for any characters, none included. */
export function hasWildcard(pattern: string): boolean {
  return pattern.includes("*");
}

/** The part of a pattern before its first `*`. */
export function fixedStart(pattern: string): string {
  const [start = ""] = pattern.split("*", 1);
  return start;
}

/** Whether a name is one of the names, or like one of the patterns. */
export function matchesAny(patterns: readonly string[], name: string): boolean {
  return patterns.some((pattern) => matches(pattern, name));
}

// Without a regular expression, whose time could grow with the number of wildcards.
function matches(pattern: string, name: string): boolean {
  const [start = "", ...parts] = pattern.split("*");
  const end = parts.pop();
  if (end === undefined) return name === pattern;
  if (name.length < start.length + end.length || !name.startsWith(start) || !name.endsWith(end)) return false;
  let from = start.length;
  for (const part of parts) {
    const found = name.indexOf(part, from);
    if (found === -1 || found + part.length > name.length - end.length) return false;
    from = found + part.length;
  }
  return true;
}
