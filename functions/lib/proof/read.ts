import * as z from "zod";
import type { Problem } from "../../../components/lib/problem";
import type { Judged } from "../../../components/lib/schema/judge";
import { LONGEST_TEXT, PREFIX, type ProofDocument, SIGN_ANEW, textOf, VERSION } from "./form";
import { hidden, shown } from "./shown";

/** Path of the text as a whole. */
const PROOF = "proof";
const BASE64URL = /^[A-Za-z0-9_-]+$/;

const form = z.strictObject({
  version: z.literal(VERSION),
  method: z.string(),
  url: z.string(),
  headers: z.array(z.tuple([z.string(), z.string()])),
  body: z.string(),
});

/**
 * The document of a proof, or why it is none. Nothing of it is judged yet. No message shows what the text holds: it may
 * be a file of credentials that was given by mistake.
 */
export function readProof(given: string): Judged<ProofDocument> {
  // A file and a pipe end with a line break.
  const text = given.trim();
  const malformed = textProblem(text);
  if (malformed !== undefined) return { problems: [malformed] };
  const json = jsonOf(text.slice(PREFIX.length));
  if (json === undefined) {
    return refused(text, "does not hold a JSON document in base64url", `copy all of it, or ${SIGN_ANEW}`);
  }
  const version = versionProblem(json);
  if (version !== undefined) return { problems: [version] };
  const parsed = form.safeParse(json);
  if (!parsed.success) return { problems: parsed.error.issues.flatMap(shapeProblems) };
  return { value: parsed.data };
}

/**
 * Refuses a text that is not letter by letter the one of its document: keys twice or in another order, spaces, escapes,
 * stray bits at the end. So a proof has one spelling, and nobody else reads another value out of it.
 */
export function checkSpelling(given: string, document: ProofDocument): Problem[] {
  const text = given.trim();
  if (textOf(document) === text) return [];
  const rule = "is not written as privatelink writes it: it has a key twice, another order, spaces or escapes";
  return [{ path: PROOF, value: hidden(text), rule, remedy: SIGN_ANEW }];
}

function textProblem(text: string): Problem | undefined {
  const problem = (rule: string, remedy: string) => ({ path: PROOF, value: hidden(text), rule, remedy });
  if (text === "") {
    return { path: PROOF, value: undefined, rule: "is required", remedy: "give the text that prove sign has printed" };
  }
  if (text.length > LONGEST_TEXT) {
    return problem(`is longer than ${LONGEST_TEXT} characters`, "give the one line that prove sign has printed");
  }
  if (!text.startsWith(PREFIX)) {
    return problem(
      `does not begin with ${PREFIX}`,
      "give the one line that prove sign has printed, from its beginning",
    );
  }
  if (/\s/.test(text)) {
    return problem(
      "has spaces or line breaks inside",
      "put it on one line, or send it as a file: mail programs break it",
    );
  }
  if (!BASE64URL.test(text.slice(PREFIX.length))) {
    return problem(
      "has other characters than letters, digits, - and _ after its beginning",
      `copy it anew, or ${SIGN_ANEW}`,
    );
  }
  return undefined;
}

function jsonOf(base64url: string): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(base64url, "base64url")));
  } catch {
    // What is wrong with it the parser tells with a piece of the text.
    return undefined;
  }
}

function versionProblem(json: unknown): Problem | undefined {
  const version = typeof json === "object" && json !== null && "version" in json ? json.version : undefined;
  if (version === VERSION) return undefined;
  const value = typeof version === "number" ? version : typeof version === "string" ? shown(version) : undefined;
  const remedy =
    typeof version === "number" && version > VERSION
      ? "update privatelink on this machine, or have it signed with the release that is here"
      : SIGN_ANEW;
  return { path: "version", value, rule: `is not a version that this release reads, which is ${VERSION}`, remedy };
}

function shapeProblems(issue: z.core.$ZodIssue): Problem[] {
  const path = issue.path.reduce<string>(
    (parent, key) =>
      typeof key === "number" ? `${parent}[${key}]` : parent === "" ? String(key) : `${parent}.${String(key)}`,
    "",
  );
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      path: path === "" ? PROOF : path,
      value: shown(key),
      rule: "is not a key of a proof",
      remedy: SIGN_ANEW,
    }));
  }
  const rule = "is not of the type that it has in a proof, or is missing";
  return [{ path: path === "" ? PROOF : path, value: "(not shown)", rule, remedy: SIGN_ANEW }];
}

function refused(text: string, rule: string, remedy: string): Judged<never> {
  return { problems: [{ path: PROOF, value: hidden(text), rule, remedy }] };
}
