import { counted } from "../../../components/lib/words";
import { Health, type HealthFinding } from "./health";

type Findings = Readonly<Record<string, readonly HealthFinding[]>>;
type Reasons = Readonly<Record<string, readonly string[]>>;

/** Why the gate ends at once, by stack; undefined when waiting may still help. Stacks that are healthy have no reasons. */
export function reasonsToEnd(unhealthy: Findings, isSoaking: boolean): Reasons | undefined {
  const isLast = (finding: HealthFinding) =>
    finding.health === Health.Failed || (isSoaking && finding.endsSoak === true);
  if (!Object.values(unhealthy).flat().some(isLast)) return undefined;
  return reasons(unhealthy, (finding) => {
    if (finding.health === Health.Failed) return "";
    return isLast(finding) ? "; the soak had begun" : "; not healthy yet when the gate ended";
  });
}

/** Why the stacks count as not healthy when the time is over. */
export function reasonsWhenLate(unhealthy: Findings, timeoutMinutes: number): Reasons {
  return reasons(unhealthy, () => `; the gate waited for ${counted(timeoutMinutes, "minute")}`);
}

function reasons(unhealthy: Findings, addition: (finding: HealthFinding) => string): Reasons {
  const told = Object.entries(unhealthy).map(([stack, findings]) => {
    const failedFirst = [...findings].sort((a, b) => rank(a) - rank(b));
    return [stack, failedFirst.map((finding) => `${finding.subject}: ${finding.text}${addition(finding)}`)] as const;
  });
  return Object.fromEntries(told.filter(([, reasonsOfStack]) => reasonsOfStack.length > 0));
}

function rank({ health }: HealthFinding): number {
  return health === Health.Failed ? 0 : 1;
}
