/** Reads secrets when they are needed. */
export interface Secrets {
  /** Text of a secret, by its ARN; it may be some minutes old. Throws when it cannot be read. */
  read(arn: string): Promise<string>;
  /** Says that a secret did not do, so that it is read anew the next time. */
  forget(arn: string): void;
}
