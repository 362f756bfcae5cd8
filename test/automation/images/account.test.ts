import { expect } from "chai";
import { accountOf } from "../../../automation/images/account";
import type { ImageClients } from "../../../automation/images/clients";

/** Clients that only say whose they are. */
function clientsOf(accounts: Readonly<Record<string, string>>) {
  return (profile = ""): ImageClients => ({
    caller: async () => ({ accountId: accounts[profile] ?? "", arn: "" }),
    ec2: () => Promise.reject(new Error("EC2 was asked.")),
    autoScaling: () => Promise.reject(new Error("Auto Scaling was asked.")),
  });
}

describe("the account of a promotion", () => {
  const home = { region: "us-east-1", stacks: [] };
  const ohio = { region: "us-east-2", stacks: [], profile: "ohio" };

  it("is the one that all profiles lead to", async () => {
    const accounts = { "": "123456789012", ohio: "123456789012" };
    expect(await accountOf([home, ohio], clientsOf(accounts))).to.equal("123456789012");
  });

  it("is refused to be two, as a copy stays in its account", async () => {
    const accounts = { "": "123456789012", ohio: "210987654321" };
    const error = await accountOf([home, ohio], clientsOf(accounts)).catch((one: Error) => one.message);
    expect(error).to.equal(
      "us-east-1 belongs to account 123456789012, and us-east-2 to 210987654321, by aws:profile of their stacks; images are promoted inside one account: pick the stacks of one.",
    );
  });
});
