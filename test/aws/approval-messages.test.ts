import { expect } from "chai";
import { ACME } from "./support/clients";
import { connectFrom, disconnect, statesOf } from "./support/connect";
import { auditOf } from "./support/items";
import { depthOf, receive, send, takeAll } from "./support/queues";
import { useWorlds } from "./support/world";

const consumers = [{ name: "acme", account: ACME }];

describe("messages that wake the function", () => {
  const { world } = useWorlds();

  it("change nothing when they come twice, late or in another order", async () => {
    const { service, approval, registry, fn } = await world({ consumers });
    await fn.schedule();
    const first = await connectFrom(ACME, service);
    const second = await connectFrom(ACME, service);
    const copies = (await takeAll(approval.queue)).map(({ Body }) => Body);
    expect(copies).to.have.lengthOf(2);
    for (const body of [...copies, ...copies].reverse()) await send(approval.queue, body);
    await fn.drain();
    await disconnect(ACME, first);
    // News of a connection that is gone by now, after the news of its end.
    for (const body of copies) await send(approval.queue, body);
    await fn.drain();
    expect(await statesOf(service)).to.deep.equal({ [second]: "available" });
    expect((await auditOf(registry, first)).map(({ action }) => action)).to.deep.equal(["accept"]);
    expect((await auditOf(registry, second)).map(({ action }) => action)).to.deep.equal(["accept"]);
  });

  it("are not needed: the schedule finds a connection whose message was lost", async () => {
    const { service, approval, registry, fn } = await world({ consumers });
    await fn.schedule();
    const endpointId = await connectFrom(ACME, service);
    await takeAll(approval.queue);
    await fn.schedule();
    expect(await statesOf(service)).to.deep.equal({ [endpointId]: "available" });
    expect((await auditOf(registry, endpointId))[0]).to.not.have.property("messageId");
  });

  it("go to the dead letters after their retries when they make no sense, and stop no others", async () => {
    const { service, approval, fn } = await world({ consumers, maxReceiveCount: 3 });
    await fn.schedule();
    await send(approval.queue, "not a message of the topic");
    const endpointId = await connectFrom(ACME, service);
    const [first] = await fn.drain();
    expect(first?.error).to.equal(undefined);
    expect(await statesOf(service)).to.deep.equal({ [endpointId]: "available" });
    const dead = await receive(approval.deadLetters);
    expect(dead.map(({ Body }) => Body)).to.deep.equal(["not a message of the topic"]);
    expect(await depthOf(approval.queue)).to.equal(0);
  });

  it("of another topic go to the dead letters too", async () => {
    const { approval, fn } = await world({ consumers, maxReceiveCount: 1 });
    const foreign = {
      Type: "Notification",
      MessageId: "1",
      TopicArn: `${approval.service.requestsTopicArn}`,
      Message: "{}",
    };
    await send(approval.queue, JSON.stringify(foreign));
    await fn.drain();
    expect(await depthOf(approval.deadLetters)).to.equal(1);
  });
});
