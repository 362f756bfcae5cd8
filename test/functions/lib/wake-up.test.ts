import { expect } from "chai";
import fc from "fast-check";
import { readWakeUp } from "../../../functions/lib/wake-up";
import { record, TOPIC } from "../support/samples";

const UNKNOWN = 'The event is neither a batch of SQS messages nor that of the schedule, {"source":"schedule"}.';

describe("what wakes the function", () => {
  it("is the schedule, without messages", () => {
    expect(readWakeUp({ source: "schedule" }, TOPIC)).to.deep.equal({ by: "schedule", notifications: [], poison: [] });
  });

  it("is a batch of messages, of which poison is told by the id that SQS gave it", () => {
    const event = { Records: [record("1", "vpce-12345678"), { ...record("2", ""), body: "x" }, record("3", "")] };
    expect(readWakeUp(event, TOPIC)).to.deep.equal({
      by: "messages",
      notifications: [
        { messageId: "sns-1", endpointIds: ["vpce-12345678"] },
        { messageId: "sns-3", endpointIds: [] },
      ],
      poison: [{ queueId: "2", problem: "its body is not JSON" }],
    });
  });

  it("is nothing else", () => {
    for (const event of [
      undefined,
      null,
      {},
      { source: "aws.events" },
      { Records: [{ eventSource: "aws:sns" }] },
      [],
    ]) {
      expect(() => readWakeUp(event, TOPIC)).to.throw(Error, UNKNOWN);
    }
  });

  it("is refused with the same plain error, whatever it is", () => {
    fc.assert(
      fc.property(fc.anything(), (event) => {
        expect(() => readWakeUp(event, TOPIC)).to.throw(Error, UNKNOWN);
      }),
    );
  });

  it("leaves no message out", () => {
    const bodies = fc.array(fc.oneof(fc.constant(undefined), fc.string()));
    fc.assert(
      fc.property(bodies, (all) => {
        const Records = all.map((body, index) => {
          const good = record(`${index}`, "");
          return body === undefined ? good : { ...good, body };
        });
        const { notifications, poison } = readWakeUp({ Records }, TOPIC);
        expect(notifications.length).to.equal(all.filter((body) => body === undefined).length);
        expect(poison.map(({ queueId }) => queueId)).to.deep.equal(
          all.flatMap((body, index) => (body === undefined ? [] : [`${index}`])),
        );
      }),
    );
  });
});
