import { mkdtemp, rm } from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { type SandboxProvider, startProvider } from "../../../sandbox/provider/server";
import { EngineSide } from "./client";

/** A provider of its own for each test, with an engine that is connected to it. */
export class ProviderSetting {
  private constructor(
    readonly folder: string,
    readonly file: string,
    public provider: SandboxProvider,
    public engine: EngineSide,
  ) {}

  static async start(): Promise<ProviderSetting> {
    const folder = await mkdtemp(path.join(os.tmpdir(), "provider-"));
    const file = path.join(folder, "world", "cloud.json");
    const provider = await startProvider(file);
    return new ProviderSetting(folder, file, provider, await connected(provider));
  }

  /** Ends the provider and starts another on the state that it left. */
  async restart(): Promise<void> {
    this.engine.close();
    await this.provider.stop();
    this.provider = await startProvider(this.file);
    this.engine = await connected(this.provider);
  }

  async stop(): Promise<void> {
    this.engine.close();
    await this.provider.stop();
    await rm(this.folder, { recursive: true });
  }
}

async function connected(provider: SandboxProvider): Promise<EngineSide> {
  const engine = new EngineSide(provider.port);
  await engine.configure({ region: "us-east-1" });
  return engine;
}

/** What the engine would show of a call that fails. */
export function failureOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => "no failure",
    (error: Error) => error.message,
  );
}

export const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** A secret as it is on the wire. */
export const secret = (value: unknown) => ({ [SIGNATURE]: "1b47061264138c4ac30d75fd1eb44270", value });

/** A file asset as it is on the wire. */
export const asset = (file: string, hash: string) => ({
  [SIGNATURE]: "c44067f5952c0a294b673a41bacd8c17",
  path: file,
  hash,
});
