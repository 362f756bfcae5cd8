import { ClientsByIdentity } from "../../aws/by-identity";
import type { AwsClients } from "../../aws/clients";
import type { AwsIdentity } from "../../aws/identity";
import type { StackSubject } from "../../stacks/place";
import type { GateSettings } from "../plan";
import type { HealthFinding, HealthSource } from "./health";

/** The health of stacks as AWS tells it, asked in the Region and with the credentials of each stack. */
export class AwsHealth implements HealthSource {
  readonly #clients: ClientsByIdentity;

  /** @param make clients of an identity, or of the usual chain of the SDK where there is none */
  constructor(make?: (identity?: AwsIdentity) => AwsClients) {
    this.#clients = new ClientsByIdentity(make);
  }

  async look(subject: StackSubject, gate: GateSettings, signal: AbortSignal): Promise<readonly HealthFinding[]> {
    // The SDK's clients take long to load, and most commands never ask for health.
    const { Asking } = await import("./ask-aws.js");
    const { lookAtAws } = await import("./look-at-aws.js");
    const asking = new Asking(this.#clients.of(subject.identity), subject.region, signal);
    return lookAtAws(subject, gate, asking, signal);
  }

  /** Closes the connections to AWS. */
  close(): void {
    this.#clients.close();
  }
}
