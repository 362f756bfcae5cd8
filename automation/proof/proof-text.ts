import { createReadStream } from "node:fs";
import { LONGEST_TEXT } from "../../functions/lib/proof/form";
import { Refused } from "../terminal/refused";
import type { Terminal } from "../terminal/terminal";

/** What is read at most: enough to see that a text is too long. */
const MOST_CHARACTERS = 2 * LONGEST_TEXT;

/** The text of a proof from a file, or from stdin where none is named or its name is `-`. */
export async function proofText(file: string | undefined, { stdin }: Pick<Terminal, "stdin">): Promise<string> {
  if (file !== undefined && file !== "-") return fileText(file);
  if (stdin.isTTY === true) {
    // A terminal cuts what is typed or pasted after 4096 characters of a line, without a word.
    throw new Refused("There is no proof: name its file with --file, or pipe the text into the command.", 2);
  }
  return beginning(stdin);
}

async function fileText(file: string): Promise<string> {
  try {
    return await beginning(createReadStream(file));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "an error";
    throw new Refused(`--file: ${JSON.stringify(file)} cannot be read (${code}); name the file with the proof.`, 2);
  }
}

async function beginning(stream: NodeJS.ReadableStream): Promise<string> {
  let text = "";
  for await (const chunk of stream) {
    text += chunk.toString();
    if (text.length > MOST_CHARACTERS) break;
  }
  return text;
}
