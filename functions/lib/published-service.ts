import type { Settings } from "./settings";

/** What a stack asks about consumers before it lets them in: the settings of its gate, or that it has none. */
export type PublishedGate = { readonly kind: "none" } | NonNullable<Settings["entitlement"]>;

/** A service that the registry decides about, as a stack has published it. */
export interface PublishedService {
  /** Name of the service, for example `order-processor`. */
  readonly name: string;
  readonly serviceId: string;
  readonly serviceArn: string;
  /** Name that consumers connect to. */
  readonly serviceName: string;
  readonly region: string;
  /** Account of the provider. */
  readonly accountId: string;
  /** ARNs of principals that the stack itself admits; nothing else may add or remove them. */
  readonly stackPrincipals: readonly string[];
  /** Topic that asks people about connections; absent when there is none. */
  readonly requestsTopicArn?: string;
  /**
   * The gate of the stack, for the commands. Nothing of it is secret. Absent where the stack has not published one that
   * this version knows: then nobody's entitlement is known to the commands.
   */
  readonly gate?: PublishedGate;
}
