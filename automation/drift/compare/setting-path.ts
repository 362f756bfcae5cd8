/** Parts of a setting's path; an element of a list is in brackets. For example `["service", "ports", "[api]", "port"]`. */
export type SettingPath = readonly string[];

/** Any element of a list, and any key of a map, as docs/config.md writes them. */
const ANY_ELEMENT = "[]";
const ANY_KEY = "<name>";

/**
 * Whether a path as docs/config.md writes it names a setting, or something above it: `fleet` and
 * `additionalServices[].fleet.policyArns.<name>` as well as `service.ports[api]`.
 */
export function covers(pattern: string, path: SettingPath): boolean {
  const wanted = pattern.match(/\[[^\]]*\]|[^.[\]]+/g) ?? [];
  return (
    wanted.length > 0 &&
    wanted.every((part, index) => {
      const given = path[index];
      if (given === undefined) return false;
      return part === given || part === ANY_KEY || (part === ANY_ELEMENT && given.startsWith("["));
    })
  );
}

/** A path for people, for example `service.ports[api].port`. */
export function pathText(path: SettingPath): string {
  return path.reduce((text, part) => (text === "" || part.startsWith("[") ? text + part : `${text}.${part}`), "");
}
