import { DeleteVpcEndpointServiceConfigurationsCommand } from "@aws-sdk/client-ec2";
import { expect } from "chai";
import { systemClock } from "../../automation/clock";
import { drain } from "../../automation/regions/drain";
import { guardDestroy, liveConnections, serviceApiOf } from "../../automation/stacks/live-connections";
import type { StackSubject } from "../../automation/stacks/place";
import type { PublishedService } from "../../functions/lib/published-service";
import { ACME, clientsOf, GLOBEX, PROVIDER } from "./support/clients";
import { admit, admittedTo, connectFrom, rootOf, statesOf } from "./support/connect";
import { emulator, useEmulator } from "./support/emulator";
import { publishService } from "./support/publish";

const REGION = "us-east-2";

describe("a service under connections", () => {
  useEmulator();
  let service: PublishedService;
  let subject: StackSubject;
  const clients = {
    ec2: async (region: string) => (await clientsOf(PROVIDER, region)).ec2,
    caller: async () => ({ accountId: PROVIDER, arn: rootOf(PROVIDER) }),
  };

  beforeEach(async () => {
    service = await publishService({ region: REGION });
    subject = { stack: "ohio", region: REGION, outputs: { serviceId: service.serviceId, accountId: PROVIDER } };
    await admit(service, ACME, GLOBEX);
  });
  afterEach(async () => (await emulator()).control.endFaults());

  /** What AWS says of a deletion; empty where it deleted the service. */
  async function deletion(): Promise<string[]> {
    const command = new DeleteVpcEndpointServiceConfigurationsCommand({ ServiceIds: [service.serviceId] });
    const { Unsuccessful = [] } = await (await clients.ec2(REGION)).send(command);
    return Unsuccessful.map(({ Error: error }) => error?.Code ?? "");
  }

  async function drained() {
    const api = await serviceApiOf(subject, clients);
    if (api === undefined) throw new Error("The stack has a service.");
    const { signal } = new AbortController();
    const waiting = { graceMinutes: 0, timeoutMinutes: 1, clock: { ...systemClock, sleep: async () => {} } };
    return drain({ api, outputs: subject.outputs, ...waiting, signal, tell: () => {} });
  }

  it("is not deleted by AWS, and is drained until it is", async () => {
    const api = await serviceApiOf(subject, clients);
    const accepted = await connectFrom(ACME, service);
    const pending = await connectFrom(GLOBEX, service);
    await api?.accept([accepted]);
    const live = await liveConnections(subject, clients);
    expect(live.map(({ endpointId, account }) => `${endpointId} ${account}`)).to.have.members([
      `${accepted} ${ACME}`,
      `${pending} ${GLOBEX}`,
    ]);
    const [reason] = await guardDestroy([subject], { clientsOf: () => clients });
    expect(reason).to.match(/^ohio: 2 connections are live: /);
    expect(await deletion()).to.deep.equal(["ExistingVpcEndpointConnections"]);

    const { principals, rejected } = await drained();
    expect(principals).to.have.members([rootOf(ACME), rootOf(GLOBEX)]);
    expect(rejected).to.have.members([accepted, pending]);
    expect(await statesOf(service)).to.deep.equal({ [accepted]: "rejected", [pending]: "rejected" });
    expect(await admittedTo(service)).to.deep.equal([]);
    expect(await guardDestroy([subject], { clientsOf: () => clients })).to.deep.equal([]);
    expect(await deletion()).to.deep.equal([]);
    // A destroy that failed at something else after it can be gone on with.
    expect(await serviceApiOf(subject, clients)).to.equal(undefined);
  });

  it("is drained once: the second time there is nothing to do", async () => {
    await connectFrom(ACME, service);
    expect((await drained()).rejected).to.have.length(1);
    expect(await drained()).to.deep.equal({ principals: [], rejected: [] });
  });
});
