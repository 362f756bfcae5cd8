import {
  AcceptVpcEndpointConnectionsCommand,
  type EC2Client,
  ModifyVpcEndpointServicePermissionsCommand,
  paginateDescribeVpcEndpointConnections,
  paginateDescribeVpcEndpointServicePermissions,
  RejectVpcEndpointConnectionsCommand,
  type UnsuccessfulItem,
  type VpcEndpointConnection,
} from "@aws-sdk/client-ec2";
import { inBatches } from "../lib/batches";
import type { Connection } from "../lib/connection";
import type { Refusal, ServiceApi } from "../lib/ports";
import { changePrincipals } from "./principal-changes";

/** The most that AWS returns in one page. */
const PAGE_SIZE = 1000;

/** AWS documents no limit of endpoints in one call; this many ids stay far below the limit of a request's size. */
const ENDPOINTS_PER_CALL = 100;

export interface Ec2ServiceApiOptions {
  /** Client in the Region of the service. */
  readonly client: EC2Client;
  readonly serviceId: string;
}

/** One endpoint service, as the EC2 API knows it. */
export class Ec2ServiceApi implements ServiceApi {
  readonly #client: EC2Client;
  readonly #serviceId: string;

  constructor({ client, serviceId }: Ec2ServiceApiOptions) {
    this.#client = client;
    this.#serviceId = serviceId;
  }

  async connections(): Promise<readonly Connection[]> {
    const home = await this.#client.config.region();
    const pages = paginateDescribeVpcEndpointConnections(
      { client: this.#client, pageSize: PAGE_SIZE },
      { Filters: [{ Name: "service-id", Values: [this.#serviceId] }] },
    );
    // A connection that changes while pages are read can be on two of them; the later one is the newer.
    const byEndpoint = new Map<string, Connection>();
    for await (const { VpcEndpointConnections = [] } of pages) {
      for (const described of VpcEndpointConnections) {
        const connection = this.#connection(described, home);
        byEndpoint.set(connection.endpointId, connection);
      }
    }
    return [...byEndpoint.values()];
  }

  async accept(endpointIds: readonly string[]): Promise<readonly Refusal[]> {
    return this.#inBatches(endpointIds, (VpcEndpointIds) =>
      this.#client.send(new AcceptVpcEndpointConnectionsCommand({ ServiceId: this.#serviceId, VpcEndpointIds })),
    );
  }

  async reject(endpointIds: readonly string[]): Promise<readonly Refusal[]> {
    return this.#inBatches(endpointIds, (VpcEndpointIds) =>
      this.#client.send(new RejectVpcEndpointConnectionsCommand({ ServiceId: this.#serviceId, VpcEndpointIds })),
    );
  }

  async principals(): Promise<readonly string[]> {
    const pages = paginateDescribeVpcEndpointServicePermissions(
      { client: this.#client, pageSize: PAGE_SIZE },
      { ServiceId: this.#serviceId },
    );
    const principals = new Set<string>();
    for await (const { AllowedPrincipals = [] } of pages) {
      for (const { Principal } of AllowedPrincipals) {
        if (Principal !== undefined) principals.add(Principal);
      }
    }
    return [...principals];
  }

  async changePrincipals(change: { readonly add: readonly string[]; readonly remove: readonly string[] }) {
    await changePrincipals(change, async (one) => {
      await this.#client.send(
        new ModifyVpcEndpointServicePermissionsCommand({
          ServiceId: this.#serviceId,
          ...(one.add.length > 0 && { AddAllowedPrincipals: [...one.add] }),
          ...(one.remove.length > 0 && { RemoveAllowedPrincipals: [...one.remove] }),
        }),
      );
    });
  }

  async #inBatches(
    endpointIds: readonly string[],
    call: (batch: string[]) => Promise<{ Unsuccessful?: UnsuccessfulItem[] }>,
  ): Promise<readonly Refusal[]> {
    const refusals: Refusal[] = [];
    for (const batch of inBatches(endpointIds, ENDPOINTS_PER_CALL)) {
      const { Unsuccessful = [] } = await call([...batch]);
      refusals.push(...Unsuccessful.map((item) => this.#refusal(item)));
    }
    return refusals;
  }

  #connection(described: VpcEndpointConnection, home: string): Connection {
    const { VpcEndpointId, VpcEndpointOwner, VpcEndpointState, CreationTimestamp, VpcEndpointRegion } = described;
    if (!VpcEndpointId || !VpcEndpointOwner || !VpcEndpointState || CreationTimestamp === undefined) {
      const missing = Object.entries({ VpcEndpointId, VpcEndpointOwner, VpcEndpointState, CreationTimestamp })
        .filter(([, value]) => !value)
        .map(([field]) => field);
      const which = VpcEndpointId ? `the connection of ${VpcEndpointId}` : "a connection";
      throw new Error(`EC2 described ${which} to ${this.#serviceId} without ${missing.join(" and ")}.`);
    }
    return {
      endpointId: VpcEndpointId,
      account: VpcEndpointOwner,
      state: VpcEndpointState,
      region: VpcEndpointRegion || home,
      createdAt: CreationTimestamp.toISOString(),
    };
  }

  #refusal({ ResourceId, Error: error }: UnsuccessfulItem): Refusal {
    if (ResourceId === undefined) {
      throw new Error(`EC2 refused a connection to ${this.#serviceId} without saying which: ${error?.Message}`);
    }
    return { endpointId: ResourceId, code: error?.Code ?? "Unknown", message: error?.Message ?? "AWS gave no reason." };
  }
}
