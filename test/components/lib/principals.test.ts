import { expect } from "chai";
import fc from "fast-check";
import { checkPrincipals, parsePrincipal, principalArn } from "../../../components/lib/principals";
import { sentence } from "../../../components/lib/problem";

const CAUTIOUS = { acceptanceRequired: true, allowAnyPrincipal: false };
const FORMS =
  "use a 12-digit account id in quotes, arn:aws:iam::<account>:root, or the ARN of a role or user without a path";

function messages(principals: string[], terms = CAUTIOUS): string[] {
  return checkPrincipals(terms)(principals, "access.allowedPrincipals").map(sentence);
}

describe("principals", () => {
  it("accepts account ids, and ARNs of roots, roles and users in every partition", () => {
    const accepted = [
      "123456789012",
      "arn:aws:iam::210987654321:root",
      "arn:aws-cn:iam::111111111111:role/Consumer",
      "arn:aws-us-gov:iam::222222222222:user/first.last@example.com",
    ];
    expect(messages(accepted)).to.deep.equal([]);
  });

  it("refuses a role ARN with a path, and says why", () => {
    expect(messages(["arn:aws:iam::123456789012:role/service/Consumer"])).to.deep.equal([
      'access.allowedPrincipals[0]: "arn:aws:iam::123456789012:role/service/Consumer" has a path, which endpoint services do not support; allow a role without a path, or the whole account with "123456789012".',
    ]);
  });

  it("names the role behind a session", () => {
    expect(messages(["arn:aws:sts::123456789012:assumed-role/Consumer/jane"])).to.deep.equal([
      'access.allowedPrincipals[0]: "arn:aws:sts::123456789012:assumed-role/Consumer/jane" is the session of a role, not a principal that a service admits; name the role itself: arn:aws:iam::123456789012:role/Consumer.',
    ]);
  });

  it("counts the digits of a malformed account id", () => {
    expect(messages(["12345678901"])).to.deep.equal([
      `access.allowedPrincipals[0]: "12345678901" is not an account id: it has 11 digits instead of 12; ${FORMS}.`,
    ]);
  });

  for (const malformed of [
    "",
    "arn:aws:iam::12345:root",
    "arn:aws:iam::123456789012:group/Admins",
    "arn:aws:iam::123456789012:role/",
    "arn:aws:s3:::bucket",
    " 123456789012",
  ]) {
    it(`refuses ${JSON.stringify(malformed)}`, () => {
      expect(messages([malformed])).to.deep.equal([
        `access.allowedPrincipals[0]: ${JSON.stringify(malformed)} is not an account id or the ARN of an IAM root, role or user; ${FORMS}.`,
      ]);
    });
  }

  it("refuses a name that IAM does not allow", () => {
    expect(messages(["arn:aws:iam::123456789012:user/a b"])).to.deep.equal([
      `access.allowedPrincipals[0]: "arn:aws:iam::123456789012:user/a b" does not end in the name of a user; ${FORMS}.`,
    ]);
  });

  it("refuses the same principal twice, also as account id and root ARN", () => {
    expect(messages(["123456789012", "210987654321", "arn:aws:iam::123456789012:root", "210987654321"])).to.deep.equal([
      'access.allowedPrincipals[2]: "arn:aws:iam::123456789012:root" is the same principal as access.allowedPrincipals[0]; list it once.',
      'access.allowedPrincipals[3]: "210987654321" is the same principal as access.allowedPrincipals[1]; list it once.',
    ]);
  });

  it("refuses * unless acceptance is required and any principal allowed", () => {
    expect(messages(["*"])).to.deep.equal([
      'access.allowedPrincipals[0]: "*" lets every AWS account request a connection; name the principals, or set allowAnyPrincipal to true as well.',
    ]);
    expect(messages(["*"], { acceptanceRequired: false, allowAnyPrincipal: true })).to.deep.equal([
      'access.allowedPrincipals[0]: "*" lets every AWS account connect without anyone\'s decision; name the principals, or set both acceptanceRequired and allowAnyPrincipal to true.',
    ]);
    expect(messages(["*"], { acceptanceRequired: true, allowAnyPrincipal: true })).to.deep.equal([]);
    expect(messages(["*", "*"], { acceptanceRequired: true, allowAnyPrincipal: true })).to.have.lengthOf(1);
  });

  it("reports every wrong principal at its place", () => {
    const paths = checkPrincipals(CAUTIOUS)(["1", "123456789012", "*"], "allowedPrincipals").map((p) => p.path);
    expect(paths).to.deep.equal(["allowedPrincipals[0]", "allowedPrincipals[2]"]);
  });

  it("turns an account id into its root in the partition, and leaves ARNs as they are", () => {
    expect(principalArn(parsePrincipal("123456789012"), "aws-cn")).to.equal("arn:aws-cn:iam::123456789012:root");
    expect(principalArn(parsePrincipal("arn:aws:iam::123456789012:role/App"), "aws-cn")).to.equal(
      "arn:aws:iam::123456789012:role/App",
    );
    expect(principalArn(parsePrincipal("*"), "aws")).to.equal("*");
  });

  it("keys a principal by account, kind and name", () => {
    const keys = ["*", "123456789012", "arn:aws:iam::123456789012:role/App", "arn:aws:iam::123456789012:user/App"];
    expect(keys.map((value) => parsePrincipal(value).key)).to.deep.equal([
      "any",
      "123456789012",
      "123456789012-role-App",
      "123456789012-user-App",
    ]);
    expect(() => parsePrincipal("nobody")).to.throw(`nobody is not a principal: ${FORMS}.`);
  });

  it("gives principals that differ different keys", () => {
    const account = fc.stringMatching(/^\d{12}$/);
    const name = fc.stringMatching(/^[\w+=,.@-]{1,64}$/);
    const principal = fc.oneof(
      account,
      fc.tuple(account, fc.constantFrom("role", "user"), name).map(([a, kind, n]) => `arn:aws:iam::${a}:${kind}/${n}`),
    );
    fc.assert(
      fc.property(fc.uniqueArray(principal, { minLength: 2, maxLength: 8 }), (principals) => {
        expect(messages(principals)).to.deep.equal([]);
        expect(new Set(principals.map((value) => parsePrincipal(value).key)).size).to.equal(principals.length);
      }),
    );
  });
});
