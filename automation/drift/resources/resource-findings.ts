import type { OperationResult, ResourceStep } from "../../engine/operation";
import { shortType } from "../../plan/render/tree";
import { type Finding, FindingKind } from "../finding";
import type { IgnoredDifference } from "../report";
import { valueText } from "../value-text";
import { type Difference, leafDifferences } from "./leaf-differences";
import { ADMITTED_BY, ownerOf } from "./owned";
import { type UndeclaredPrincipals, undeclaredPrincipals } from "./undeclared-principals";
import { type UndeclaredRules, undeclaredRules } from "./undeclared-rules";

/** What a comparison of a stack's state with AWS shows. */
export interface ResourceDrift {
  readonly findings: readonly Finding[];
  readonly ignored: readonly IgnoredDifference[];
}

/**
 * Sorts what a refresh would change in the state of a stack, and what it takes no notice of: what drifted, and what others
 * change on purpose.
 * @param hasRegistry whether a function admits the consumers of a registry besides the stack's own principals
 */
export function resourceDrift(
  stack: string,
  { steps }: Pick<OperationResult, "steps">,
  hasRegistry: boolean,
): ResourceDrift {
  const found = steps.map((step) => judged(stack, step));
  const admitted = undeclaredPrincipals(steps);
  return {
    findings: [
      ...found.flatMap(({ finding }) => finding ?? []),
      ...undeclaredRules(steps).map((undeclared) => opened(stack, undeclared)),
      ...(hasRegistry ? [] : admitted.map((undeclared) => admitting(stack, undeclared))),
    ],
    ignored: [...found.flatMap(({ ignored }) => ignored), ...(hasRegistry ? admitted.flatMap(byFunction) : [])],
  };
}

function byFunction({ service, arns }: UndeclaredPrincipals): IgnoredDifference[] {
  const subject = subjectOf(service);
  return arns.map((arn) => ({ subject, path: `allowedPrincipals ${arn}`, owner: ADMITTED_BY }));
}

function subjectOf({ name, type }: ResourceStep): string {
  return `${name} (${shortType(type)})`;
}

interface Judged {
  readonly finding?: Finding;
  readonly ignored: readonly IgnoredDifference[];
}

function judged(stack: string, step: ResourceStep): Judged {
  const subject = subjectOf(step);
  if (step.op === "delete") return { finding: gone(stack, subject), ignored: [] };
  if (step.op !== "update") return { ignored: [] };
  const owners = leafDifferences(step.differences).map((difference) => ({
    difference,
    owner: ownerOf(step, difference),
  }));
  const ignored = owners.flatMap(({ difference: { path }, owner }) =>
    owner === undefined ? [] : [{ subject, path, owner }],
  );
  const drifted = owners.flatMap(({ difference, owner }) => (owner === undefined ? [difference] : []));
  return drifted.length === 0 ? { ignored } : { finding: changed(stack, subject, drifted), ignored };
}

function changed(stack: string, subject: string, differences: readonly Difference[]): Finding {
  return {
    kind: FindingKind.Resource,
    stacks: [stack],
    subject,
    problem: "is not as the last update left it",
    details: differences.map(({ path, before, after }) => ({
      what: path,
      expected: valueText(before),
      actual: valueText(after),
    })),
    // An update alone compares the program with the state, in which the resource still is as it was.
    remedies: [
      `To bring it back: privatelink refresh --stack ${stack}, then privatelink up --stack ${stack}.`,
      `To keep it: change Pulumi.${stack}.yaml or the program accordingly, refresh, and see that privatelink preview --stack ${stack} leaves it alone.`,
    ],
  };
}

function opened(stack: string, { group, rules }: UndeclaredRules): Finding {
  return {
    kind: FindingKind.Resource,
    stacks: [stack],
    subject: subjectOf(group),
    problem: "has rules that nobody declared",
    details: rules.map((rule) => ({ what: "rule", expected: undefined, actual: rule })),
    // Neither an update nor a refresh touches a rule that is no resource.
    remedies: [
      "To close it: revoke the rule in EC2. No update does it, because the rule is no resource of the stack.",
      `To keep it: declare it in Pulumi.${stack}.yaml or the program, revoke it, then privatelink up --stack ${stack}.`,
    ],
  };
}

function admitting(stack: string, { service, arns }: UndeclaredPrincipals): Finding {
  return {
    kind: FindingKind.Resource,
    stacks: [stack],
    subject: subjectOf(service),
    problem: "admits principals that nobody declared",
    details: arns.map((arn) => ({ what: "allowedPrincipals", expected: undefined, actual: arn })),
    remedies: [
      "To keep them out: reject their connections, then remove the principals in EC2. No update does either.",
      `To keep them: remove them in EC2, add them to access.allowedPrincipals of Pulumi.${stack}.yaml, then privatelink up --stack ${stack}. Connections stay meanwhile.`,
    ],
  };
}

function gone(stack: string, subject: string): Finding {
  return {
    kind: FindingKind.Resource,
    stacks: [stack],
    subject,
    problem: "is not there any more",
    details: [],
    remedies: [
      `To make it anew: privatelink refresh --stack ${stack}, which forgets it, then privatelink up --stack ${stack}.`,
      "Where it is there under another id: refresh, then pulumi import it under the same name.",
    ],
  };
}
