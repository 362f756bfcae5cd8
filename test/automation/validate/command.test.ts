import { expect } from "chai";
import { Command, CommanderError } from "commander";
import { registerValidate } from "../../../automation/commands/validate";
import { SERVICE } from "./support/facts";

/** What is said of a command line that is not understood; nothing is run. */
async function refusal(...args: string[]): Promise<string> {
  let said = "";
  const program = new Command("privatelink").exitOverride().configureOutput({ writeErr: (text) => (said += text) });
  registerValidate(program);
  const [command] = program.commands;
  command?.exitOverride().configureOutput({ writeErr: (text) => (said += text) });
  try {
    await program.parseAsync(["validate", ...args], { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) return said.split("\n")[0] ?? "";
    throw error;
  }
  throw new Error("It was understood.");
}

describe("the command line of privatelink validate", () => {
  it("needs a service, and ports where there is no hand-off", async () => {
    expect(await refusal()).to.equal("error: say which service with --handoff or --service-name.");
    expect(await refusal("--service-name", SERVICE)).to.equal(
      "error: --service-name needs --port: without a hand-off nobody says which ports there are.",
    );
    expect(await refusal("--service-name", SERVICE, "--handoff", "h.json")).to.match(/cannot be used with option/);
    expect(await refusal("--handoff", "h.json", "--probe", "--probe-result", "r.json")).to.match(
      /cannot be used with option/,
    );
  });

  const wrong: readonly (readonly [string, string, RegExp])[] = [
    [
      "--service-name",
      "com.amazonaws.us-east-1.s3",
      /is not the name of an endpoint service; use the provider's serviceName/,
    ],
    ["--endpoint", "vpc-0123456789abcdef0", /is not the id of a VPC endpoint/],
    ["--vpc", "vpce-0123456789abcdef0", /is not the id of a VPC/],
    ["--region", "us-est-1", /is not a commercial AWS Region/],
    ["--port", "0", /Give a whole number from 1 to 65535\./],
    ["--port", "65536", /Give a whole number from 1 to 65535\./],
    ["--name", "Api.example.com", /has capital letters; write it as api\.example\.com/],
    ["--tls-name", "api", /is not a fully qualified DNS name/],
    ["--http-path", "health", /Give a path that begins with \//],
    ["--client-cidr", "10.0.0.0/33", /Give a block such as 10\.0\.0\.0\/16, or an address\./],
    ["--client-sg", "group", /is not the id of a security group/],
    ["--dns-server", "ns.example.com", /Give the address of a name server/],
    ["--dns-server", "127.0.0.1:99999", /Give the address of a name server/],
    ["--timeout", "61", /Give a whole number from 1 to 60\./],
  ];
  for (const [option, value, message] of wrong) {
    it(`refuses ${option} ${value}`, async () => {
      expect(await refusal(option, value)).to.match(message);
    });
  }
});
