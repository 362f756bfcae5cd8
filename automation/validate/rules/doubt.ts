import { type Finding, unknown, Verdict } from "../finding";

/**
 * Findings of a host whose connections prove nothing: what connects, is reset, or came over such a
 * connection, good or bad, is not known to be the endpoint's.
 */
export function doubted(findings: readonly Finding[], doubt: string): readonly Finding[] {
  return findings.map((finding) => {
    const { check, subject, verdict, cause } = finding;
    if (!["tcp", "tls", "http"].includes(check) || verdict === Verdict.Unknown) return finding;
    return unknown(
      check,
      subject,
      `${cause} But ${doubt}`,
      "Try it from a host in the VPC without a proxy between: --probe writes a script for that.",
    );
  });
}
