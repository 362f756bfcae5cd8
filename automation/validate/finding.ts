/** What a check came to. What cannot be known is never OK. */
export const Verdict = { Ok: "OK", Fail: "FAIL", Unknown: "UNKNOWN" } as const;
export type Verdict = (typeof Verdict)[keyof typeof Verdict];

/** The checks, in the order in which a connection passes what they are about. */
export const CHECKS = [
  "credentials",
  "terms",
  "region",
  "service",
  "vpc",
  "endpoint",
  "state",
  "zones",
  "interfaces",
  "security-group",
  "client-group",
  "network-acl",
  "vpc-dns",
  "dhcp",
  "private-dns",
  "private-zone",
  "resolution",
  "tcp",
  "tls",
  "http",
] as const;
export type CheckName = (typeof CHECKS)[number];

/** The result of one check about one subject: one line of the report. */
export interface Finding {
  readonly check: CheckName;
  /** What was looked at, for example `Port 443 at 10.0.1.25 in use1-az4`. */
  readonly subject: string;
  readonly verdict: Verdict;
  /** What was found, as whole sentences. */
  readonly cause: string;
  /** What to do about it, as whole sentences: with everything that is not OK, and where OK could be better. */
  readonly remedy?: string;
}

export function ok(check: CheckName, subject: string, cause: string, advice?: string): Finding {
  return { check, subject, verdict: Verdict.Ok, cause, ...(advice === undefined ? {} : { remedy: advice }) };
}

export function fail(check: CheckName, subject: string, cause: string, remedy: string): Finding {
  return { check, subject, verdict: Verdict.Fail, cause, remedy };
}

export function unknown(check: CheckName, subject: string, cause: string, remedy: string): Finding {
  return { check, subject, verdict: Verdict.Unknown, cause, remedy };
}
