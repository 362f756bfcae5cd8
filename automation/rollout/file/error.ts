import { Refused } from "../../terminal/refused";

/** What keeps a rollout plan from being read or narrowed; each message stands alone and names file, key, stack or wave. */
export class RolloutFileError extends Refused {
  constructor(
    readonly messages: readonly string[],
    /** 2 where what is wrong is on the command line, and not in a file. */
    exitCode: 1 | 2 = 1,
  ) {
    super(messages.join("\n"), exitCode);
    this.name = "RolloutFileError";
  }
}
