import { type Connection, ConnectionState, isEstablished, isPending } from "../../../../functions/lib/connection";
import type { Refusal, ServiceApi } from "../../../../functions/lib/ports";
import type { PublishedService } from "../../../../functions/lib/published-service";

export function publishedService(region: string, more: Partial<PublishedService> = {}): PublishedService {
  const serviceId = `vpce-svc-${region}`;
  return {
    name: "order-processor",
    serviceId,
    serviceArn: `arn:aws:ec2:${region}:999900001111:vpc-endpoint-service/${serviceId}`,
    serviceName: `com.amazonaws.vpce.${region}.${serviceId}`,
    region,
    accountId: "999900001111",
    stackPrincipals: [],
    ...more,
  };
}

/** An endpoint service in memory. */
export class MemoryService implements ServiceApi {
  readonly endpoints = new Map<string, Connection>();
  readonly admitted = new Set<string>();
  /** Answers of AWS for endpoints that it does not reject. */
  readonly refusals = new Map<string, Refusal>();
  step: (what: string) => void = () => {};

  constructor(readonly service: PublishedService) {}

  /** An endpoint that exists since a given day. */
  endpoint(endpointId: string, account: string, state = "available", more: Partial<Connection> = {}): this {
    const createdAt = "2026-03-01T00:00:00.000Z";
    this.endpoints.set(endpointId, { endpointId, account, state, region: this.service.region, createdAt, ...more });
    return this;
  }

  connections = () => this.#call("connections", () => [...this.endpoints.values()]);

  accept = (endpointIds: readonly string[]) => this.#call("accept", () => this.#settle(endpointIds, "available"));

  reject = (endpointIds: readonly string[]) =>
    this.#call("reject", () => this.#settle(endpointIds, ConnectionState.Rejected));

  principals = () => this.#call("principals", () => [...this.admitted]);

  changePrincipals = ({ add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] }) =>
    this.#call("changePrincipals", () => {
      for (const principal of add) this.admitted.add(principal);
      for (const principal of remove) this.admitted.delete(principal);
    });

  /** Ids of the connections that wait or carry traffic. */
  live(): string[] {
    const all = [...this.endpoints.values()];
    return all.filter((one) => isPending(one) || isEstablished(one)).map(({ endpointId }) => endpointId);
  }

  #settle(endpointIds: readonly string[], state: string): Refusal[] {
    return endpointIds.flatMap((endpointId) => {
      const refusal = this.refusals.get(endpointId);
      if (refusal !== undefined) return [refusal];
      const endpoint = this.endpoints.get(endpointId);
      if (endpoint === undefined) throw new Error(`There is no endpoint ${endpointId}.`);
      this.endpoints.set(endpointId, { ...endpoint, state });
      return [];
    });
  }

  async #call<T>(what: string, work: () => T): Promise<T> {
    this.step(`before ${what}`);
    const result = work();
    this.step(`after ${what}`);
    return result;
  }
}
