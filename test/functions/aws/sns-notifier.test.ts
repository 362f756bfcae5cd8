import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { mockClient } from "aws-sdk-client-mock";
import { expect } from "chai";
import { SnsNotifier } from "../../../functions/aws/sns-notifier";
import { CONNECTION, consumer, SERVICE } from "../support/samples";

const EXPLANATION = "No consumer in the registry has the account 333333333333; a person decides.";
const REQUEST = { service: SERVICE, connection: CONNECTION, ageSeconds: 7500, explanation: EXPLANATION };

describe("what people and programs are told", () => {
  const snsClient = new SNSClient({ region: "us-east-1" });
  const eventClient = new EventBridgeClient({ region: "us-east-1" });
  const sns = mockClient(snsClient);
  const events = mockClient(eventClient);

  function notifier(service = SERVICE) {
    return new SnsNotifier({ service, sns: async () => snsClient, eventBridge: async () => eventClient });
  }

  function published() {
    const [call] = sns.commandCalls(PublishCommand);
    if (call === undefined) throw new Error("Nothing was published.");
    const { Message = "", ...rest } = call.args[0].input;
    const message: Record<string, string> = JSON.parse(Message);
    return { rest, message, chat: JSON.parse(message.https ?? "") };
  }

  beforeEach(() => {
    sns.reset();
    events.reset();
    sns.on(PublishCommand).resolves({ MessageId: "1" });
    events.on(PutEventsCommand).resolves({ FailedEntryCount: 0, Entries: [{ EventId: "1" }] });
  });

  after(() => {
    sns.restore();
    events.restore();
  });

  it("is a request with the facts and the two commands", async () => {
    await notifier().request(REQUEST);
    const { rest, message } = published();
    expect(rest).to.deep.equal({
      TopicArn: "arn:aws:sns:us-east-1:111111111111:requests",
      Subject: "order-processor: account 333333333333 asks to connect",
      MessageStructure: "json",
    });
    expect(Object.keys(message)).to.deep.equal(["default", "email", "https"]);
    expect(message.default).to.equal(message.email);
    expect(message.email).to.equal(
      [
        "order-processor: account 333333333333 asks to connect.",
        EXPLANATION,
        "",
        "Account:     333333333333",
        "Endpoint:    vpce-0aaaaaaaaaaaaaaa1",
        "Region:      us-west-2",
        "Service:     order-processor (vpce-svc-0123456789abcdef0, com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0)",
        "Waiting for: 2 hours",
        "",
        "To register the account as the consumer NAME, with this endpoint only, and accept:",
        "  privatelink connections accept vpce-0aaaaaaaaaaaaaaa1 --consumer NAME",
        "To refuse:",
        "  privatelink connections reject vpce-0aaaaaaaaaaaaaaa1",
        "",
        "The endpoint stays pending until one of them is run.",
      ].join("\n"),
    );
  });

  it("is for chats in the form that chat applications show", async () => {
    await notifier().request(REQUEST);
    expect(published().chat).to.deep.equal({
      version: "1.0",
      source: "custom",
      content: {
        textType: "client-markdown",
        title: "order-processor: account 333333333333 asks to connect",
        description: [
          EXPLANATION,
          "",
          "*Account*: 333333333333",
          "*Endpoint*: vpce-0aaaaaaaaaaaaaaa1",
          "*Region*: us-west-2",
          "*Service*: order-processor (vpce-svc-0123456789abcdef0, com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0)",
          "*Waiting for*: 2 hours",
        ].join("\n"),
        nextSteps: [
          "Accept: `privatelink connections accept vpce-0aaaaaaaaaaaaaaa1 --consumer NAME`",
          "Reject: `privatelink connections reject vpce-0aaaaaaaaaaaaaaa1`",
        ],
      },
      metadata: {
        threadId: "vpce-0aaaaaaaaaaaaaaa1",
        summary: "order-processor: account 333333333333 asks to connect",
      },
    });
  });

  it("has a subject of one line within what SNS takes", async () => {
    await notifier({ ...SERVICE, name: `${"long".repeat(20)}\n` }).request({
      ...REQUEST,
      service: { ...SERVICE, name: `${"long".repeat(20)}\n` },
    });
    const subject = published().rest.Subject ?? "";
    expect(subject.length).to.equal(99);
    expect(subject).to.match(/^(?:long){20} : account 3{6}\.{3}$|^(?:long){20} : account [^\n]+\.{3}$/);
  });

  it("is nothing where the service has no topic", async () => {
    const { requestsTopicArn: _none, ...service } = SERVICE;
    await notifier(service).request({ ...REQUEST, service });
    expect(sns.calls().length).to.equal(0);
  });

  it("fails when SNS does", async () => {
    sns.on(PublishCommand).rejects(new Error("topic is gone"));
    const error = await notifier()
      .request(REQUEST)
      .catch((caught: Error) => caught);
    expect(error).to.be.an("error").with.property("message", "topic is gone");
  });

  it("is that access ends soon, as an event and to people", async () => {
    const ending = consumer({ plan: "gold", contact: "network@acme.example" });
    await notifier().endsSoon(ending, "2026-05-10T00:00:00.000Z");
    const { Entries = [] } = events.commandCalls(PutEventsCommand)[0]?.args[0].input ?? {};
    expect(Entries.map(({ Detail = "", ...rest }) => ({ ...rest, Detail: JSON.parse(Detail) }))).to.deep.equal([
      {
        Source: "saas-privatelink",
        DetailType: "Consumer access ends soon",
        Resources: [SERVICE.serviceArn],
        Detail: {
          consumer: "acme",
          account: "222222222222",
          plan: "gold",
          contact: "network@acme.example",
          validUntil: "2026-05-10T00:00:00.000Z",
        },
      },
    ]);
    const { rest, message, chat } = published();
    expect(rest.Subject).to.equal("The access of acme ends at 2026-05-10T00:00:00.000Z");
    expect(message.email).to.contain("Account 222222222222, contact network@acme.example.");
    expect(message.email).to.contain("  privatelink consumers update acme --valid-until <date>");
    expect(chat.metadata.threadId).to.equal("consumer-222222222222");
  });

  it("fails when EventBridge does not take the event, though its call goes through", async () => {
    events.on(PutEventsCommand).resolves({
      FailedEntryCount: 1,
      Entries: [{ ErrorCode: "InternalFailure", ErrorMessage: "try again" }],
    });
    const error = await notifier()
      .endsSoon(consumer(), "2026-05-10T00:00:00.000Z")
      .catch((caught: Error) => caught);
    expect(error)
      .to.be.an("error")
      .with.property("message", "EventBridge refused the event: InternalFailure try again");
    expect(sns.calls().length).to.equal(0);
  });
});
