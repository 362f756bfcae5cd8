import { ANY_PRINCIPAL } from "../../components/lib/principals";
import type { Consumer } from "./consumer";
import { coversService } from "./covers";
import type { UnreadableItem } from "./ports";
import type { PublishedService } from "./published-service";
import { type JudgedPrincipal, type PrincipalChange, PrincipalReason } from "./run-report";
import { standingProblem } from "./validity";

const ARN_PARTS = /^arn:([^:]+):[^:]*:[^:]*:([^:]*):/;

/** Principals that the registry admits to the service at `now`: never all accounts. */
export function desiredPrincipals(
  consumers: readonly Consumer[],
  service: PublishedService,
  now: Date,
): ReadonlySet<string> {
  const partition = partitionOf(service);
  const admitted = consumers.filter(
    (consumer) => standingProblem(consumer, now) === undefined && coversService(consumer, service.name),
  );
  const principals = admitted.flatMap(({ account, principals }) =>
    principals.length > 0 ? principals : [`arn:${partition}:iam::${account}:root`],
  );
  return new Set(principals.filter((principal) => principal !== ANY_PRINCIPAL));
}

/**
 * The way from the admitted principals to the desired ones. Principals of the stack are the stack's to add and remove,
 * and those of an account whose entry cannot be read stay as they are.
 */
export function principalChange(
  admitted: readonly string[],
  desired: ReadonlySet<string>,
  service: PublishedService,
  unreadable: readonly UnreadableItem[],
): PrincipalChange {
  const has = new Set(admitted);
  const ofStack = new Set(service.stackPrincipals);
  const untouchable = new Set(unreadable.map(({ account }) => account));
  const stays = (principal: string): boolean =>
    desired.has(principal) || ofStack.has(principal) || untouchable.has(accountOf(principal) ?? "");
  return {
    add: [...desired].filter((principal) => !has.has(principal) && !ofStack.has(principal)).sort(),
    remove: [...has].filter((principal) => !stays(principal)).sort(),
  };
}

/** Whose a principal is that is admitted or withdrawn at `now`, and why. */
export function judgePrincipal(
  principal: string,
  consumers: readonly Consumer[],
  service: PublishedService,
  now: Date,
): JudgedPrincipal {
  const account = accountOf(principal);
  const consumer = consumers.find((one) => one.account === account);
  if (consumer === undefined) return { principal, reason: PrincipalReason.NotInRegistry };
  return { principal, consumer, reason: reasonOf(principal, consumer, service, now) };
}

function reasonOf(principal: string, consumer: Consumer, service: PublishedService, now: Date): PrincipalReason {
  const standing = standingProblem(consumer, now);
  if (standing !== undefined) return standing;
  if (!coversService(consumer, service.name)) return PrincipalReason.ServiceNotCovered;
  const admitted = desiredPrincipals([consumer], service, now).has(principal);
  return admitted ? PrincipalReason.Active : PrincipalReason.PrincipalNotListed;
}

/** The account in an ARN of IAM; `undefined` for `*` and what else has none. */
export function accountOf(principal: string): string | undefined {
  return ARN_PARTS.exec(principal)?.[2] || undefined;
}

function partitionOf({ serviceArn }: PublishedService): string {
  const partition = ARN_PARTS.exec(serviceArn)?.[1];
  if (partition === undefined) throw new Error(`${serviceArn} is not the ARN of an endpoint service.`);
  return partition;
}
