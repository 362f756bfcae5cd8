import type { Written } from "./stack-files";

/** The smallest stack file: what has no default, and nothing else. */
export function minimal(): Written {
  return {
    service: { name: "orders", ports: [{ name: "api", port: 3000 }] },
    network: { cidr: "10.64.0.0/22" },
    image: { id: "ami-0123456789abcdef0" },
    fleet: { instanceType: "t2.small" },
  };
}
