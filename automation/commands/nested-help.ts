import { Command } from "commander";
import { nearest } from "../../components/lib/nearest";

/**
 * Lets `help` take a command and its verbs, as in `help consumers add`, and lets each error of the command line end with
 * the help of the command that it is about. Commander by itself looks at the first word only.
 */
export function nestHelp(command: Command, name: string = command.name()): void {
  const verbs = [...command.commands];
  const lists = verbs.length > 0 ? "commands and options" : "options and examples";
  command.showHelpAfterError(`(${name} --help lists the ${lists})`);
  for (const verb of verbs) nestHelp(verb, `${name} ${verb.name()}`);
  if (verbs.length === 0) return;
  const help = new Command("help")
    .description("display help for command")
    .argument("[command...]", "command, and a verb of it")
    .helpOption(false)
    .copyInheritedSettings(command)
    .action((words: readonly string[]) => found(command, words).help());
  command.helpCommand(false).addCommand(help);
}

function found(command: Command, words: readonly string[]): Command {
  return words.reduce<Command>((from, word) => {
    const known = from.commands.find((one) => one.name() === word);
    if (known !== undefined) return known;
    const names = from.commands.map((one) => one.name());
    const meant = nearest(word, names);
    return from.error(`error: unknown command '${word}'${meant === undefined ? "" : `\n(Did you mean ${meant}?)`}`, {
      code: "commander.unknownCommand",
    });
  }, command);
}
