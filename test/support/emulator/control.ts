/** A fault that the emulator answers with, until it has happened `times` times. */
export type Fault = { readonly action: string } & (
  | { readonly throttle: true; readonly times: number }
  | { readonly conflict: true; readonly times: number }
  | {
      readonly error: { readonly code: string; readonly message: string; readonly status: number };
      readonly times: number;
    }
  | { readonly unsuccessful: readonly string[]; readonly code: string; readonly message: string }
);

/** So many connections of one account. */
export interface Crowd {
  readonly account: string;
  readonly count: number;
  /** Defaults to `pendingAcceptance`. */
  readonly state?: string;
  /** Region of the endpoints. Defaults to the service's. */
  readonly region?: string;
  /** Instant, ISO 8601 in UTC. Defaults to now. */
  readonly createdAt?: string;
}

/** Health that nobody sets by a call of AWS; see the emulator's extension `health`. */
export type GivenHealth =
  | { readonly targetGroup: string; readonly target: string; readonly state: string; readonly reason?: string }
  | {
      readonly group: string;
      readonly instance: string;
      readonly lifecycle?: string;
      readonly health?: string;
      readonly version?: number;
    }
  | {
      readonly group: string;
      readonly refresh: {
        /** Whether it is what has become of the latest refresh. Defaults to false: a new one. */
        readonly goesOn?: true;
        readonly status: string;
        readonly version: number;
        readonly reason?: string;
        readonly percentage?: number;
      };
    }
  | { readonly service: string; readonly state: string; readonly from?: string };

/** What a test does to the emulator that nobody can do to AWS. */
export class EmulatorControl {
  constructor(private readonly url: string) {}

  /** Actions that were called, for example `ec2:AcceptVpcEndpointConnections`, in their order, since the last `forgetCalls`. */
  sequence(): Promise<readonly string[]> {
    return this.send("calls", "GET");
  }

  /** How often each action was called since the last `forgetCalls`. */
  async calls(): Promise<Readonly<Record<string, number>>> {
    const counts: Record<string, number> = {};
    for (const action of await this.sequence()) counts[action] = (counts[action] ?? 0) + 1;
    return counts;
  }

  async forgetCalls(): Promise<void> {
    await this.send("calls", "DELETE");
  }

  async fault(fault: Fault): Promise<void> {
    await this.send("faults", "POST", fault);
  }

  async endFaults(): Promise<void> {
    await this.send("faults", "DELETE");
  }

  /** Connects endpoints in any number; their ids, crowd by crowd. */
  gather(serviceId: string, groups: readonly Crowd[]): Promise<readonly (readonly string[])[]> {
    return this.send("connections", "POST", { serviceId, groups });
  }

  /** Notifies of a gathered connection, as AWS does of one that its owner made. */
  async notify(serviceId: string, endpointId: string, event: "Connect" | "Delete"): Promise<void> {
    await this.send("connection-events", "POST", { serviceId, endpointId, event });
  }

  async setHealth(health: GivenHealth): Promise<void> {
    await this.send("health", "POST", health);
  }

  private async send<T>(route: string, method: string, body?: object): Promise<T> {
    const response = await fetch(`${this.url}/moto-api/${route}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`The emulator answered ${response.status} to ${method} ${route}.`);
    return (await response.json()) as T;
  }
}
