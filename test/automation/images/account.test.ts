import { expect } from "chai";
import type { AwsIdentity } from "../../../automation/aws/identity";
import { accountOf } from "../../../automation/images/account";
import type { ImageClients } from "../../../automation/images/clients";
import { byRegion, ImageKind, type ImageRegion } from "../../../automation/images/stacks";

/** Clients that only say whose they are. */
function clientsOf(accounts: Readonly<Record<string, string>>) {
  return (identity?: AwsIdentity): ImageClients => ({
    caller: async () => ({ accountId: accounts[identity?.assumeRoles?.[0]?.roleArn ?? ""] ?? "", arn: "" }),
    ec2: () => Promise.reject(new Error("EC2 was asked.")),
    autoScaling: () => Promise.reject(new Error("Auto Scaling was asked.")),
  });
}

describe("the account of a promotion", () => {
  const role = "arn:aws:iam::210987654321:role/deploy";
  const identity = { assumeRoles: [{ roleArn: role }] };
  const stack = { file: "", kind: ImageKind.Id, instanceTypes: [] };
  const usual = { ...stack, stack: "virginia", region: "us-east-1" };
  const further = { ...stack, stack: "ohio", region: "us-east-2", identity };
  const [home, ohio] = byRegion([usual, further]) as [ImageRegion, ImageRegion];

  it("is the one that all credentials lead to", async () => {
    const accounts = { "": "123456789012", [role]: "123456789012" };
    expect(await accountOf([home, ohio], clientsOf(accounts))).to.equal("123456789012");
  });

  it("is refused to be two, as a copy stays in its account", async () => {
    const accounts = { "": "123456789012", [role]: "210987654321" };
    const error = await accountOf([home, ohio], clientsOf(accounts)).catch((one: Error) => one.message);
    expect(error).to.equal(
      "virginia belongs to account 123456789012, and ohio to 210987654321, by aws:profile and aws:assumeRoles of the stacks; images are promoted inside one account: pick the stacks of one.",
    );
  });

  it("is refused to be two inside one Region", async () => {
    const accounts = { "": "123456789012", [role]: "210987654321" };
    const both = byRegion([usual, { ...further, region: "us-east-1" }, { ...usual, stack: "second" }]);
    const error = await accountOf(both, clientsOf(accounts)).catch((one: Error) => one.message);
    expect(error).to.match(/^virginia and second belong to account 123456789012, and ohio to 210987654321, /);
  });
});
