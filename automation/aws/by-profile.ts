import { AwsClients } from "./clients";

/** Clients of AWS, one for each named profile of the credentials, made when they are first asked for. */
export class ClientsByProfile {
  readonly #clients = new Map<string | undefined, AwsClients>();

  /** The clients of a profile; those of the usual chain of credentials without one. */
  readonly of = (profile?: string): AwsClients => {
    const clients = this.#clients.get(profile) ?? new AwsClients(profile);
    this.#clients.set(profile, clients);
    return clients;
  };

  /** Closes the connections; a call that is under way fails. */
  close(): void {
    for (const clients of this.#clients.values()) clients.close();
  }
}
