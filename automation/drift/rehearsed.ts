import type { Finding } from "./finding";

const COMMANDS = /\bprivatelink (?:up|preview|refresh|destroy)\b/g;

/** A finding on the sandbox of rehearsals: what helps there is the same with `--sandbox`. */
export function rehearsed(finding: Finding): Finding {
  return {
    ...finding,
    remedies: finding.remedies.map((remedy) =>
      // Only a stack of one's own is drained before it goes; the sandbox has no consumers.
      remedy
        // The engine of a rehearsal is not the user's own.
        .replace(/, or run pulumi config refresh .*$/, ".")
        .replaceAll("privatelink region remove", "privatelink destroy --stack")
        .replaceAll(COMMANDS, (command) => `${command} --sandbox`),
    ),
  };
}
