import { readFile } from "node:fs/promises";
import path from "node:path";
import { Refused } from "../../terminal/refused";
import type { FileContents } from "./entry";

/** Kinds of files that consumers are read from and written to. */
export const FileFormat = { Csv: "csv", Json: "json" } as const;
export type FileFormat = (typeof FileFormat)[keyof typeof FileFormat];

const UTF_16 = [
  [0xff, 0xfe],
  [0xfe, 0xff],
];

/** Reads the consumers of a file; its ending says the format. Throws a {@link Refused} for a file that is no text. */
export async function readConsumers(file: string): Promise<FileContents> {
  const format = formatOf(file);
  if (format === undefined) {
    throw new Refused(`${file}: its ending does not say what it is; name it .csv or .json.`, 2);
  }
  const text = textOf(file, await bytesOf(file));
  if (format === FileFormat.Json) {
    const { readJson } = await import("./read-json.js");
    return readJson(text.replace(/^\ufeff/, ""));
  }
  const { readCsv } = await import("./read-csv.js");
  return readCsv(text);
}

/** The format that the ending of a file's name says. */
export function formatOf(file: string): FileFormat | undefined {
  const ending = path.extname(file).slice(1).toLowerCase();
  return Object.values(FileFormat).find((format) => format === ending);
}

async function bytesOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new Refused(`${file}: there is no such file.`);
    if (code === "EISDIR") throw new Refused(`${file}: is a folder, not a file.`);
    if (code === "EACCES" || code === "EPERM") throw new Refused(`${file}: may not be read by this user.`);
    throw error;
  }
}

function textOf(file: string, bytes: Buffer): string {
  if (UTF_16.some((mark) => mark.every((byte, index) => bytes[index] === byte))) {
    throw new Refused(`${file}: is written in UTF-16; save it in UTF-8 ("CSV UTF-8" in a spreadsheet).`);
  }
  try {
    // The mark stays, so that offsets in the text are those in the file.
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new Refused(`${file}: is not written in UTF-8; save it so ("CSV UTF-8" in a spreadsheet).`);
  }
}
