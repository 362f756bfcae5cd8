import type { OpenQuestion } from "../../../functions/lib/open-question";
import { planRun, type RunFacts } from "../../../functions/lib/plan-run";
import type { RunPlan } from "../../../functions/lib/run-report";
import { accountId, ENTITLED, endpointId, SERVICE, START } from "./builders";

const FACTS: RunFacts = {
  service: SERVICE,
  connections: [],
  consumers: [],
  unreadable: [],
  entitlements: new Map(),
  openQuestions: [],
  warnings: [],
  admittedPrincipals: [],
  now: new Date(START),
  warningDays: 14,
};

/** The plan of these facts; every consumer is entitled, and nothing else is there. */
export function plan(facts: Partial<RunFacts>): RunPlan {
  const entitlements = new Map((facts.consumers ?? []).map(({ account }) => [account, ENTITLED]));
  return planRun({ ...FACTS, entitlements, ...facts });
}

/** An open question about the endpoint with this number, of the account that ends in `owner`. */
export function question(number: number, owner: number, change: Partial<OpenQuestion> = {}): OpenQuestion {
  return {
    serviceId: SERVICE.serviceId,
    endpointId: endpointId(number),
    account: accountId(owner),
    reason: "unknownAccount",
    state: "pendingAcceptance",
    since: "2026-05-31T00:00:00.000Z",
    ...change,
  };
}
