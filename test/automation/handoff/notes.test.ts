import { expect } from "chai";
import { providerNotes } from "../../../automation/handoff/notes";
import type { Connection } from "../../../functions/lib/connection";
import { consumer, FakeContext, FakeService } from "../support/fake-context";
import { outputsWith, PROVIDER, READER, SERVICE } from "./support/documents";

const { handoff } = outputsWith();
const CONNECTIONS = [connection("vpce-1", "available"), connection("vpce-2", "rejected")];

function connection(endpointId: string, state: string, account = READER): Connection {
  return { endpointId, account, state, region: "us-east-1", createdAt: "2026-11-01T00:00:00.000Z" };
}

function notes(maxConnections: number | undefined, connections: readonly Connection[]): Promise<string[]> {
  const fake = new FakeService("us-east-1");
  Object.assign(fake.service, SERVICE);
  fake.connections = [...connections];
  const entry = consumer("acme", READER, maxConnections === undefined ? {} : { maxConnections });
  return providerNotes(entry, handoff, SERVICE, new FakeContext([fake]));
}

describe("what the provider is told beside a package", () => {
  it("is that the registry does not decide about the service, where somebody has to", async () => {
    const [acme, context] = [consumer("acme", READER, {}), new FakeContext([])];
    expect(await providerNotes(acme, handoff, undefined, context)).to.deep.equal([
      `The registry arn:aws:dynamodb:us-east-1:111122223333:table/registry does not know ${SERVICE.serviceName} (order-processor), ` +
        "so it decides about none of its connections, and the package says that a person accepts them. " +
        "If it should decide, give the registry of the service's stack by --registry, or bring the stack up with approval by the registry.",
    ]);
    const open = outputsWith({ acceptanceRequired: false }).handoff;
    expect(await providerNotes(acme, open, undefined, context)).to.deep.equal([]);
  });

  it("is that the consumer has as many connections as it may", async () => {
    expect(await notes(1, CONNECTIONS)).to.deep.equal([
      "acme has 1 connection to order-processor in us-east-1 and may have 1: a further one waits until one ends, " +
        "or until privatelink consumers update acme --max-connections allows more.",
    ]);
  });

  it("is nothing where there is room: no limit, rejected connections, those of others", async () => {
    expect(await notes(undefined, CONNECTIONS)).to.deep.equal([]);
    expect(await notes(2, [...CONNECTIONS, connection("vpce-3", "available", PROVIDER)])).to.deep.equal([]);
  });
});
