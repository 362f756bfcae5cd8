import type { Command } from "commander";
import type { Host } from "../host";
import * as help from "./prove-help";
import { registryOptions } from "./registry-options";
import { termsOptions } from "./terms-options";

const USUAL_MINUTES = "15";

/** Adds `prove` with `sign` and `verify` to the command `consumers`. */
export function registerProve(consumers: Command, host: Host): void {
  const prove = consumers
    .command("prove")
    .description("Have a customer prove which AWS account is theirs.")
    .addHelpText("after", help.PROVE);

  prove
    .command("sign")
    .description("As the customer: sign a proof and print it.")
    .requiredOption("--audience <name>", "name by which the provider wants to be addressed in proofs")
    .option("--region <region>", "Region whose STS is asked; otherwise that of the environment, otherwise us-east-1")
    .option("--valid-minutes <number>", "minutes for which the proof is valid, 1 to 15", USUAL_MINUTES)
    .option("--name <name>", "name by which you would like to be called in the provider's registry")
    .addHelpText("after", help.SIGN)
    .action(async (options) => {
      const { sign } = await import("../proof/sign.js");
      process.exitCode = await sign(options, process);
    });

  const verify = prove
    .command("verify")
    .description("As the provider: have AWS say whose account a proof is of, and register it.")
    .requiredOption("--audience <name>", "name by which this provider is addressed in proofs")
    .option("--file <file>", "file with the proof; otherwise stdin")
    .option("--register <name>", "name under which to add the account as a consumer; otherwise nobody is added")
    .option("--account <id>", "account that the proof has to be of; otherwise any");
  registryOptions(termsOptions(verify), { asks: true })
    .addHelpText("after", help.VERIFY)
    .action(async (options) => {
      const [{ inSession }, { verify }] = await Promise.all([
        import("../consumers/session.js"),
        import("../proof/verify.js"),
      ]);
      process.exitCode = await inSession(host, options, process, (session) => verify(session));
    });
}
