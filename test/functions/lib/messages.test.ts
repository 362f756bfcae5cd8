import { expect } from "chai";
import fc from "fast-check";
import { messagesByEndpoint, readMessage } from "../../../functions/lib/messages";
import { record, TOPIC } from "../support/samples";

const ENDPOINT = "vpce-0aaaaaaaaaaaaaaa1";

function endpointsIn(message: string): readonly string[] {
  const read = readMessage(record("1", message).body, TOPIC);
  if ("poison" in read) throw new Error(read.poison);
  return read.notification.endpointIds;
}

describe("messages in the queue", () => {
  it("are notifications of the topic with the id that SNS gave them", () => {
    expect(readMessage(record("1", `{"VpcEndpointId":"${ENDPOINT}"}`).body, TOPIC)).to.deep.equal({
      notification: { messageId: "sns-1", endpointIds: [ENDPOINT] },
    });
  });

  it("name endpoints anywhere, of the long and the short form, each once", () => {
    const text = `{"a":"${ENDPOINT}","arn":"arn:aws:ec2:us-east-1:1:vpc-endpoint/vpce-12345678","again":"${ENDPOINT}"}`;
    expect(endpointsIn(text)).to.deep.equal([ENDPOINT, "vpce-12345678"]);
  });

  it("name the endpoint of a DNS name, and no service", () => {
    const dns = `${ENDPOINT}-x1y2z3.vpce-svc-0123456789abcdef0.us-east-1.vpce.amazonaws.com`;
    expect(endpointsIn(`${dns} vpce-svc-0123456789abcdef0 xvpce-12345678 vpce-123456789 vpce-1234567`)).to.deep.equal([
      ENDPOINT,
    ]);
  });

  it("may say anything else, since what AWS sends is not documented", () => {
    expect(endpointsIn("")).to.deep.equal([]);
    expect(endpointsIn("Congratulations")).to.deep.equal([]);
  });

  it("of another topic are poison", () => {
    const { body } = record("1", "", { TopicArn: "arn:aws:sns:us-east-1:999999999999:connections" });
    expect(readMessage(body, TOPIC)).to.deep.equal({
      poison: `it comes from the topic arn:aws:sns:us-east-1:999999999999:connections, not from ${TOPIC}`,
    });
  });

  it("that are no notification are poison", () => {
    const { body } = record("1", "", { Type: "SubscriptionConfirmation" });
    expect(readMessage(body, TOPIC)).to.deep.equal({
      poison: "it is not a notification of SNS: Type cannot be read",
    });
    expect(readMessage("{}", TOPIC)).to.deep.equal({
      poison: "it is not a notification of SNS: Type, MessageId, TopicArn, Message cannot be read",
    });
    expect(readMessage("null", TOPIC)).to.deep.equal({
      poison: "it is not a notification of SNS: its body cannot be read",
    });
  });

  it("that are not JSON are poison", () => {
    expect(readMessage("hello", TOPIC)).to.deep.equal({ poison: "its body is not JSON" });
  });

  it("are read without an error, whatever they are", () => {
    const bodies = fc.oneof(
      fc.string(),
      fc.json(),
      fc.object().map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(bodies, (body) => {
        expect(readMessage(body, TOPIC)).to.have.property("poison");
      }),
    );
  });

  it("give every endpoint id in whatever stands around it", () => {
    const hex = fc.stringMatching(/^[0-9a-f]{17}$/);
    const noise = fc.string().filter((text) => !text.includes("vpce-"));
    fc.assert(
      fc.property(fc.array(fc.tuple(noise, hex)), noise, (parts, end) => {
        const message = `${parts.map(([before, id]) => `${before} "vpce-${id}"`).join("")} ${end}`;
        expect(endpointsIn(message)).to.deep.equal([...new Set(parts.map(([, id]) => `vpce-${id}`))]);
      }),
    );
  });

  it("are told apart by endpoint, the first one of each", () => {
    const byEndpoint = messagesByEndpoint([
      { messageId: "a", endpointIds: ["vpce-1", "vpce-2"] },
      { messageId: "b", endpointIds: ["vpce-2", "vpce-3"] },
    ]);
    expect([...byEndpoint]).to.deep.equal([
      ["vpce-1", "a"],
      ["vpce-2", "a"],
      ["vpce-3", "b"],
    ]);
  });
});
