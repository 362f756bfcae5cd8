import type { RegistryOptions } from "../registry/context";

/** Options that narrow the services down. */
export interface ServiceOptions {
  /** Name of the service, for example `order-processor`. */
  readonly service?: string;
  /** Region of the service. */
  readonly region?: string;
}

/** Options of `privatelink connections list`. */
export interface ListOptions extends RegistryOptions, ServiceOptions {
  /** State, in lowercase. */
  readonly state?: string;
  /** Name of the consumer. */
  readonly consumer?: string;
  /** Only connections of accounts that are in nobody's entry. */
  readonly unknown?: boolean;
  /** Seconds between two rounds; true where the option has no value. */
  readonly watch?: number | true;
}

/** Options of `privatelink connections accept`. */
export interface AcceptOptions extends RegistryOptions {
  /** Name under which an unknown account is registered. */
  readonly consumer?: string;
  readonly reason?: string;
}

/** Options of `privatelink connections reject`. */
export interface RejectOptions extends RegistryOptions {
  readonly reason?: string;
}

/** Options of `privatelink connections reconcile`. */
export interface ReconcileOptions extends RegistryOptions, ServiceOptions {
  readonly dryRun?: boolean;
}
