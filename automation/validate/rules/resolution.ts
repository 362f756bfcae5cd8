import { rangeOf } from "../address/ranges";
import { type Finding, fail, ok, unknown } from "../finding";
import { type Resolution, ResolveOutcome } from "../network/observations";
import type { NetworkPlan } from "../network/plan";
import { Vantage } from "../network/vantage";
import { orNone, sentenceOf } from "../words";

/** What a name's answer means for the endpoint. */
export const Answer = {
  /** The endpoint's own addresses and no other. */
  Own: "own",
  /** Some private address that is not the endpoint's. */
  ForeignPrivate: "foreignPrivate",
  /** Some public address. */
  ForeignPublic: "foreignPublic",
  NotFound: ResolveOutcome.NotFound,
  NoAnswer: ResolveOutcome.NoAnswer,
  Failed: ResolveOutcome.Failed,
} as const;
export type Answer = (typeof Answer)[keyof typeof Answer];

/** The parts of an answer that its line names. */
export interface AnswerParts {
  readonly addresses: string;
  readonly foreign: string;
  readonly detail: string;
}

/** Blocks that are private, or at least not of the internet. */
const PRIVATE_BLOCKS = [
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "fc00::/7",
  "fe80::/10",
] as const;

/** Whether the name in use gives the endpoint's own addresses. */
export function resolutionFindings(plan: NetworkPlan, resolution: Resolution, vantage: Vantage): Finding[] {
  const own = new Set(plan.addresses.map(({ address }) => address));
  const foreign = resolution.addresses.filter((address) => !own.has(address));
  const parts = {
    addresses: orNone(resolution.addresses),
    foreign: orNone(foreign),
    detail: sentenceOf(resolution.detail ?? "Nothing else is known"),
  };
  return [resolutionFinding(plan, answerOf(resolution, foreign), parts, vantage)];
}

export function resolutionFinding(plan: NetworkPlan, answer: Answer, parts: AnswerParts, vantage: Vantage): Finding {
  const subject = `Name ${plan.name}`;
  if (answer === Answer.Own) {
    return ok("resolution", subject, `It gives ${parts.addresses}: addresses of the endpoint and no other.`);
  }
  const { cause, remedy } = TEXTS[answer](plan, parts);
  if (vantage === Vantage.Inside) return fail("resolution", subject, cause, remedy);
  return unknown("resolution", subject, `${cause} ${elsewhere(plan)}`, probeRemedy(plan));
}

/** Said with everything that a host outside of the VPC could not reach. */
export function elsewhere({ vpcId }: NetworkPlan): string {
  return `But this host does not appear to be in ${vpcId}.`;
}

export function probeRemedy({ vpcId }: NetworkPlan): string {
  return `Run the same with --probe and take the script to a host in ${vpcId}; where this host is one, say --inside.`;
}

interface Text {
  readonly cause: string;
  readonly remedy: string;
}

const ZONE_REMEDY =
  "Turn private DNS on, or make a private zone with an alias record to the endpoint, for the VPC of this host.";

const TEXTS: Readonly<Record<Exclude<Answer, "own">, (plan: NetworkPlan, parts: AnswerParts) => Text>> = {
  [Answer.ForeignPublic]: (_, { foreign }) => ({
    cause: `It gives ${foreign}: no address of the endpoint, but of public DNS, which answers where no private zone does.`,
    remedy: ZONE_REMEDY,
  }),
  [Answer.ForeignPrivate]: ({ endpointId }, { foreign }) => ({
    cause: `It gives ${foreign}: no address of ${endpointId}, but of another private zone, another endpoint or an old record.`,
    remedy: "Put the record right that answers for the name; see the private zones of the VPC above.",
  }),
  [Answer.NotFound]: () => ({ cause: "There is no such name for this host.", remedy: ZONE_REMEDY }),
  [Answer.NoAnswer]: () => ({
    cause: "The name server did not answer, or could not tell.",
    remedy: "Check which name servers the host asks: the VPC's resolver is 169.254.169.253.",
  }),
  [Answer.Failed]: (_, { detail }) => ({
    cause: `It could not be resolved: ${detail}`,
    remedy: "Check how the host resolves names, for example /etc/resolv.conf and /etc/hosts.",
  }),
};

function answerOf({ outcome, addresses }: Resolution, foreign: readonly string[]): Answer {
  if (outcome !== ResolveOutcome.Resolved) return outcome;
  if (addresses.length === 0) return Answer.NotFound;
  if (foreign.length === 0) return Answer.Own;
  return foreign.every(isPrivate) ? Answer.ForeignPrivate : Answer.ForeignPublic;
}

function isPrivate(address: string): boolean {
  const range = rangeOf(address);
  return PRIVATE_BLOCKS.some((block) => {
    const outer = rangeOf(block);
    return (
      range !== undefined && outer?.family === range.family && outer.first <= range.first && range.last <= outer.last
    );
  });
}
