import { type Command, Option } from "commander";
import { Format, type HandoffOptions } from "../handoff/options";
import type { Host } from "../host";

const HELP = `
Writes all that a consumer needs to connect: service name, Region, AZ ids, ports, name, who is admitted, how and how soon
the connection is accepted, until when, the cost in a month, the steps and a test, as a package that runs. Without
--format it has every format, each in a folder, and README.md; one format goes to stdout where no --out is given.

  json            the hand-off document, which ConsumerEndpoint and privatelink read
  cli             a bash script for the AWS CLI, which can be run again at any time
  terraform       a root module for Terraform or OpenTofu
  cloudformation  a template for AWS CloudFormation
  pulumi          a project with ConsumerEndpoint; send the package with it, as npm pack makes it after npm run build
  markdown        one page for people

With --consumer the package is made for one consumer of the registry; without, for anybody. It holds no secret, and no
account but the provider's and the reader's own.

Exit codes:
  0  the package is written
  1  the stack, its outputs, the registry or the consumer are not as they must be; stderr says what
  2  the command line is not understood or lacks something

Examples:
  $ privatelink handoff --stack us-east-1 --consumer acme --out handoffs/acme
  $ privatelink handoff --stack us-east-1 --consumer acme --format terraform > main.tf
  $ pulumi stack output --json > outputs.json && privatelink handoff --outputs outputs.json --format markdown`;

export function registerHandoff(program: Command, host: Host): void {
  program
    .command("handoff")
    .description("Write what a consumer needs to connect, as a package that runs.")
    .option("-s, --stack <name>", "stack of the service; its outputs are read with the Pulumi engine")
    .option("--outputs <file>", "file with the stack's outputs, as pulumi stack output --json writes them, instead")
    .option("--consumer <name>", "consumer of the registry, by name or account, for whom the package is")
    .addOption(new Option("--format <format>", "one format").choices(Object.values(Format)))
    .option("--out <folder>", "folder to write to")
    .option("--registry <arn>", "table of the registry; otherwise PRIVATELINK_REGISTRY, otherwise as the stack says")
    .option("--force", "replace files that are there already")
    .option("--json", "print the names of the files as JSON")
    .addHelpText("after", HELP)
    .action(async (options: HandoffOptions) => {
      const { handoff } = await import("../handoff/handoff.js");
      process.exitCode = await handoff(host, options, process);
    });
}
