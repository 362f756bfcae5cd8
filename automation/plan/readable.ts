/** Marks of assets and archives: of Pulumi's wire format (sdk/go/common/resource/properties.go), and of its SDK. */
const MARKS = new Set(["4dabf18193072939515e22adb298388d", "__pulumiAsset", "__pulumiArchive"]);

/** A value as people and tools read it, without the marks of the wire. */
export function readable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => !MARKS.has(key));
  return Object.fromEntries(entries.map(([key, item]) => [key, readable(item)]));
}
