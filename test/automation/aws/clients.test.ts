import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { mockClient } from "aws-sdk-client-mock";
import { expect } from "chai";
import { ClientsByIdentity } from "../../../automation/aws/by-identity";
import { AwsClients } from "../../../automation/aws/clients";
import { Refused } from "../../../automation/terminal/refused";

const ROLE = "arn:aws:iam::444455556666:role/deploy";

describe("clients of AWS", () => {
  const sts = mockClient(STSClient);

  beforeEach(() => {
    sts.reset();
    sts.on(AssumeRoleCommand).resolves({
      Credentials: {
        AccessKeyId: "ASIA",
        SecretAccessKey: "secret",
        SessionToken: "token",
        Expiration: new Date(Date.now() + 3_600_000),
      },
    });
    sts.on(GetCallerIdentityCommand).resolves({ Account: "444455556666", Arn: `${ROLE}/session` });
  });
  after(() => sts.restore());

  const sessions = () =>
    Promise.all(sts.commandCalls(AssumeRoleCommand).map(({ thisValue }) => (thisValue as STSClient).config.region()));

  it("share one session of a role in a Region, and ask the STS of each Region for its own", async () => {
    const clients = new AwsClients({ assumeRoles: [{ roleArn: ROLE }] });
    const made = [await clients.ec2("eu-west-1"), await clients.s3("eu-west-1"), await clients.ec2("us-east-2")];
    const keys = await Promise.all(made.map(async ({ config }) => (await config.credentials()).accessKeyId));
    expect(keys).to.deep.equal(["ASIA", "ASIA", "ASIA"]);
    expect(await sessions()).to.deep.equal(["eu-west-1", "us-east-2"]);
    clients.close();
  });

  it("ask the STS of one Region where the stack names it", async () => {
    const clients = new AwsClients({ assumeRoles: [{ roleArn: ROLE }], stsRegion: "us-east-1" });
    for (const region of ["eu-west-1", "us-east-2"]) await (await clients.ec2(region)).config.credentials();
    expect(await sessions()).to.deep.equal(["us-east-1"]);
    clients.close();
  });

  it("assume no role before the first call", async () => {
    const clients = new AwsClients({ assumeRoles: [{ roleArn: ROLE }] });
    await clients.ec2("eu-west-1");
    expect(await sessions()).to.deep.equal([]);
    expect((await clients.caller("eu-west-1")).accountId).to.equal("444455556666");
    clients.close();
  });

  it("have the profile of an identity without roles, and assume nothing", async () => {
    const clients = new AwsClients({ profile: "ci" });
    const { config } = await clients.ec2("eu-west-1");
    expect([config.profile, await sessions()]).to.deep.equal(["ci", []]);
    clients.close();
  });

  it("refuse an identity that cannot be used, before AWS is asked", async () => {
    const clients = new AwsClients({ problems: ["aws:profile: is encrypted.", "aws:assumeRoles: is no list."] });
    const error = await clients.caller("eu-west-1").catch((one: unknown) => one);
    expect(error).to.be.instanceOf(Refused);
    expect((error as Refused).message).to.equal("aws:profile: is encrypted.\naws:assumeRoles: is no list.");
    expect(sts.calls()).to.have.length(0);
  });

  it("are made once for each identity", () => {
    const made: unknown[] = [];
    const byIdentity = new ClientsByIdentity((identity) => {
      made.push(identity);
      return new AwsClients(identity);
    });
    const first = byIdentity.of({ profile: "ci", assumeRoles: [{ roleArn: ROLE }] });
    expect(byIdentity.of({ assumeRoles: [{ roleArn: ROLE }], profile: "ci" })).to.equal(first);
    expect(byIdentity.of()).to.equal(byIdentity.of({}));
    expect(byIdentity.of({ profile: "ci" })).to.not.equal(first);
    expect(made).to.deep.equal([{ profile: "ci", assumeRoles: [{ roleArn: ROLE }] }, undefined, { profile: "ci" }]);
    byIdentity.close();
  });
});
