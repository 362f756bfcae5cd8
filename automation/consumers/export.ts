import { stat, writeFile } from "node:fs/promises";
import { counted } from "../../components/lib/words";
import type { RegistryOptions } from "../registry/context";
import { confirm } from "../terminal/confirm";
import { Refused } from "../terminal/refused";
import { FileFormat, formatOf } from "./file/read";
import { csvOf, formulaCells, jsonOf } from "./file/write";
import { MEND } from "./find";
import { type Session, tellBeside } from "./session";

export interface ExportOptions extends RegistryOptions {
  /** Defaults to what the name of the file says, and to CSV on stdout. */
  readonly format?: FileFormat;
  /** File to write; stdout where it is absent. */
  readonly out?: string;
}

/** `privatelink consumers export`: what an import takes. The bookkeeping of the registry is not part of it. */
export async function exportConsumers(session: Session<ExportOptions>): Promise<number> {
  const { options, terminal } = session;
  const format = formatFor(options);
  return session.withRegistry(async ({ registry }) => {
    const { consumers, unreadable } = await registry.contents();
    if (unreadable.length > 0) {
      const lines = unreadable.map(({ key, problem }) => `${key} cannot be read: ${problem}`);
      throw new Refused([...lines, `Nothing was exported, because these entries would be missing. ${MEND}`].join("\n"));
    }
    const sorted = consumers.toSorted((one, other) => (one.name < other.name ? -1 : 1));
    const text = format === FileFormat.Json ? jsonOf(sorted) : csvOf(sorted, options.out !== undefined);
    if (options.out === undefined) terminal.stdout.write(text);
    else await write(options.out, text, session);
    if (options.out !== undefined)
      tellBeside(terminal, [`Wrote ${counted(sorted.length, "consumer")} to ${options.out}.`]);
    if (format === FileFormat.Csv) tellBeside(terminal, formulaWarning(formulaCells(sorted)));
    return 0;
  });
}

/** `--json` is the same as `--format json`, as for the other verbs. */
function formatFor({ format, json, out }: ExportOptions): FileFormat {
  const named = out === undefined ? undefined : formatOf(out);
  const wanted = format ?? (json === true ? FileFormat.Json : undefined);
  if (wanted !== undefined && named !== undefined && wanted !== named) {
    throw new Refused(
      `${out} would hold ${wanted} under the ending of ${named}, and an import goes by the ending; give it the ending .${wanted}.`,
      2,
    );
  }
  return wanted ?? named ?? FileFormat.Csv;
}

async function write(file: string, text: string, session: Session<ExportOptions>): Promise<void> {
  const { options, terminal } = session;
  if (options.yes !== true && (await isFile(file))) {
    await confirm(`${file} is there already. Overwrite it?`, false, terminal);
  }
  try {
    await writeFile(file, text, { mode: 0o600 });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new Refused(`${file} cannot be written: ${message}.`);
  }
}

/** Pipes and devices have nothing that could be lost. */
async function isFile(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    // What keeps it from being looked at, keeps it from being written, and is told then.
    return false;
  }
}

/** Values are never changed on the way out; who opens them in a spreadsheet has to know. */
function formulaWarning(cells: ReturnType<typeof formulaCells>): string[] {
  if (cells.length === 0) return [];
  const places = cells.map(({ name, heading }) => `${heading} of ${name}`).join(", ");
  return [
    `A spreadsheet may take ${counted(cells.length, "value")} for a formula (${places}). They are written as they are: let the spreadsheet import all columns as text.`,
  ];
}
