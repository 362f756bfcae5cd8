import type { Command } from "commander";
import { reason } from "../../components/lib/problem";
import { checkRegion } from "../../components/lib/regions";
import { checkImageId } from "../../components/lib/resource-ids";
import type { Host } from "../host";
import type { ImageOptions, PromoteOptions, RollbackOptions } from "../images/command/options";
import * as help from "./image-help";
import { checked, listed } from "./option-values";

export function registerImage(program: Command, host: Host): void {
  const image = program
    .command("image")
    .description("Say which AMI the fleets of all Regions run.")
    .addHelpText("after", help.IMAGE);

  const promote = changing(
    verb(image, "promote", "Copy an AMI to every Region, and have the stack files name the copies."),
  );
  promote
    // Thrown as an InvalidArgumentError, it would be told with the parser's words around it.
    .argument("<ami>", "AMI to promote, ami-…", (value: string) => {
      const [problem] = checkImageId(value, "ami");
      return problem === undefined ? value : promote.error(`error: ${reason(problem)}`);
    })
    .addOption(checked("--from <region>", "Region of the AMI; otherwise the one of the plan that has it", checkRegion))
    .option("--no-permissions", "give the copies no launch permissions, and take those that they have")
    .addHelpText("after", help.PROMOTE)
    .action(async (imageId: string, options: PromoteOptions) => {
      const { promoteImage } = await import("../images/command/promote.js");
      process.exitCode = await promoteImage(host, imageId, options, process);
    });

  verb(image, "list", "Show the images in all Regions, and who uses them.")
    .addHelpText("after", help.LIST)
    .action(async (options: ImageOptions) => {
      const { showImages } = await import("../images/command/list.js");
      process.exitCode = await showImages(host, options, process);
    });

  changing(verb(image, "rollback", "Have the stack files name the images of an earlier promotion."))
    .addOption(checked("--to <ami>", "AMI whose promotion is wanted; otherwise the one before", checkImageId))
    .addHelpText("after", help.ROLLBACK)
    .action(async (options: RollbackOptions) => {
      const { rollbackImage } = await import("../images/command/rollback.js");
      process.exitCode = await rollbackImage(host, options, process);
    });
}

function verb(parent: Command, name: string, description: string): Command {
  return parent
    .command(name)
    .description(description)
    .addOption(listed("-s, --stack <name>", "stack to work on").default([], "all of the plan"))
    .option("--file <file>", "rollout plan; otherwise rollout.yaml of the project")
    .option("--json", "print JSON instead of tables");
}

function changing(command: Command): Command {
  return command.option("-y, --yes", "do not ask").option("--dry-run", "only show what would be done");
}
