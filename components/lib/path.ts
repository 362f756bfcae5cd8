const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/**
 * The path of a member: `at("network", "cidr")` is `network.cidr`, `at("ports", 1)` is `ports[1]`,
 * `at("subnetIds", "use1-az1")` is `subnetIds["use1-az1"]`, and `at("", "cidr")` is `cidr`.
 */
export function at(path: string, member: string | number): string {
  if (typeof member === "number") return `${path}[${member}]`;
  if (!IDENTIFIER.test(member)) return `${path}[${JSON.stringify(member)}]`;
  return path === "" ? member : `${path}.${member}`;
}
