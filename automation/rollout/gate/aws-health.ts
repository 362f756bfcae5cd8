import { AwsClients } from "../../aws/clients";
import type { StackSubject } from "../../stacks/place";
import type { GateSettings } from "../plan";
import type { HealthFinding, HealthSource } from "./health";

/** The health of stacks as AWS tells it, asked in the Region and with the credentials of each stack. */
export class AwsHealth implements HealthSource {
  readonly #make: (profile?: string) => AwsClients;
  readonly #clients = new Map<string | undefined, AwsClients>();

  /** @param make clients for a named profile, or for the usual chain of the SDK where there is none */
  constructor(make: (profile?: string) => AwsClients = (profile) => new AwsClients(profile)) {
    this.#make = make;
  }

  async look(subject: StackSubject, gate: GateSettings, signal: AbortSignal): Promise<readonly HealthFinding[]> {
    // The SDK's clients take long to load, and most commands never ask for health.
    const { Asking } = await import("./ask-aws.js");
    const { lookAtAws } = await import("./look-at-aws.js");
    const asking = new Asking(this.#clientsOf(subject.profile), subject.region, signal);
    return lookAtAws(subject, gate, asking, signal);
  }

  /** Closes the connections to AWS. */
  close(): void {
    for (const clients of this.#clients.values()) clients.close();
    this.#clients.clear();
  }

  #clientsOf(profile: string | undefined): AwsClients {
    const clients = this.#clients.get(profile) ?? this.#make(profile);
    this.#clients.set(profile, clients);
    return clients;
  }
}
