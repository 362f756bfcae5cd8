import type { Facts } from "./facts";
import { type Finding, Verdict } from "./finding";
import { knownValue } from "./known";
import type { Observations } from "./network/observations";
import { nameInUse } from "./rules/name-in-use";
import type { Target } from "./target";

/** Version of the JSON report. */
const REPORT_VERSION = 1;

/** From where the network was tried. */
export interface ReportNetwork {
  /** `inside` or `elsewhere` for this host, `probe` for the result of a script. */
  readonly from: "inside" | "elsewhere" | "probe";
  readonly host: string;
  /** Why it counts as there: a whole sentence. */
  readonly why: string;
  readonly at: string;
}

/** The documented JSON of a validation. */
export interface Report {
  readonly version: typeof REPORT_VERSION;
  /** FAIL where any finding is, otherwise UNKNOWN where any is, otherwise OK. */
  readonly verdict: Verdict;
  readonly counts: Readonly<Record<Verdict, number>>;
  readonly serviceName: string;
  readonly serviceRegion: string;
  readonly region: string;
  readonly endpointId: string | null;
  readonly vpcId: string | null;
  /** Name that clients use. */
  readonly name: string | null;
  readonly network: ReportNetwork | null;
  readonly findings: readonly Finding[];
}

export function reportOf(
  facts: Facts,
  target: Target,
  findings: readonly Finding[],
  network: ReportNetwork | null,
): Report {
  const endpoint = knownValue(facts.endpoint);
  const counts = { [Verdict.Ok]: 0, [Verdict.Fail]: 0, [Verdict.Unknown]: 0 };
  for (const { verdict } of findings) counts[verdict] += 1;
  const { serviceName, serviceRegion, region } = target;
  return {
    version: REPORT_VERSION,
    verdict: counts.FAIL > 0 ? Verdict.Fail : counts.UNKNOWN > 0 ? Verdict.Unknown : Verdict.Ok,
    counts,
    serviceName,
    serviceRegion,
    region,
    endpointId: endpoint?.endpointId ?? null,
    vpcId: endpoint?.vpcId ?? target.vpcId ?? null,
    name: nameInUse(facts, target) ?? null,
    network,
    findings,
  };
}

export function networkOf(from: ReportNetwork["from"], { host, at }: Observations, why: string): ReportNetwork {
  return { from, host, why, at };
}

export interface ExitFacts {
  /** Whether AWS answered anything. */
  readonly isAnswered: boolean;
  readonly strict: boolean;
}

/**
 * 2 where a check failed; 1 where AWS could not be asked at all; with `strict` 2 also where something is not known;
 * otherwise 0.
 */
export function exitCodeOf({ findings, counts }: Report, { isAnswered, strict }: ExitFacts): number {
  // Of refused credentials the rest follows; those of another account are a finding like any other.
  const failed = findings.some(
    ({ check, verdict }) => verdict === Verdict.Fail && (isAnswered || check !== "credentials"),
  );
  if (failed) return 2;
  if (!isAnswered) return 1;
  return strict && counts.UNKNOWN > 0 ? 2 : 0;
}
