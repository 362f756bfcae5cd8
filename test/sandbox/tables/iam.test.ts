import { expect } from "chai";
import { T } from "../../../sandbox/tokens";
import { policy, TestAccount } from "../account";

const trust = policy({ Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" });

describe("IAM in the sandbox", () => {
  it("keeps a role while a profile or a policy is attached to it", () => {
    const account = new TestAccount();
    const role = account.make(T.Role, "fleet", { assumeRolePolicy: trust });
    expect(role.arn).to.equal(`arn:aws:iam::123456789012:role/${role.id}`);
    expect(role.uniqueId).to.match(/^AROA[A-Z0-9]{17}$/);
    const profile = account.make(T.InstanceProfile, "fleet", { role: role.id });
    const attached = account.make(T.RolePolicyAttachment, "ssm", {
      role: role.id,
      policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
    });
    expect(account.deleteRefusal(T.Role, role.id)).to.equal(
      "DeleteConflict: Cannot delete entity, must remove roles from instance profile first.",
    );
    account.deleteRefusal(T.InstanceProfile, profile.id);
    expect(account.deleteRefusal(T.Role, role.id)).to.equal(
      "DeleteConflict: Cannot delete entity, must detach all policies first.",
    );
    account.deleteRefusal(T.RolePolicyAttachment, attached.id);
    expect(account.deleteRefusal(T.Role, role.id)).to.equal(undefined);
  });

  it("has one role of a name in all Regions, with a path between slashes", () => {
    const account = new TestAccount();
    const made = account.make(T.Role, "a", { assumeRolePolicy: trust, name: "fleet", path: "/orders/" });
    expect(made.arn).to.equal("arn:aws:iam::123456789012:role/orders/fleet");
    expect(account.in("eu-west-1").refusals(T.Role, "b", { assumeRolePolicy: trust, name: "fleet" })).to.deep.equal([
      "name: EntityAlreadyExists: Role with name fleet already exists.",
    ]);
    expect(account.refusals(T.Role, "c", { assumeRolePolicy: trust, path: "orders" })).to.deep.equal([
      'path: "orders" must begin and end with a slash',
    ]);
  });

  it("gives policies to roles that exist, in the form that fits", () => {
    const account = new TestAccount();
    account.make(T.Role, "a", { assumeRolePolicy: trust, name: "fleet" });
    const rights = policy({ Action: "s3:GetObject", Resource: "*" });
    expect(account.refusals(T.RolePolicy, "d", { role: "none", policy: rights })).to.deep.equal([
      "role: NoSuchEntity: The role with name none cannot be found.",
    ]);
    expect(account.refusals(T.RolePolicy, "e", { role: "fleet", policy: trust })).to.deep.equal([
      "policy: MalformedPolicyDocument: Policy document should not specify a principal.",
    ]);
    expect(account.refusals(T.Role, "f", { assumeRolePolicy: rights })).to.deep.equal([
      "assumeRolePolicy: MalformedPolicyDocument: Policy statement action out of service scope! (s3:GetObject)",
    ]);
    expect(account.refusals(T.RolePolicy, "g", { role: "fleet", policy: rights })).to.deep.equal([]);
  });
});
