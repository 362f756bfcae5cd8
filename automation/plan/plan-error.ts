/** What keeps a plan from being made; each message stands alone and names the key, file, stack or resource. */
export class PlanError extends Error {
  readonly messages: readonly string[];

  constructor(messages: readonly string[]) {
    super(messages.join("\n"));
    this.name = "PlanError";
    this.messages = messages;
  }
}
