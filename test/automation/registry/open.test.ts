import { DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";
import { EC2Client } from "@aws-sdk/client-ec2";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { mockClient } from "aws-sdk-client-mock";
import { expect } from "chai";
import type { RegistryOptions } from "../../../automation/registry/context";
import { openRegistry } from "../../../automation/registry/open";
import { withRegistry } from "../../../automation/registry/run";
import { Refused } from "../../../automation/terminal/refused";
import { awsError, FakeContext, FakeService } from "../support/fake-context";
import { FakeTerminal } from "../support/terminal";

const TABLE = "arn:aws:dynamodb:us-east-2:111122223333:table/registry";
const OLGA = "arn:aws:iam::111122223333:user/olga";
const HOST = { root: "/nowhere" };

describe("openRegistry", () => {
  const sts = mockClient(STSClient);
  const dynamo = mockClient(DynamoDBClient);
  const ec2 = mockClient(EC2Client);
  beforeEach(() => {
    for (const mock of [sts, dynamo, ec2]) mock.reset();
    sts.on(GetCallerIdentityCommand).resolves({ Account: "111122223333", Arn: OLGA });
    dynamo.on(QueryCommand).resolves({ Items: [] });
  });
  after(() => {
    for (const mock of [sts, dynamo, ec2]) mock.restore();
  });

  it("works in the table's Region, in the name of the caller", async () => {
    const context = await openRegistry({ registry: TABLE }, HOST, {});
    expect(await context.registry.contents()).to.deep.equal({ consumers: [], unreadable: [] });
    const { tableArn, tableSource, ownerRegion, accountId, actor } = context;
    expect({ tableArn, tableSource, ownerRegion, accountId, actor }).to.deep.equal({
      tableArn: TABLE,
      tableSource: "--registry",
      ownerRegion: "us-east-2",
      accountId: "111122223333",
      actor: OLGA,
    });
    const regions = [sts, dynamo].map((mock) => mock.call(0).thisValue as STSClient | DynamoDBClient);
    expect(await Promise.all(regions.map((client) => client.config.region()))).to.deep.equal([
      "us-east-2",
      "us-east-2",
    ]);
    expect(dynamo.commandCalls(QueryCommand)[0]?.args[0].input.TableName).to.equal("registry");
    context.close();
  });

  it("asks each service in its own Region, and makes one client for each", async () => {
    ec2.onAnyCommand().resolves({ VpcEndpointConnections: [] });
    const context = await openRegistry({ registry: TABLE }, HOST, {});
    for (const service of [
      new FakeService("us-east-1"),
      new FakeService("eu-west-1"),
      new FakeService("us-east-1", "billing"),
    ]) {
      expect(await context.serviceApi(service.service).connections()).to.deep.equal([]);
    }
    const clients = ec2.calls().map(({ thisValue }) => thisValue as EC2Client);
    const regions = await Promise.all(clients.map((client) => client.config.region()));
    expect(regions).to.deep.equal(["us-east-1", "eu-west-1", "us-east-1"]);
    expect(new Set(clients).size).to.equal(2);
    context.close();
  });

  it("refuses credentials of another account, with both ids", async () => {
    sts
      .on(GetCallerIdentityCommand)
      .resolves({ Account: "444455556666", Arn: "arn:aws:sts::444455556666:assumed-role/admin/olga" });
    const refused = await openRegistry({ registry: TABLE }, HOST, {}).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(Refused);
    expect([(refused as Refused).message, (refused as Refused).exitCode]).to.deep.equal([
      "The credentials are of account 444455556666 (arn:aws:sts::444455556666:assumed-role/admin/olga), but the registry " +
        "is in account 111122223333: use credentials of the provider's account 111122223333.",
      1,
    ]);
    expect(dynamo.calls()).to.have.length(0);
  });
});

describe("withRegistry", () => {
  async function ended(error: Error, options: RegistryOptions = {}) {
    const terminal = new FakeTerminal();
    const code = await withRegistry(
      HOST,
      options,
      terminal,
      async () => 0,
      () => Promise.reject(error),
    );
    return { code, ...terminal.printed };
  }

  it("tells an error of AWS in a sentence, and ends with 1", async () => {
    expect(await ended(awsError("ExpiredToken", "expired"))).to.deep.equal({
      code: 1,
      stdout: "",
      stderr:
        "The AWS credentials have expired: get new ones, for example by aws sso login, and run the command again.\n",
    });
  });

  it("names a table that is not there, and where its ARN came from", async () => {
    const terminal = new FakeTerminal();
    const context = Object.assign(new FakeContext([]), { tableSource: "Output registry.ownerArn of stack us-east-1" });
    const gone = awsError("ResourceNotFoundException", "Requested resource not found");
    const code = await withRegistry(
      HOST,
      {},
      terminal,
      () => Promise.reject(gone),
      async () => context,
    );
    expect({ code, ...terminal.printed }).to.deep.equal({
      code: 1,
      stdout: "",
      stderr:
        "There is no table arn:aws:dynamodb:us-east-1:111122223333:table/registry, which output registry.ownerArn of stack us-east-1 names: check its account, Region and name.\n",
    });
  });

  it("ends with the exit code of a refusal", async () => {
    expect(await ended(new Refused("Say which.", 2))).to.deep.equal({ code: 2, stdout: "", stderr: "Say which.\n" });
  });

  it("throws a fault of the command", async () => {
    const fault = new TypeError("x");
    expect(await ended(fault).catch((error: unknown) => error)).to.equal(fault);
  });
});
