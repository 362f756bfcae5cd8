import type { Command } from "commander";
import type { DemoOptions } from "../demo/options";
import type { Host } from "../host";

const HELP = `
Brings up the stacks us-east-1 and us-east-2 and the project examples/consumer with the real Pulumi engine, on an AWS that
is played by the sandbox: no account, no credentials, nothing that costs money. Then it previews each again, which must
find no changes, and shows the outputs and the documents to hand over to consumers.

The engine is taken from PATH, from an earlier run, from get.pulumi.com or built from Go modules, whichever works first.
Your own Pulumi stacks and backend are not touched: everything is kept in .privatelink/demo. Run again, the demo continues
from there. The stack files are yours; only in the demo's copies is saas-privatelink:protect false.

Exit codes:
  0  all stacks are up, or down; without an engine, all stacks can be planned
  1  a stack failed; stderr says why
  2  the command line is not understood

Examples:
  $ privatelink demo
  $ privatelink demo --destroy
  $ privatelink demo --json | jq '.stacks[].outputs.handoff'`;

export function registerDemo(program: Command, host: Host): void {
  program
    .command("demo")
    .description("Bring everything up with the real engine on the embedded AWS.")
    .option("--destroy", "take everything down again, the last stack first")
    .option("--json", "print the outputs as JSON; progress goes to stderr")
    .addHelpText("after", HELP)
    .action(async (options: DemoOptions) => {
      const { demo } = await import("../demo/demo.js");
      process.exitCode = await demo(host, options, process);
    });
}
