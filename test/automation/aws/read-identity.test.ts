import { expect } from "chai";
import { identityOf } from "../../../automation/aws/read-identity";

const ROLE = "arn:aws:iam::444455556666:role/ci/deploy";
const ENCRYPTED = { secure: "v1:abc:def" };

/** Problems of a stack's `aws:assumeRoles`. */
function problemsOf(roles: unknown): readonly string[] {
  return identityOf({ "aws:assumeRoles": roles })?.problems ?? [];
}

describe("the credentials that a stack's config gives", () => {
  it("are none where it leaves them to the usual chain", () => {
    const settings = {
      "aws:region": "us-east-1",
      "aws:profile": "",
      "aws:assumeRoles": [],
      "aws:stsRegion": "us-east-1",
    };
    expect(identityOf({})).to.equal(undefined);
    expect(identityOf(settings)).to.equal(undefined);
  });

  it("are a profile and roles in their order, as structure or as JSON", () => {
    const written = [
      {
        roleArn: ROLE,
        externalId: "partner:7",
        sessionName: "rollout",
        duration: "1h30m",
        policy: "{}",
        policyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
        sourceIdentity: "ana",
        tags: { stage: "prod" },
        transitiveTagKeys: ["stage"],
      },
      { roleArn: "arn:aws-us-gov:iam::444455556666:role/deploy" },
    ];
    const [{ duration: _, ...first } = { duration: "" }, second] = written;
    const read = {
      profile: "ci",
      stsRegion: "eu-west-1",
      assumeRoles: [{ ...first, durationSeconds: 5400 }, second],
    };
    const others = { "aws:profile": "ci", "aws:stsRegion": "eu-west-1" };
    expect(identityOf({ ...others, "aws:assumeRoles": written })).to.deep.equal(read);
    expect(identityOf({ ...others, "aws:assumeRoles": JSON.stringify(written) })).to.deep.equal(read);
  });

  it("have a profile whose name YAML takes for a number", () => {
    expect(identityOf({ "aws:profile": 42 })).to.deep.equal({ profile: "42" });
  });

  it("are refused with a sentence for each role and key that STS would not take", () => {
    expect(
      problemsOf([
        { roleArn: "deploy", duration: "10m" },
        { roleArn: ROLE, sessionName: "a b", duration: "3600", policyArns: ["ReadOnly"], sourceIdentity: "x" },
        {},
      ]),
    ).to.deep.equal([
      'aws:assumeRoles[0].duration: "10m" is not between 15 minutes and 12 hours; use one such as 1h or 30m.',
      'aws:assumeRoles[0].roleArn: "deploy" is not the ARN of a role; use one such as arn:aws:iam::111122223333:role/deploy.',
      'aws:assumeRoles[1].duration: "3600" is not a duration; use one such as 1h or 30m.',
      'aws:assumeRoles[1].policyArns[0]: "ReadOnly" is not the ARN of an IAM policy; use one such as arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy.',
      'aws:assumeRoles[1].sessionName: "a b" is not a name that STS takes; use 2 to 64 letters, digits and characters of +=,.@_-.',
      'aws:assumeRoles[1].sourceIdentity: "x" is not a name that STS takes; use 2 to 64 letters, digits and characters of +=,.@_-.',
      'aws:assumeRoles[2].roleArn: (missing) is required; add it, for example "arn:aws:iam::111122223333:role/deploy".',
    ]);
  });

  it("are refused as something else than a list of roles", () => {
    const sentence =
      'aws:assumeRoles: "[secret]" is not a list of roles; write one set of keys per role, with its roleArn.';
    for (const written of [{ roleArn: ROLE }, ROLE, `{"roleArn": "${ROLE}"`, [ROLE], true, [[]]]) {
      expect(problemsOf(written)).to.deep.equal([sentence]);
    }
  });

  it("are refused where they are encrypted, with the place and how to store it plain", () => {
    expect(problemsOf([{ roleArn: ROLE, externalId: ENCRYPTED }])).to.deep.equal([
      `aws:assumeRoles[0].externalId: "[secret]" is encrypted, and the commands cannot read it; store it plain by pulumi config set --plaintext --path 'aws:assumeRoles[0].externalId': to AWS, an external id is not a secret.`,
    ]);
    // As readers of whole projects hand them over.
    expect(problemsOf(JSON.stringify([{ roleArn: ROLE, externalId: "[secret]" }]))).to.have.length(1);
    const [whole, ...others] = problemsOf(ENCRYPTED);
    expect(others).to.deep.equal([]);
    expect(whole).to.match(/^aws:assumeRoles: "\[secret\]" is encrypted, /);
    expect(identityOf({ "aws:profile": ENCRYPTED })?.problems).to.deep.equal([
      `aws:profile: "[secret]" is encrypted, and the commands cannot read it; store it plain by pulumi config set --plaintext --path 'aws:profile'.`,
    ]);
  });

  it("show no external id, whatever is wrong with it or its key", () => {
    const wrong = [
      [{ roleArn: ROLE, externalID: "never-told" }],
      [{ roleArn: ROLE, externalId: 31337 }],
      [{ roleArn: ROLE, externalId: "never told" }],
      [{ roleArn: ROLE, externalId: ["never-told"] }],
      [{ roleArn: ROLE, tags: "never-told" }],
      [{ roleArn: ROLE, extra: { externalId: "never-told" } }],
      { roleArn: ROLE, externalId: "never-told" },
    ];
    const told = wrong.flatMap(problemsOf);
    expect(told).to.have.length(wrong.length);
    for (const text of told) expect(text).to.not.match(/never.told|31337/);
    expect(told[0]).to.equal(
      'aws:assumeRoles[0].externalID: "externalID" is an unknown key; write aws:assumeRoles[0].externalId instead.',
    );
  });

  it("have their STS in a Region that there is", () => {
    expect(identityOf({ "aws:profile": "ci", "aws:stsRegion": "eu-west" })?.problems).to.have.length(1);
  });

  it("name what the commands do not take, plain or encrypted", () => {
    expect(identityOf({ "aws:accessKey": "AKIA", "aws:secretKey": ENCRYPTED })).to.deep.equal({
      notTaken: ["aws:accessKey", "aws:secretKey"],
    });
    expect(identityOf({ "aws:assumeRoleWithWebIdentity": { roleArn: ROLE } })).to.deep.equal({
      notTaken: ["aws:assumeRoleWithWebIdentity"],
    });
  });
});
