import type { STSClient } from "@aws-sdk/client-sts";

type Config = STSClient["config"];

/** What signing needs of the machine that it happens on. */
export interface SigningMeans {
  /** Region of the environment or the profile; undefined where none is set. */
  region(): Promise<string | undefined>;
  /** Credentials of the SDK's default chain: environment, profile, single sign-on, web identity, container, instance. */
  credentials(): ReturnType<Config["credentials"]>;
  readonly sha256: Config["sha256"];
}

/** The means of the SDK, as every other command of AWS on this machine finds them. Nothing is called to sign. */
export async function sdkMeans(): Promise<SigningMeans> {
  // Which Node.js there is is not up to whoever runs a command, and eight lines about it would come with each.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  const { STSClient } = await import("@aws-sdk/client-sts");
  const { config } = new STSClient({});
  return {
    region: () => config.region().catch(withoutRegion),
    credentials: () => config.credentials(),
    sha256: config.sha256,
  };
}

function withoutRegion(error: unknown): undefined {
  if (error instanceof Error && error.message === "Region is missing") return undefined;
  throw error;
}
