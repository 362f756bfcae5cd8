import type { EntitlementGate } from "../../functions/lib/entitlement";
import type { ConsumerRegistry, DecisionRegistry, Notifier, ServiceApi } from "../../functions/lib/ports";
import type { PublishedService } from "../../functions/lib/published-service";

/** Options that all commands about the registry have; `registryOptions` of `../commands/registry-options` adds them. */
export interface RegistryOptions {
  /** ARN of the table. */
  readonly registry?: string;
  /** Stacks of the project to look for the registry in; all where it is empty or absent. */
  readonly stack?: readonly string[];
  readonly json?: boolean;
  /** Does not ask. */
  readonly yes?: boolean;
}

/** The registry as a command works with it, by the operator's own credentials. */
export interface RegistryContext {
  readonly registry: ConsumerRegistry & DecisionRegistry;
  /** ARN of the table in the Region of its owner, where all commands write. */
  readonly tableArn: string;
  /** Where the ARN was given, for example `--registry`. */
  readonly tableSource?: string;
  readonly ownerRegion: string;
  /** Account of the provider. */
  readonly accountId: string;
  /** ARN of who runs the command, for the audit. */
  readonly actor: string;
  /** The calls about one service, in its Region; a client for each Region is made once. */
  serviceApi(service: PublishedService): ServiceApi;
  /** The gate of a service, asked with the operator's credentials. Where the gate is not known, nobody is entitled. */
  gate(service: PublishedService): EntitlementGate;
  /** Tells people by the topic of the service; of a service without a topic, nobody. */
  notifier(service: PublishedService): Notifier;
  readonly clock: () => Date;
  /** Closes what was opened. */
  close(): void;
}
