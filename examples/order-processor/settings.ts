export interface Settings {
  readonly port: number;
  /** Address to listen on; undefined means all, over IPv6 and IPv4. */
  readonly host?: string;
  /** Whether every connection begins with a PROXY protocol header of version 2. */
  readonly proxyProtocol: boolean;
}

/** Reads the process environment; throws one sentence that names the variable. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const { PORT = "3000", HOST, PROXY_PROTOCOL = "" } = environment;
  if (!/^\d{1,5}$/.test(PORT) || Number(PORT) > 65_535) {
    throw new Error(`PORT must be a number from 0 to 65535, got ${JSON.stringify(PORT)}.`);
  }
  if (!["", "off", "v2"].includes(PROXY_PROTOCOL)) {
    throw new Error(`PROXY_PROTOCOL must be v2 or off, got ${JSON.stringify(PROXY_PROTOCOL)}.`);
  }
  return { port: Number(PORT), proxyProtocol: PROXY_PROTOCOL === "v2", ...(HOST ? { host: HOST } : {}) };
}
