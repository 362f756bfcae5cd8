import { expect } from "chai";
import { approvalCode } from "../../../functions/approval-code";
import { type AwsAnswers, type AwsServer, awsServer } from "../support/aws-server";
import { invoke } from "../support/invoke";
import { record, SERVICE, SETTINGS } from "../support/samples";

const PENDING = `<item>
  <serviceId>${SERVICE.serviceId}</serviceId>
  <vpcEndpointId>vpce-0aaaaaaaaaaaaaaa1</vpcEndpointId>
  <vpcEndpointOwner>333333333333</vpcEndpointOwner>
  <vpcEndpointState>pendingAcceptance</vpcEndpointState>
  <creationTimestamp>2026-05-01T10:00:00.000Z</creationTimestamp>
</item>`;

const REFUSED = `<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>You are not authorized.</Message></Error></Errors></Response>`;

/** An account in which nobody is registered; other actions than those of a quiet run are refused. */
const quiet: AwsAnswers = (action) => {
  switch (action) {
    case "DynamoDB_20120810.Query":
      return { body: JSON.stringify({ Items: [], Count: 0 }) };
    case "DescribeVpcEndpointConnections":
      return {
        body: "<DescribeVpcEndpointConnectionsResponse><vpcEndpointConnectionSet/></DescribeVpcEndpointConnectionsResponse>",
      };
    case "DescribeVpcEndpointServicePermissions":
      return {
        body: "<DescribeVpcEndpointServicePermissionsResponse><allowedPrincipals/></DescribeVpcEndpointServicePermissionsResponse>",
      };
    default:
      return { status: 403, body: REFUSED };
  }
};

