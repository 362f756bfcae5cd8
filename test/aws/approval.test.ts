import { expect } from "chai";
import { ACME, GLOBEX, INITECH } from "./support/clients";
import { admit, admittedTo, connectFrom, disconnect, rootOf, statesOf } from "./support/connect";
import { changeConsumer } from "./support/consumers";
import { emulator } from "./support/emulator";
import { auditOf } from "./support/items";
import { takeEnvelopes } from "./support/queues";
import { useWorlds } from "./support/world";

describe("connections, decided by the registry", () => {
  const { world } = useWorlds();

  it("admits the account of a consumer and accepts its connection when AWS tells of it", async () => {
    const { service, registry, fn } = await world({ consumers: [{ name: "acme", account: ACME }] });
    expect(await fn.schedule()).to.have.property("error", undefined);
    expect(await admittedTo(service)).to.deep.equal([rootOf(ACME)]);
    const endpointId = await connectFrom(ACME, service);
    await fn.drain();
    expect(await statesOf(service)).to.deep.equal({ [endpointId]: "available" });
    const [entry, ...others] = await auditOf(registry, endpointId);
    expect(others).to.deep.equal([]);
    expect(entry).to.include({ action: "accept", reason: "entitled", account: ACME, consumer: "acme", revision: 1 });
    expect(entry?.messageId).to.match(/^[0-9a-f-]{36}$/);
  });

  it("leaves a connection of an account that nobody knows, and asks people once, with both commands", async () => {
    const { service, approval, registry, fn } = await world({ service: { stackPrincipals: [rootOf(GLOBEX)] } });
    await admit(service, GLOBEX);
    const endpointId = await connectFrom(GLOBEX, service);
    await fn.drain();
    await fn.schedule();
    await fn.schedule();
    expect(await statesOf(service)).to.deep.equal({ [endpointId]: "pendingAcceptance" });
    expect(await admittedTo(service)).to.deep.equal([rootOf(GLOBEX)]);
    const asked = await takeEnvelopes(approval.requests);
    expect(asked).to.have.lengthOf(1);
    for (const part of [
      GLOBEX,
      endpointId,
      "us-east-1",
      `privatelink connections accept ${endpointId}`,
      `privatelink connections reject ${endpointId}`,
    ]) {
      expect(asked[0]?.Message).to.include(part);
    }
    expect(await auditOf(registry, endpointId)).to.have.lengthOf(1);
  });

  for (const [what, changes, reason] of [
    ["suspended", { status: "suspended" }, "suspended"],
    ["ended", { status: "ended" }, "ended"],
    ["past its dates", { validUntil: "2020-01-01", validFrom: "2019-01-01" }, "expired"],
  ] as const) {
    it(`cuts the connections of a consumer that is ${what}, pending ones too, and only then its principal`, async () => {
      const { control } = await emulator();
      const { service, registry, fn } = await world({
        consumers: [
          { name: "acme", account: ACME },
          { name: "globex", account: GLOBEX },
        ],
      });
      await fn.schedule();
      const established = await connectFrom(ACME, service);
      const other = await connectFrom(GLOBEX, service);
      await fn.schedule();
      const pending = await connectFrom(ACME, service);
      await changeConsumer(registry, ACME, changes);
      await control.forgetCalls();
      await fn.schedule();
      expect(await statesOf(service)).to.deep.equal({
        [established]: "rejected",
        [pending]: "rejected",
        [other]: "available",
      });
      expect(await admittedTo(service)).to.deep.equal([rootOf(GLOBEX)]);
      const changing = (await control.sequence()).filter((action) => /^ec2:(Accept|Reject|Modify)/.test(action));
      expect(changing).to.deep.equal(["ec2:RejectVpcEndpointConnections", "ec2:ModifyVpcEndpointServicePermissions"]);
      for (const id of [established, pending]) {
        expect((await auditOf(registry, id)).at(-1)).to.include({
          reason,
          account: ACME,
          consumer: "acme",
          revision: 2,
        });
      }
    });
  }

  it("leaves what is over the limit, and accepts it when a connection before it is gone", async () => {
    const { service, fn } = await world({ consumers: [{ name: "acme", account: ACME, maxConnections: 1 }] });
    await fn.schedule();
    const first = await connectFrom(ACME, service);
    await fn.schedule();
    const second = await connectFrom(ACME, service);
    await fn.schedule();
    expect(await statesOf(service)).to.deep.equal({ [first]: "available", [second]: "pendingAcceptance" });
    await disconnect(ACME, first);
    await fn.drain();
    expect(await statesOf(service)).to.deep.equal({ [second]: "available" });
  });

  it("decides by the Region of the endpoint where the service is open to several", async () => {
    const { service, fn } = await world({
      service: { supportedRegions: ["us-west-2"] },
      consumers: [
        { name: "acme", account: ACME, regions: ["us-west-2"] },
        { name: "initech", account: INITECH, regions: ["us-east-1"] },
      ],
    });
    await fn.schedule();
    const allowed = await connectFrom(ACME, service, "us-west-2");
    const elsewhere = await connectFrom(INITECH, service, "us-west-2");
    await fn.drain();
    expect(await statesOf(service)).to.deep.equal({ [allowed]: "available", [elsewhere]: "pendingAcceptance" });
  });

  it("never admits everybody, and takes away a principal that nobody has asked for", async () => {
    const { service, fn } = await world({ consumers: [{ name: "acme", account: ACME }] });
    await admit(service, "*", INITECH);
    await fn.schedule();
    expect(await admittedTo(service)).to.deep.equal([rootOf(ACME)]);
  });

  it("writes nothing when there is nothing to do", async () => {
    const { control } = await emulator();
    const { service, fn } = await world({ consumers: [{ name: "acme", account: ACME }] });
    await fn.schedule();
    await connectFrom(ACME, service);
    await fn.drain();
    await control.forgetCalls();
    const { error } = await fn.schedule();
    expect(error).to.equal(undefined);
    expect(await control.calls()).to.deep.equal({
      "dynamodb:Query": 3,
      "ec2:DescribeVpcEndpointConnections": 1,
      "ec2:DescribeVpcEndpointServicePermissions": 1,
    });
  });
});
