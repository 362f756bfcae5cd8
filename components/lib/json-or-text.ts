/** A value of Pulumi's config, which has objects and lists as JSON; a text that is not JSON stays a text. */
export function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
