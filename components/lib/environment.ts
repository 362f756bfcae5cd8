import { at } from "./path";
import type { Check, Problem } from "./problem";

/** Environment of a process: variable names and values. */
export type Environment = Readonly<Record<string, string>>;

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

// bash gives these a value of its own, or refuses to give them any, so that the service would see another one.
const OWNED_BY_BASH =
  /^(?:_|BASH.*|COMP_WORDBREAKS|DIRSTACK|EPOCHREALTIME|EPOCHSECONDS|EUID|FUNCNAME|GROUPS|HISTCMD|LINENO|OLDPWD|OPTIND|PIPESTATUS|POSIXLY_CORRECT|PPID|PWD|RANDOM|SECONDS|SHELLOPTS|SHLVL|SRANDOM|UID)$/;

/** Refuses what cannot reach the service as it is written. */
export const checkEnvironment: Check<Environment> = (environment, path) =>
  Object.entries(environment).flatMap(([name, value]): Problem[] => {
    const problem = { path: at(path, name), value: name };
    if (!NAME.test(name)) {
      const rule = "is not the name of an environment variable";
      return [{ ...problem, rule, remedy: "use letters, digits and underscores, and no digit first" }];
    }
    if (OWNED_BY_BASH.test(name)) {
      return [{ ...problem, rule: "is a variable that bash sets itself", remedy: "choose another name" }];
    }
    if (/[\0\p{Surrogate}]/u.test(value)) {
      const rule = "holds a NUL or half a character, which no environment variable can";
      return [{ ...problem, value, rule, remedy: "remove it, or encode the value, for example in base64" }];
    }
    return [];
  });

/** One word of a shell, whatever it holds. */
export function shellWord(value: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}

/** A file that bash reads to export the variables, in the order of their names. */
export function environmentFile(environment: Environment): string {
  const names = Object.keys(environment).sort();
  return names.map((name) => `export ${name}=${shellWord(environment[name] ?? "")}\n`).join("");
}

/** A command that writes `text` to `file`, byte for byte; the text ends with a line feed. */
export function writeFile(file: string, text: string): string {
  const lines = new Set(text.split("\n"));
  let end = "END_OF_FILE";
  while (lines.has(end)) end += "_";
  return `cat >${shellWord(file)} <<'${end}'\n${text}${end}\n`;
}
