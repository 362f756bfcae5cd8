/** A chat channel that takes `{"text": ...}` at a webhook; without one, the messages are printed. */
export class Channel {
  #sent: Promise<void> = Promise.resolve();

  constructor(private readonly webhook: string | undefined) {}

  /** Sends a message after those before it. A channel that cannot be reached does not end the release. */
  tell(text: string): void {
    this.#sent = this.#sent.then(() => this.#send(text));
  }

  /** Waits until everything is sent. */
  async flush(): Promise<void> {
    await this.#sent;
  }

  async #send(text: string): Promise<void> {
    console.log(text);
    if (this.webhook === undefined) return;
    try {
      const answer = await fetch(this.webhook, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ text }),
        signal: AbortSignal.timeout(10_000),
      });
      if (!answer.ok) console.error(`The channel answered ${answer.status}.`);
    } catch (error) {
      console.error(`The channel cannot be reached: ${error instanceof Error ? error.message : error}`);
    }
  }
}
