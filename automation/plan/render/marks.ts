/** Marks of assets and archives: of Pulumi's wire format (sdk/go/common/resource/properties.go), and of its SDK. */
const MARKS = new Set(["4dabf18193072939515e22adb298388d", "__pulumiAsset", "__pulumiArchive"]);

/** For `JSON.stringify`: leaves out the marks, which tell a program what people and tools see from the other keys. */
export function withoutMarks(key: string, value: unknown): unknown {
  return MARKS.has(key) ? undefined : value;
}
