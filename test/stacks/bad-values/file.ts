import type { Written } from "../stack-files";

/** A stack file in which every bad value below has a place of its own, so that any of them can be combined. */
export function roomy() {
  const ports: Written[] = ["api", "admin", "metrics", "voice", "files", "events", "mail", "chat"].map(
    (name, index) => ({
      name,
      port: 3000 + index,
    }),
  );
  return {
    service: { name: "orders", ports } as Written & { ports: Written[] },
    network: { cidr: "10.64.0.0/22" } as Written,
    image: { id: "ami-0123456789abcdef0" } as Written,
    fleet: { instanceType: "t2.small", perZone: { min: 1, max: 2 } as Written } as Written & { perZone: Written },
    additionalServices: [{ name: "reports", ports: [{ name: "api", port: 4000 }] }] as (Written & {
      ports: Written[];
    })[],
    loadBalancer: {} as Written,
    access: { approval: "registry", allowedPrincipals: [] as unknown[] } as Written & { allowedPrincipals: unknown[] },
    approval: {} as Written,
    privateDns: { name: "api.example.com", hostedZoneId: "Z0123456789ABCDEFGHIJ" } as Written,
    consumer: { cidr: "10.128.0.0/22" } as Written,
  };
}

export type Roomy = ReturnType<typeof roomy>;

/** A wrong value, and everything that is said about it. */
export interface BadValue {
  readonly title: string;
  /** The place that it takes; two of one place cannot be combined. */
  readonly place: string;
  readonly write: (file: Roomy & Written) => void;
  readonly sentences: readonly string[];
}
