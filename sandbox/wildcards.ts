/** What a pattern matches in which `*` stands for any characters and `?` for any one, as AWS has them. */
export function withWildcards(pattern: string, flags = ""): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, flags);
}
