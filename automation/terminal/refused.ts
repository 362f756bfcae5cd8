import type { ExitCode } from "../cli";

/** What ends a command without being a fault of it: the message stands alone and says what to do about it. */
export class Refused extends Error {
  constructor(
    message: string,
    /** 1 for what failed, 2 for a command line that lacks something. */
    readonly exitCode: Exclude<ExitCode, 0> = 1,
  ) {
    super(message);
    this.name = "Refused";
  }
}
