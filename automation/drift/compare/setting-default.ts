import { docsOf, type Path, schemaAt, unwrap } from "../../../components/lib/schema/keys";
import { settings as schema } from "../../../stacks/schema/settings";

/** The constant that a missing setting of the program stands for, as text; undefined where there is none. */
export function defaultAt(at: Path): string | undefined {
  const found = schemaAt(schema, at);
  if (found === undefined) return undefined;
  const { defaultValue } = unwrap(found);
  if (Array.isArray(defaultValue)) return defaultValue.map(String).sort().join(", ");
  if (defaultValue !== undefined && typeof defaultValue !== "object") return String(defaultValue);
  // Where a component puts the default in, the schema documents it.
  return /^`([^`]*)`(?:$|:)/.exec(docsOf(found)?.absent ?? "")?.[1];
}
