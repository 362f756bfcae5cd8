import * as path from "node:path";
import type { Engine } from "./engine";
import type { RuntimeOptions } from "./runtime-options";

/** Protects nothing: the stacks of a sandbox hold no secrets, and the engine insists on a passphrase. */
const PASSPHRASE = "saas-privatelink";

export interface IsolatedEnvironment {
  readonly engine: Engine;
  /** Folder for everything the engine writes. */
  readonly folder: string;
  /** Port on 127.0.0.1 of the provider that stands in for AWS. Left out where the engine is to ask no provider. */
  readonly providerPort?: number;
  readonly runtimeOptions: RuntimeOptions;
  /** The user's environment. Defaults to that of this process. */
  readonly base?: NodeJS.ProcessEnv;
}

/** Environment variables; one that is undefined is taken away from what the engine would inherit. */
export type Variables = Record<string, string | undefined>;

/**
 * Without its files of metadata, which the engine empties and writes anew at each step: a program that reads its own stack
 * in that moment fails with "failed to load checkpoint: EOF".
 */
function stateIn(folder: string): string {
  return `file://${path.join(folder, "state")}?metadata=skip`;
}

/**
 * What the engine gets to see: its own home, backend and passphrase, and the sandbox as its AWS. Everything of the
 * user's that could lead to a Pulumi backend, an AWS account or credentials is taken away.
 */
export function isolatedEnvironment({
  engine,
  folder,
  providerPort,
  runtimeOptions,
  base = process.env,
}: IsolatedEnvironment): Variables {
  const taken = Object.keys(base).filter((name) => /^(AWS|PULUMI)_/i.test(name));
  return {
    ...Object.fromEntries(taken.map((name) => [name, undefined])),
    PATH: [engine.binFolder, base.PATH ?? ""].join(path.delimiter),
    PULUMI_HOME: path.join(folder, "home"),
    PULUMI_BACKEND_URL: stateIn(folder),
    PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    ...(providerPort === undefined ? {} : { PULUMI_DEBUG_PROVIDERS: `aws:${providerPort}` }),
    ...ownCredentials(folder),
    ...languageHostVariables(runtimeOptions, base.NODE_OPTIONS),
  };
}

/** Credentials that are worth nothing and files that are not there, in case something looks for AWS all the same. */
function ownCredentials(folder: string): Variables {
  return {
    AWS_ACCESS_KEY_ID: "sandbox",
    AWS_SECRET_ACCESS_KEY: "sandbox",
    AWS_CONFIG_FILE: path.join(folder, "home", "no-aws-config"),
    AWS_SHARED_CREDENTIALS_FILE: path.join(folder, "home", "no-aws-credentials"),
    AWS_EC2_METADATA_DISABLED: "true",
  };
}

/**
 * The runtime options of Pulumi.yaml once more, for the language host that is built from Go modules: it reads them from
 * flags, which engines of today no longer pass. A current host is told the same twice.
 */
export function languageHostVariables(
  { tsconfig, nodeargs }: RuntimeOptions,
  nodeOptions: string | undefined,
): Variables {
  const flags = (nodeargs ?? "").split(/\s+/).filter((flag) => flag !== "");
  // Node.js refuses to start when NODE_OPTIONS has a flag that is allowed on the command line only.
  const allowed = flags.filter((flag) => process.allowedNodeEnvironmentFlags.has(flag.split("=")[0] ?? ""));
  return {
    ...(tsconfig === undefined ? {} : { PULUMI_NODEJS_TSCONFIG_PATH: tsconfig }),
    ...(allowed.length === 0 ? {} : { NODE_OPTIONS: [nodeOptions, ...allowed].filter(Boolean).join(" ") }),
  };
}
