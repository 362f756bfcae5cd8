import { type Command, InvalidArgumentError, Option } from "commander";
import { ConsumerStatus } from "../../functions/lib/consumer";
import type { Session } from "../consumers/session";
import { CLEARABLE } from "../consumers/terms";
import type { Host } from "../host";
import type { RegistryOptions } from "../registry/context";
import { watchSeconds } from "../terminal/watch";
import * as help from "./consumers-help";
import { several } from "./option-values";
import { registerProve } from "./prove";
import { registryOptions } from "./registry-options";
import { termsOptions } from "./terms-options";

export function registerConsumers(program: Command, host: Host): void {
  const consumers = program
    .command("consumers")
    .description("Say who may connect: the customers' accounts in the registry.")
    .addHelpText("after", help.CONSUMERS);

  const run = async <O extends RegistryOptions>(options: O, verb: (session: Session<O>) => Promise<number>) => {
    const { inSession } = await import("../consumers/session.js");
    process.exitCode = await inSession(host, options, process, verb);
  };

  termsOptions(verb(consumers, "add", "Add a consumer.", true))
    .argument("<name>", "name by which you call it, unique in the registry")
    .requiredOption("--account <id>", "AWS account that owns its endpoints, 12 digits")
    .addHelpText("after", help.ADD)
    .action(async (name: string, options) => {
      const { add } = await import("../consumers/add.js");
      await run(options, (session) => add(name, session));
    });

  verb(consumers, "list", "Show all consumers.")
    .addOption(new Option("--status <status>", "only those of this status").choices(Object.values(ConsumerStatus)))
    .option("--connections", "count their connections, which asks every service in every Region")
    .addOption(new Option("--watch [seconds]", "show them again every so many seconds (5)").argParser(watchSeconds))
    .addHelpText("after", help.LIST)
    .action(async (options, command: Command) => {
      if (options.watch !== undefined && options.json === true) {
        command.error("error: --watch and --json do not go together.");
      }
      const { list } = await import("../consumers/list.js");
      await run(options, list);
    });

  about(verb(consumers, "show", "Show one consumer, its connections and its history."))
    .addHelpText("after", help.SHOW)
    .action(async (word: string, options) => {
      const { show } = await import("../consumers/show.js");
      await run(options, (session) => show(word, session));
    });

  about(termsOptions(verb(consumers, "update", "Change a consumer: the given values and no other.", true)))
    .addOption(several("--clear <option>", "take the value of an option away", clearable).default([], "none"))
    .addOption(new Option("--account <id>").argParser(fixedAccount).hideHelp())
    .addOption(reason())
    .addHelpText("after", help.UPDATE)
    .action(async (word: string, options) => {
      const { update } = await import("../consumers/update.js");
      await run(options, (session) => update(word, session));
    });

  about(verb(consumers, "suspend", "Keep a consumer out for now, and cut its connections.", true))
    .addOption(reason())
    .addHelpText("after", help.SUSPEND)
    .action(async (word: string, options) => {
      const { close } = await import("../consumers/status.js");
      await run(options, (session) => close(word, ConsumerStatus.Suspended, session));
    });

  about(verb(consumers, "resume", "Let a suspended or ended consumer connect again."))
    .addOption(reason())
    .addHelpText("after", help.RESUME)
    .action(async (word: string, options) => {
      const { resume } = await import("../consumers/status.js");
      await run(options, (session) => resume(word, session));
    });

  about(verb(consumers, "end", "End a consumer's contract, and cut its connections.", true))
    .addOption(reason())
    .addHelpText("after", help.END)
    .action(async (word: string, options) => {
      const { close } = await import("../consumers/status.js");
      await run(options, (session) => close(word, ConsumerStatus.Ended, session));
    });

  about(verb(consumers, "remove", "End the contract, cut the connections, and take the entry away.", true))
    .addOption(reason())
    .addHelpText("after", help.REMOVE)
    .action(async (word: string, options) => {
      const { remove } = await import("../consumers/remove.js");
      await run(options, (session) => remove(word, session));
    });

  verb(consumers, "import", "Add and change the consumers of a file.", true)
    .argument("<file>", "table (.csv) or array (.json)")
    .option("--dry-run", "say what would be added and changed, and write nothing")
    .addHelpText("after", help.IMPORT)
    .action(async (file: string, options) => {
      const { importConsumers } = await import("../consumers/import.js");
      await run(options, (session) => importConsumers(file, session));
    });

  verb(consumers, "export", "Write all consumers in the form that import takes.", true)
    .addOption(new Option("--format <format>", "format; otherwise what the file's name says, or csv").choices(FORMATS))
    .option("--out <file>", "file to write instead of stdout")
    .addHelpText("after", help.EXPORT)
    .action(async (options) => {
      const { exportConsumers } = await import("../consumers/export.js");
      await run(options, exportConsumers);
    });

  registerProve(consumers, host);
}

const FORMATS = ["csv", "json"];

function verb(parent: Command, name: string, description: string, asks = false): Command {
  return registryOptions(parent.command(name).description(description), { asks });
}

function about(command: Command): Command {
  return command.argument("<consumer>", "name or account of the consumer");
}

function reason(): Option {
  return new Option("--reason <text>", "what the audit keeps as the reason");
}

function clearable(value: string): string {
  const bare = value.replace(/^--/, "");
  if (Object.hasOwn(CLEARABLE, bare)) return bare;
  throw new InvalidArgumentError(`Give one of ${Object.keys(CLEARABLE).join(", ")}.`);
}

function fixedAccount(): never {
  throw new InvalidArgumentError("An entry keeps its account: add a consumer for the other account, and end this one.");
}
