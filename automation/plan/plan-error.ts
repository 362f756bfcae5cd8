import { Refused } from "../terminal/refused";

/** What keeps a plan from being made; each message stands alone and names the key, file, stack or resource. */
export class PlanError extends Refused {
  constructor(
    readonly messages: readonly string[],
    exitCode?: Refused["exitCode"],
  ) {
    super(messages.join("\n"), exitCode);
    this.name = "PlanError";
  }
}
