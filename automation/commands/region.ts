import { type Command, Option } from "commander";
import { checkVpcCidr } from "../../components/lib/network";
import type { Host } from "../host";
import type { AddOptions, RemoveOptions } from "../regions/options";
import { checked, several, wholeNumber } from "./option-values";
import * as help from "./region-help";

/** Minutes of a week, the longest time that a removal waits. */
const minutes = wholeNumber(0, 10_080);

export function registerRegion(program: Command, host: Host): void {
  const region = program
    .command("region")
    .description("Serve another Region, or one less.")
    .addHelpText("after", help.REGION);

  region
    .command("add")
    .description("Check a Region, write the stack file of a stack there, and show its plan.")
    .argument("<region>", "Region, for example eu-west-1")
    .option("--like <stack>", "stack whose settings the new one gets; otherwise one that follows the home stack")
    .option("--stack <name>", "name of the new stack; otherwise that of the Region")
    .addOption(checked("--cidr <block>", "IPv4 block of the VPC; otherwise the next free one", checkVpcCidr))
    .option("--instance-type <type>", "instance type; otherwise that of the other stack")
    .addOption(several("--set <path=value>", "value of a setting").default([], "none"))
    .addOption(several("--unset <path>", "setting to leave out").default([], "none"))
    .option("--offline", "do not ask AWS")
    .option("--dry-run", "only show what would be written")
    .option("--json", "print JSON instead of tables, without the plan")
    .addHelpText("after", help.ADD)
    .action(async (name: string, options: AddOptions) => {
      const { add } = await import("../regions/add.js");
      process.exitCode = await add(host, name, options, process);
    });

  region
    .command("remove")
    .description("Drain a stack, destroy it, and take it out of the project.")
    .argument("<stack>", "stack, or the Region that it is in")
    .addOption(
      new Option("--grace-minutes <n>", "time in which consumers may leave before they are cut")
        .argParser(minutes)
        .default(0),
    )
    .addOption(
      new Option("--timeout-minutes <n>", "time in which the last connection must be gone after the cut")
        .argParser(minutes)
        .default(15),
    )
    .option("--forget", "of a stack that the backend does not have, delete the file and its place in rollout.yaml")
    .option("-y, --yes", "do not ask")
    .option("--json", "print JSON instead of text")
    .addHelpText("after", help.REMOVE)
    .action(async (name: string, options: RemoveOptions) => {
      const { remove } = await import("../regions/remove.js");
      process.exitCode = await remove(host, name, options, process);
    });
}
