/** Options of `privatelink validate`, as the command line gives them; their forms are checked. */
export interface ValidateOptions {
  /** File of the provider's hand-off; this or `serviceName`. */
  readonly handoff?: string;
  readonly serviceName?: string;
  readonly endpoint?: string;
  readonly region?: string;
  readonly vpc?: string;
  /** Ports instead of those of the hand-off; all of it where empty. */
  readonly port: readonly number[];
  readonly name?: string;
  readonly tlsName?: string;
  readonly caFile?: string;
  readonly httpPath?: string;
  readonly clientCidr: readonly string[];
  readonly clientSg: readonly string[];
  /** Name server, `host:port`. */
  readonly dnsServer?: string;
  readonly timeout: number;
  readonly inside?: boolean;
  /** False for `--no-network`. */
  readonly network: boolean;
  /** File for the script, or true for one of the usual name. */
  readonly probe?: string | true;
  /** Whether the script may replace a file. */
  readonly force?: boolean;
  /** File with what the script has written. */
  readonly probeResult?: string;
  readonly strict?: boolean;
  readonly json?: boolean;
}
