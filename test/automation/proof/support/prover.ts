import { sdkMeans } from "../../../../automation/proof/means";
import { type SignOptions, sign } from "../../../../automation/proof/sign";
import { FakeTerminal } from "../../support/terminal";
import type { Key } from "./fake-sts";

export const AUDIENCE = "order-processor.example.com";
export const NOW = new Date("2026-11-21T12:00:00.000Z");

/** A role of the customer, as the credentials of a person or a program are. */
export const ADA: Key = {
  accessKeyId: "ASIAEXAMPLEADA000001",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzADAEXAMPLE",
  sessionToken: "IQoJb3JpZ2luX2VjEXAMPLETOKEN//////////8BEAEaCXVzLWVhc3QtMSJHMEUCIQ==",
  account: "111122223333",
  arn: "arn:aws:sts::111122223333:assumed-role/network/ada",
  userId: "AROAEXAMPLE:ada",
};
/** A user of another customer, with a key that lasts. */
export const BOB: Key = {
  accessKeyId: "AKIAEXAMPLEBOB000001",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzBOBEXAMPLE",
  account: "444455556666",
  arn: "arn:aws:iam::444455556666:user/bob",
  userId: "AIDAEXAMPLEBOB",
};

export interface Signing {
  readonly key?: Key;
  readonly options?: Partial<SignOptions>;
  readonly at?: Date;
  /** Region of the environment. */
  readonly region?: string;
  /** When the credentials end. */
  readonly expiration?: Date;
}

/** What `privatelink consumers prove sign` prints, and its exit code. */
export async function signing({ key = ADA, options = {}, at = NOW, region, expiration }: Signing = {}) {
  const terminal = new FakeTerminal();
  const { accessKeyId, secretAccessKey, sessionToken } = key;
  const credentials = {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken === undefined ? {} : { sessionToken }),
    ...(expiration === undefined ? {} : { expiration }),
  };
  const { sha256 } = await sdkMeans();
  const means = async () => ({ sha256, region: async () => region, credentials: async () => credentials });
  const code = await sign({ audience: AUDIENCE, validMinutes: "15", ...options }, terminal, means, () => at);
  return { code, ...terminal.printed };
}

/** A proof as the customer sends it. */
export async function proofBy(signed: Signing = {}): Promise<string> {
  const { code, stdout, stderr } = await signing(signed);
  if (code !== 0) throw new Error(`Signing ended with ${code}: ${stderr}`);
  return stdout;
}
