/** Exit code of a command line that cannot be followed. */
export const USAGE = 2;

/** Exit code of a command that was interrupted, as a shell has it for Ctrl-C. */
export const INTERRUPTED = 130;
