import type { CallerFacts, Facts, ServiceFacts } from "../facts";
import { type Finding, fail, ok } from "../finding";
import { isKnown, whenKnown } from "../known";
import type { Target } from "../target";

/** Whether AWS shows the service to this account, which it does to admitted principals only. */
export function serviceFindings({ caller, service }: Facts, target: Target): readonly Finding[] {
  const subject = `Service ${target.serviceName}`;
  return whenKnown("service", subject, [service], (seen: ServiceFacts | undefined) => {
    if (seen === undefined) {
      return [fail("service", subject, hidden(target), admission(isKnown(caller) ? caller.value : undefined))];
    }
    const decision = seen.acceptanceRequired ? "The provider decides about each connection" : "It accepts connections";
    return [
      ok(
        "service",
        subject,
        `This account may connect to it. ${decision}${seen.acceptanceRequired ? "" : " at once"}.`,
      ),
    ];
  });
}

function hidden({ region, serviceRegion }: Target): string {
  const from = region === serviceRegion ? "" : ` from ${region}`;
  return `AWS shows no such service in ${serviceRegion} to this account${from}: it does so where the account is not admitted, and where the service does not exist.`;
}

function admission(caller: CallerFacts | undefined): string {
  const partition = caller?.arn.split(":")[1] ?? "aws";
  const principal =
    caller === undefined
      ? "the root of this account"
      : `arn:${partition}:iam::${caller.accountId}:root, or your own role,`;
  return `Ask the provider to admit ${principal} as a principal of the service, and compare the name with the hand-off.`;
}
