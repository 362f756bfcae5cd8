import { AwsClients } from "./clients";
import { type AwsIdentity, identityKey } from "./identity";

/** Clients of AWS, one set for each identity, made when they are first asked for. */
export class ClientsByIdentity {
  readonly #make: (identity?: AwsIdentity) => AwsClients;
  readonly #clients = new Map<string, AwsClients>();

  /** @param make clients of an identity, or of the usual chain of credentials where there is none */
  constructor(make: (identity?: AwsIdentity) => AwsClients = (identity) => new AwsClients(identity)) {
    this.#make = make;
  }

  /** The clients of an identity; those of the usual chain of credentials without one. */
  readonly of = (identity?: AwsIdentity): AwsClients => {
    const key = identityKey(identity ?? {});
    const clients = this.#clients.get(key) ?? this.#make(identity);
    this.#clients.set(key, clients);
    return clients;
  };

  /** Closes the connections; a call that is under way fails. */
  close(): void {
    for (const clients of this.#clients.values()) clients.close();
    this.#clients.clear();
  }
}
