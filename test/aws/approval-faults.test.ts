import { expect } from "chai";
import { ACME, GLOBEX, INITECH } from "./support/clients";
import { admit, admittedTo, connectFrom, rootOf, statesOf } from "./support/connect";
import { changeConsumer } from "./support/consumers";
import { emulator } from "./support/emulator";
import { auditOf } from "./support/items";
import { depthOf, takeEnvelopes } from "./support/queues";
import { useWorlds } from "./support/world";

const consumers = [
  { name: "acme", account: ACME },
  { name: "globex", account: GLOBEX },
];

describe("AWS on a bad day", () => {
  const { world } = useWorlds();

  it("accepts the rest of a batch of which AWS refuses some, records why, and tries those again", async () => {
    const { control } = await emulator();
    const { service, registry, fn } = await world({ consumers });
    const [[good = "", bad = ""] = []] = await control.gather(service.serviceId, [{ account: ACME, count: 2 }]);
    await control.fault({
      action: "ec2:AcceptVpcEndpointConnections",
      unsuccessful: [bad],
      code: "InvalidState",
      message: "Not now",
    });
    await fn.schedule();
    expect(await statesOf(service)).to.deep.equal({ [good]: "available", [bad]: "pendingAcceptance" });
    const refused = (await auditOf(registry, bad)).filter(({ action }) => action === "accept refused");
    expect(refused).to.have.lengthOf(1);
    expect(JSON.stringify(refused)).to.include("Not now");
    await control.endFaults();
    await fn.schedule();
    expect(await statesOf(service)).to.deep.equal({ [good]: "available", [bad]: "available" });
  });

  it("keeps the principal of a consumer as long as one of its connections could not be cut", async () => {
    const { control } = await emulator();
    const { service, registry, fn } = await world({ consumers });
    await fn.schedule();
    const kept = await connectFrom(ACME, service);
    await fn.schedule();
    await changeConsumer(registry, ACME, { status: "suspended" });
    await control.fault({
      action: "ec2:RejectVpcEndpointConnections",
      unsuccessful: [kept],
      code: "InvalidState",
      message: "Not now",
    });
    await fn.schedule();
    expect(await admittedTo(service)).to.deep.equal([rootOf(ACME), rootOf(GLOBEX)]);
    await control.endFaults();
    await fn.schedule();
    expect(await statesOf(service)).to.deep.equal({ [kept]: "rejected" });
    expect(await admittedTo(service)).to.deep.equal([rootOf(GLOBEX)]);
  });

  for (const action of [
    "ec2:DescribeVpcEndpointConnections",
    "ec2:DescribeVpcEndpointServicePermissions",
    "ec2:AcceptVpcEndpointConnections",
    "ec2:ModifyVpcEndpointServicePermissions",
    "dynamodb:Query",
    "dynamodb:TransactWriteItems",
  ]) {
    it(`waits and tries again when ${action} is throttled`, async () => {
      const { control } = await emulator();
      const { service, registry, fn } = await world({ consumers });
      const [[endpointId = ""] = []] = await control.gather(service.serviceId, [{ account: ACME, count: 1 }]);
      await control.fault({ action, throttle: true, times: 2 });
      const { error } = await fn.schedule();
      expect(error).to.equal(undefined);
      expect(await statesOf(service)).to.deep.equal({ [endpointId]: "available" });
      expect(await admittedTo(service)).to.deep.equal([rootOf(ACME), rootOf(GLOBEX)]);
      expect((await auditOf(registry, endpointId)).map((entry) => entry.action)).to.deep.equal(["accept"]);
    });
  }

  it("writes its intent again when another transaction was at work on the entry", async () => {
    const { control } = await emulator();
    const { service, registry, fn } = await world({ consumers });
    const [[endpointId = ""] = []] = await control.gather(service.serviceId, [{ account: ACME, count: 1 }]);
    await control.fault({ action: "dynamodb:TransactWriteItems", conflict: true, times: 1 });
    const { error } = await fn.schedule();
    expect(error).to.equal(undefined);
    expect(await statesOf(service)).to.deep.equal({ [endpointId]: "available" });
    expect(await auditOf(registry, endpointId)).to.have.lengthOf(1);
  });

  it("does what does not depend on a step that fails, then fails, so that the message comes again", async () => {
    const { control } = await emulator();
    const { service, approval, fn } = await world({ consumers, service: { stackPrincipals: [rootOf(INITECH)] } });
    await fn.schedule();
    await admit(service, INITECH);
    await control.fault({
      action: "sns:Publish",
      error: { code: "KMSDisabled", message: "The key is disabled.", status: 400 },
      times: 1,
    });
    const known = await connectFrom(ACME, service);
    const unknown = await connectFrom(INITECH, service);
    const first = await fn.poll();
    expect(failed(first)).to.equal(true);
    expect(await statesOf(service)).to.deep.equal({ [known]: "available", [unknown]: "pendingAcceptance" });
    expect(await depthOf(approval.queue)).to.be.greaterThan(0);
    await fn.drain();
    expect(await takeEnvelopes(approval.requests)).to.have.lengthOf(1);
    expect(await depthOf(approval.deadLetters)).to.equal(0);
  });
});

/** Whether an invocation leaves messages in the queue: it threw, or named some that failed. */
function failed(invocation: { error?: unknown; result?: unknown } | undefined): boolean {
  const { batchItemFailures = [] } = (invocation?.result ?? {}) as { batchItemFailures?: unknown[] };
  return invocation?.error !== undefined || batchItemFailures.length > 0;
}
