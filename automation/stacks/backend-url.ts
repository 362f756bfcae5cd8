import { SECRET } from "./place";

/** Parameters of backends whose values tell where something is, and open nothing. */
const HARMLESS = new Set([
  "awssdk",
  "create_dir",
  "disableSSL",
  "disable_https",
  "domain",
  "endpoint",
  "hostname_immutable",
  "kmskeyid",
  "localemu",
  "metadata",
  "no_tmp_dir",
  "profile",
  "protocol",
  "region",
  "s3ForcePathStyle",
  "sslmode",
  "storage_account",
  "table",
  "use_path_style",
]);

const ADDRESS =
  /\b(?<scheme>[a-z][a-z0-9+.-]*:\/\/)(?<authority>[^\s"'/?#]*)(?<path>[^\s"'?#]*)(?<query>\?[^\s"'#]*)?(?<fragment>#[^\s"']*)?/gi;

/**
 * Text in which the addresses of backends have neither user and password nor the values of parameters that may be a token:
 * it is for questions and logs, which more people read than may open the backend.
 */
export function withoutSecrets(text: string): string {
  return text.replace(ADDRESS, (...match) => {
    const { scheme, authority, path, query, fragment } = match.at(-1) as Readonly<Record<string, string | undefined>>;
    const host = authority?.slice(authority.lastIndexOf("@") + 1);
    const parts = [scheme, host, path, query && shownQuery(query), fragment && `#${SECRET}`];
    return parts.filter((part) => part !== undefined).join("");
  });
}

function shownQuery(query: string): string {
  const parameters = query.slice(1).split("&");
  return `?${parameters.map(shownParameter).join("&")}`;
}

function shownParameter(parameter: string): string {
  const [name = "", value] = parameter.split(/=(.*)/s);
  if (value === undefined) return name;
  // An address in an address may have a user and a password of its own.
  const isHarmless = HARMLESS.has(name) && !/@|%40/.test(value);
  return `${name}=${isHarmless ? value : SECRET}`;
}
