import { ConnectOutcome, HandshakeOutcome, RequestOutcome, Trust, Validity } from "../network/observations";
import type { NetworkPlan } from "../network/plan";
import { Vantage } from "../network/vantage";
import { lineOf } from "../render";
import { connectionFinding, udpFindings } from "../rules/connections";
import { handshakeFinding, untriedHandshake } from "../rules/handshakes";
import { requestFinding, untriedRequest } from "../rules/requests";
import { Answer, resolutionFinding } from "../rules/resolution";

/** Places in a line that the script fills in. */
const WHERE = { address: "@ADDRESS@", zoneId: "@ZONE@" };
const DETAIL = "@DETAIL@";

/** A status of each kind that is told in its own words. */
const STATUSES = { good: 200, status400: 400, status4xx: 404, status5xx: 500 } as const;

/**
 * Every line that the script may print, by its key: made by the rules themselves, so that the script says word for word
 * what the command says.
 */
export function probeTexts(plan: NetworkPlan): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const answer = { addresses: "@ADDRESSES@", foreign: "@FOREIGN@", detail: `${DETAIL}.` };
  for (const kind of Object.values(Answer)) {
    texts.set(`resolution ${kind}`, lineOf(resolutionFinding(plan, kind, answer, Vantage.Inside)));
  }
  for (const { port, tls } of plan.ports) {
    for (const outcome of Object.values(ConnectOutcome)) {
      const seen = { port, outcome, detail: DETAIL };
      texts.set(`tcp ${port} ${outcome}`, lineOf(connectionFinding(plan, WHERE, seen, Vantage.Inside)));
    }
    if (tls) for (const [key, line] of handshakeTexts(plan, port)) texts.set(`tls ${port} ${key}`, line);
    if (plan.httpPath !== undefined) {
      for (const [key, line] of requestTexts(plan, port)) texts.set(`http ${port} ${key}`, line);
    }
  }
  return texts;
}

/** Lines that are printed whatever is seen. */
export function fixedLines(plan: NetworkPlan): string[] {
  return udpFindings(plan).map(lineOf);
}

function handshakeTexts(plan: NetworkPlan, port: number): [string, string][] {
  const certificate = { names: ["@NAMES@"], issuer: "@ISSUER@", validFrom: "@FROM@", validTo: "@TO@" };
  const shown = [true, false].flatMap((matches) =>
    Object.values(Trust).flatMap((trust) =>
      Object.values(Validity).map((validity): [string, string] => {
        const seen = { port, outcome: HandshakeOutcome.Shown, matches, trust, validity, ...certificate };
        return [`${matches} ${trust} ${validity}`, lineOf(handshakeFinding(plan, WHERE, seen))];
      }),
    ),
  );
  const { NotTls, Timeout, Failed } = HandshakeOutcome;
  const others = [NotTls, Timeout, Failed].map((outcome): [string, string] => [
    outcome,
    lineOf(handshakeFinding(plan, WHERE, { port, outcome, detail: DETAIL })),
  ]);
  const skipped = handshakeFinding(plan, WHERE, { port, outcome: Failed, skipped: DETAIL });
  return [...shown, ...others, ["skipped", lineOf(skipped)], ["untried", lineOf(untriedHandshake(port))]];
}

function requestTexts(plan: NetworkPlan, port: number): [string, string][] {
  const statuses = Object.entries(STATUSES).map(([key, status]): [string, string] => [
    key,
    lineOf(requestFinding(plan, WHERE, { port, outcome: RequestOutcome.Answered, status }, "@STATUS@")),
  ]);
  const { NotHttp, Timeout, Failed } = RequestOutcome;
  const others = [NotHttp, Timeout, Failed].map((outcome): [string, string] => [
    outcome,
    lineOf(requestFinding(plan, WHERE, { port, outcome, detail: DETAIL })),
  ]);
  const skipped = requestFinding(plan, WHERE, { port, outcome: Failed, skipped: DETAIL });
  return [...statuses, ...others, ["skipped", lineOf(skipped)], ["untried", lineOf(untriedRequest(plan, port))]];
}