describe("the function as it is deployed", function () {
  this.timeout(60_000);
  let server: AwsServer | undefined;

  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  async function run(answers: AwsAnswers, events: readonly unknown[], settings: unknown = SETTINGS) {
    server = await awsServer(answers);
    return invoke(approvalCode(), events, {
      SETTINGS: JSON.stringify(settings),
      AWS_ENDPOINT_URL: server.url,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "key",
      AWS_SECRET_ACCESS_KEY: "secret",
    });
  }

  it("loads no AWS SDK before it is invoked", async () => {
    const { loadedByImport, loadedAtEnd } = await run(quiet, [{ source: "schedule" }]);
    expect(loadedByImport).to.equal(0);
    expect(loadedAtEnd).to.be.above(0);
  });

  it("makes no call too many in a quiet run, and no write", async () => {
    await run(quiet, [{ source: "schedule" }]);
    expect([...(server?.actions ?? [])].sort()).to.deep.equal([
      "DescribeVpcEndpointConnections",
      "DescribeVpcEndpointServicePermissions",
      "DynamoDB_20120810.Query",
      "DynamoDB_20120810.Query",
      "DynamoDB_20120810.Query",
    ]);
  });

  it("writes one document of metrics and one summary for each run, past the console that Lambda has patched", async () => {
    const events = [{ source: "schedule" }, { Records: [record("1", ""), { ...record("2", ""), body: "x" }] }];
    const { results, lines } = await run(quiet, events);
    expect(results).to.deep.equal([{}, { answer: { batchItemFailures: [{ itemIdentifier: "2" }] } }]);
    const metrics = lines.filter((line) => "_aws" in line);
    expect(metrics.length).to.equal(2);
    const { _aws, ...values } = metrics[0] ?? {};
    expect(values).to.deep.equal({
      Service: "order-processor",
      ServiceId: SERVICE.serviceId,
      Runs: 1,
      Errors: 0,
      Accepted: 0,
      Rejected: 0,
      UnreadableEntries: 0,
      Pending: 0,
      OldestPendingSeconds: 0,
      UnknownAccounts: 0,
    });
    const { CloudWatchMetrics } = _aws as { CloudWatchMetrics: unknown };
    const count = (Name: string) => ({ Name, Unit: "Count" });
    expect(CloudWatchMetrics).to.deep.equal([
      {
        Namespace: "SaasPrivateLink",
        Dimensions: [["Service", "ServiceId"]],
        Metrics: [
          ...["Runs", "Errors", "Accepted", "Rejected", "UnreadableEntries", "Pending"].map(count),
          { Name: "OldestPendingSeconds", Unit: "Seconds" },
          count("UnknownAccounts"),
        ],
      },
    ]);
    const told = lines.filter((line) => !("_aws" in line));
    expect(told.map(({ level, message, service, requestId }) => [level, message, service, requestId])).to.deep.equal([
      ["INFO", "Run done", "order-processor", "request-1"],
      ["INFO", "Run done", "order-processor", "request-1"],
      ["ERROR", "A message in the queue is not a notification of the topic", "order-processor", "request-1"],
    ]);
    expect(told[0]).to.include({ by: "schedule", connections: 0 });
    expect(told[1]).to.include({ by: "messages", messages: 1 });
  });

  it("fails with all that failed, and says so in its metrics", async () => {
    const answers: AwsAnswers = (action, body) =>
      action === "DescribeVpcEndpointServicePermissions" ? { status: 403, body: REFUSED } : quiet(action, body);
    const { results, lines } = await run(answers, [{ Records: [record("1", "")] }]);
    const message = [
      `One step of the run for order-processor (${SERVICE.serviceId}) failed:`,
      "- The principals could not be read: You are not authorized.",
    ].join("\n");
    expect(results).to.deep.equal([{ error: { name: "RunFailed", message } }]);
    expect(lines.find((line) => "_aws" in line)).to.include({ Runs: 1, Errors: 1 });
    expect(lines.find((line) => line.message === "Run failed")).to.include({ level: "ERROR", error: message });
  });

  it("counts no run when it cannot read the registry", async () => {
    const body = JSON.stringify({ __type: "com.amazon.coral.service#AccessDeniedException", message: "no" });
    const answers: AwsAnswers = (action, given) =>
      action.startsWith("DynamoDB") ? { status: 400, body } : quiet(action, given);
    const { results, lines } = await run(answers, [{ source: "schedule" }]);
    expect(results[0]?.error?.name).to.equal("RunFailed");
    expect(lines.find((line) => "_aws" in line)).to.include({ Runs: 0, Errors: 3 });
  });

  it("asks people about an endpoint of an unknown account, and keeps the question", async () => {
    const { requestsTopicArn, ...service } = SERVICE;
    const answers: AwsAnswers = (action, body) =>
      action === "DescribeVpcEndpointConnections"
        ? {
            body: `<DescribeVpcEndpointConnectionsResponse><vpcEndpointConnectionSet>${PENDING}</vpcEndpointConnectionSet></DescribeVpcEndpointConnectionsResponse>`,
          }
        : action === "Publish"
          ? { body: "<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>" }
          : action.startsWith("DynamoDB_20120810.")
            ? { body: "{}" }
            : quiet(action, body);
    const event = { Records: [record("1", '{"endpoint":"vpce-0aaaaaaaaaaaaaaa1"}')] };
    const { results, lines } = await run(answers, [event], { ...SETTINGS, service: { ...service, requestsTopicArn } });
    expect(results).to.deep.equal([{ answer: { batchItemFailures: [] } }]);
    expect(server?.actions.filter((action) => action === "Publish").length).to.equal(1);
    expect(lines.find((line) => "_aws" in line)).to.include({ Pending: 1, UnknownAccounts: 1, Accepted: 0 });
  });

  it("says what is wrong with its settings", async () => {
    const { results } = await run(quiet, [{ source: "schedule" }], { ...SETTINGS, warningDays: "14" });
    expect(results).to.deep.equal([
      {
        error: {
          name: "Error",
          message:
            'The environment variable SETTINGS is not what the function understands:\n- warningDays: "14" is not a whole number; write it without quotes.',
        },
      },
    ]);
  });
});
