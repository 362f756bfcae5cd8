import { Refused } from "../terminal/refused";
import { awsErrorText } from "./errors";

/** Errors of the registry that say all in their message; by name, because their modules bring the SDK with them. */
const OF_REGISTRY = new Set(["AlreadyRegistered", "ChangedMeanwhile", "UnreadableItemError"]);

/** What a person is told of an error; one that is a fault of the command is thrown again, because its trace matters. */
export function errorText(error: unknown, env: NodeJS.ProcessEnv = process.env): string {
  if (error instanceof Refused) return error.message;
  if (error instanceof Error && OF_REGISTRY.has(error.name)) return error.message;
  const text = awsErrorText(error, env);
  if (text === undefined) throw error;
  return text;
}
