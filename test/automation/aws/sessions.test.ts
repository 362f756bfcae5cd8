import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { mockClient } from "aws-sdk-client-mock";
import { expect } from "chai";
import { awsErrorText } from "../../../automation/aws/errors";
import { renewed, type Session, sessionOf } from "../../../automation/aws/sessions";
import { awsError } from "../support/fake-context";

const CI = "arn:aws:iam::111122223333:role/ci";
const DEPLOY = "arn:aws:iam::444455556666:role/deploy";
const NOON = Date.UTC(2027, 0, 1, 12);
const MINUTE = 60_000;

function session(name: string, minutes = 60): Session {
  return {
    accessKeyId: name,
    secretAccessKey: `secret of ${name}`,
    sessionToken: `token of ${name}`,
    expiration: new Date(NOON + minutes * MINUTE),
  };
}

describe("the session of a role", () => {
  const sts = mockClient(STSClient);
  let now = NOON;
  const source = { region: "eu-west-1", profile: "base" };

  beforeEach(() => {
    sts.reset();
    now = NOON;
    sts.on(AssumeRoleCommand).callsFake(({ RoleArn }) => {
      const { expiration: Expiration, ...of } = session(RoleArn);
      return {
        Credentials: {
          AccessKeyId: of.accessKeyId,
          SecretAccessKey: of.secretAccessKey,
          SessionToken: of.sessionToken,
          Expiration,
        },
      };
    });
  });
  after(() => sts.restore());

  const inputs = () => sts.commandCalls(AssumeRoleCommand).map(({ args: [{ input }] }) => input);
  /** Access keys that the calls were made with. */
  const callers = () =>
    Promise.all(
      sts.commandCalls(AssumeRoleCommand).map(async ({ thisValue }) => {
        const { credentials, region, profile } = (thisValue as STSClient).config;
        const by = profile ?? (await credentials()).accessKeyId;
        return `${by} in ${await region()}`;
      }),
    );

  it("is assumed with all that the stack says of the role", async () => {
    const role = {
      roleArn: DEPLOY,
      externalId: "partner:7",
      sessionName: "rollout",
      durationSeconds: 1800,
      policy: "{}",
      policyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
      sourceIdentity: "ana",
      tags: { stage: "prod" },
      transitiveTagKeys: ["stage"],
    };
    expect(await sessionOf([role], source, () => now)()).to.deep.equal(session(DEPLOY));
    expect(inputs()).to.deep.equal([
      {
        RoleArn: DEPLOY,
        RoleSessionName: "rollout",
        ExternalId: "partner:7",
        DurationSeconds: 1800,
        Policy: "{}",
        PolicyArns: [{ arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }],
        SourceIdentity: "ana",
        Tags: [{ Key: "stage", Value: "prod" }],
        TransitiveTagKeys: ["stage"],
      },
    ]);
  });

  it("is called privatelink where the stack does not name it", async () => {
    await sessionOf([{ roleArn: DEPLOY }], source, () => now)();
    expect(inputs().map(({ RoleSessionName }) => RoleSessionName)).to.deep.equal(["privatelink"]);
  });

  it("is that of the last role, each assumed with the session before, and the first one with the profile", async () => {
    const provider = sessionOf([{ roleArn: CI }, { roleArn: DEPLOY }], source, () => now);
    expect((await provider()).accessKeyId).to.equal(DEPLOY);
    expect(inputs().map(({ RoleArn }) => RoleArn)).to.deep.equal([CI, DEPLOY]);
    expect(await callers()).to.deep.equal(["base in eu-west-1", `${CI} in eu-west-1`]);
  });

  it("is asked for once, however many wait for it", async () => {
    const provider = sessionOf([{ roleArn: CI }, { roleArn: DEPLOY }], source, () => now);
    await Promise.all([provider(), provider(), provider()]);
    await provider();
    expect(inputs()).to.have.length(2);
  });

  it("is a new one five minutes before the end of the last one, and not sooner", async () => {
    const provider = sessionOf([{ roleArn: DEPLOY }], source, () => now);
    await provider();
    now = NOON + 55 * MINUTE - 1;
    await provider();
    expect(inputs()).to.have.length(1);
    now += 1;
    await Promise.all([provider(), provider()]);
    expect(inputs()).to.have.length(2);
  });

  it("is asked for again after a failure, which only those are told who waited for it", async () => {
    const answers = [Promise.reject(new Error("not now")), Promise.resolve(session("second"))];
    for (const answer of answers) answer.catch(() => undefined);
    const provider = renewed(
      () => answers.shift() ?? Promise.reject(new Error("asked too often")),
      () => now,
    );
    const told = await Promise.all([provider(), provider()].map((one) => one.catch((error: Error) => error.message)));
    expect(told).to.deep.equal(["not now", "not now"]);
    expect((await provider()).accessKeyId).to.equal("second");
  });

  it("names the role that AWS refuses, and the one that it does not take", async () => {
    const refusal = (of: readonly [{ roleArn: string }, ...{ roleArn: string }[]]) =>
      sessionOf(of, source, () => now)().catch((error: unknown) => awsErrorText(error, {}));
    sts
      .on(AssumeRoleCommand, { RoleArn: DEPLOY })
      .rejects(
        awsError(
          "AccessDenied",
          `User: arn:aws:sts::1:x is not authorized to perform: sts:AssumeRole on resource: ${DEPLOY}`,
        ),
      );
    expect(await refusal([{ roleArn: CI }, { roleArn: DEPLOY }])).to.equal(
      `AWS denies sts:AssumeRole on ${DEPLOY} to arn:aws:sts::1:x: use credentials that may do it, or have it allowed.`,
    );
    sts
      .on(AssumeRoleCommand, { RoleArn: CI })
      .rejects(awsError("ValidationError", "DurationSeconds exceeds the limit."));
    expect(await refusal([{ roleArn: CI }, { roleArn: DEPLOY }])).to.equal(
      `AWS: ValidationError: DurationSeconds exceeds the limit (to assume ${CI}).`,
    );
  });

  it("is not made of half an answer", async () => {
    sts.on(AssumeRoleCommand).resolves({
      Credentials: { AccessKeyId: "a", SecretAccessKey: "b", SessionToken: undefined, Expiration: undefined },
    });
    const error = await sessionOf([{ roleArn: DEPLOY }], source, () => now)().catch((one: Error) => one.message);
    expect(error).to.equal(`STS gave no credentials of ${DEPLOY}.`);
  });
});
