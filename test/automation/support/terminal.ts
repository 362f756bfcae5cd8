import { PassThrough, Writable } from "node:stream";
import type { Terminal } from "../../../automation/terminal/terminal";

/** A terminal, or what stands in for one where there is none, that keeps what is printed. */
export class FakeTerminal implements Terminal {
  readonly stdin: PassThrough & { readonly isTTY?: boolean };
  readonly stdout: Collected;
  readonly stderr: Collected;
  readonly env: NodeJS.ProcessEnv = {};

  constructor({ isTTY = false } = {}) {
    this.stdin = Object.assign(new PassThrough(), { isTTY });
    this.stdout = new Collected(isTTY);
    this.stderr = new Collected(isTTY);
  }

  get printed(): { readonly stdout: string; readonly stderr: string } {
    return { stdout: this.stdout.text, stderr: this.stderr.text };
  }
}

export class Collected extends Writable {
  text = "";

  constructor(readonly isTTY: boolean) {
    super();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
