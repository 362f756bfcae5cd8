import { expect } from "chai";
import { type AwsIdentity, identityClause, identityKey, withIdentity } from "../../../automation/aws/identity";
import { awsError } from "../support/fake-context";

const FIRST = "arn:aws:iam::111122223333:role/ci";
const SECOND = "arn:aws:iam::444455556666:role/deploy";

describe("the identity of a stack", () => {
  it("has a key of its own for all that leads to other credentials", () => {
    const identities: AwsIdentity[] = [
      {},
      { profile: "ci" },
      { profile: FIRST },
      { assumeRoles: [{ roleArn: FIRST }] },
      { assumeRoles: [{ roleArn: FIRST, externalId: "one" }] },
      { assumeRoles: [{ roleArn: FIRST, externalId: "two" }] },
      { assumeRoles: [{ roleArn: FIRST, tags: { externalId: "one" } }] },
      { assumeRoles: [{ roleArn: FIRST }, { roleArn: SECOND }] },
      { assumeRoles: [{ roleArn: SECOND }, { roleArn: FIRST }] },
      { profile: "ci", assumeRoles: [{ roleArn: FIRST }] },
      { assumeRoles: [{ roleArn: FIRST }], stsRegion: "us-east-1" },
      { problems: ["aws:profile: is encrypted."] },
    ];
    expect(new Set(identities.map(identityKey)).size).to.equal(identities.length);
  });

  it("has the same key in whatever order it is written, and whatever the commands do not take", () => {
    const one = { profile: "ci", assumeRoles: [{ roleArn: FIRST, tags: { team: "a", stage: "b" } }] };
    const other = {
      assumeRoles: [{ tags: { stage: "b", team: "a" }, externalId: undefined, roleArn: FIRST }],
      profile: "ci",
      notTaken: ["aws:token"],
    } as AwsIdentity;
    expect(identityKey(one)).to.equal(identityKey(other));
  });

  it("is told by its profile and its roles in their order, and without external ids", () => {
    expect(identityClause(undefined)).to.equal(undefined);
    expect(identityClause({ profile: "ci" })).to.equal('aws:profile of the stack is "ci"');
    expect(
      identityClause({
        profile: "ci",
        assumeRoles: [{ roleArn: FIRST, externalId: "never-told" }, { roleArn: SECOND }],
      }),
    ).to.equal(`aws:profile of the stack is "ci", and aws:assumeRoles of the stack is ${FIRST}, then ${SECOND}`);
  });

  it("says what the commands do not take of a stack, and what to do", () => {
    expect(identityClause({ notTaken: ["aws:accessKey", "aws:secretKey"] })).to.equal(
      "the commands do not take aws:accessKey and aws:secretKey of the stack: give them its credentials by the environment",
    );
  });

  it("is told with an error about credentials, and not with any other one", () => {
    const identity = { assumeRoles: [{ roleArn: FIRST }] };
    expect(withIdentity("AWS denies it.", awsError("AccessDenied", "denied"), identity)).to.equal(
      `AWS denies it; aws:assumeRoles of the stack is ${FIRST}.`,
    );
    expect(withIdentity("AWS denies it.", awsError("AccessDenied", "denied"), undefined)).to.equal("AWS denies it.");
    expect(withIdentity("Slow down.", awsError("Throttling", "slow"), identity)).to.equal("Slow down.");
  });
});
