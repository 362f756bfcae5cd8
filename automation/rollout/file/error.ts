import { Refused } from "../../terminal/refused";

/** What keeps a rollout plan from being read or narrowed; each message stands alone and names file, key, stack or wave. */
export class RolloutFileError extends Refused {
  constructor(readonly messages: readonly string[]) {
    super(messages.join("\n"));
    this.name = "RolloutFileError";
  }
}
