import type { CallerFacts, Facts } from "../facts";
import { type Finding, fail, ok } from "../finding";
import { type Gap, type Known, knownValue, whenKnown } from "../known";
import type { Target } from "../target";
import { orNone } from "../words";

/** Whose credentials these are. */
export function callerFindings({ caller, refusedCredentials }: Facts, { account }: Target): readonly Finding[] {
  if (refusedCredentials !== undefined) {
    const remedy = "Nothing else can be asked of AWS before that.";
    return [fail("credentials", "Credentials", refusedCredentials, remedy)];
  }
  return whenKnown("credentials", "Credentials", [caller], ({ arn, accountId }) => {
    if (!isOther(accountId, account)) {
      return [ok("credentials", "Credentials", `They are of account ${accountId}: ${arn}.`)];
    }
    const cause = `They are of account ${accountId} (${arn}), but the hand-off is for account ${account}.`;
    return [fail("credentials", "Credentials", cause, `Use credentials of account ${account}.`)];
  });
}

/** Whether the service can be reached from the Region at all. */
export function regionFindings(target: Target): readonly Finding[] {
  const { region, serviceRegion, supportedRegions } = target;
  const subject = `Region ${region}`;
  if (region === serviceRegion) return [ok("region", subject, "The service is in the same Region.")];
  // Without a hand-off only AWS knows; the check of the service asks it.
  if (supportedRegions === undefined) {
    return [ok("region", subject, `The service is in ${serviceRegion}, so that a connection crosses Regions.`)];
  }
  if (!isClosed(target))
    return [ok("region", subject, `The service is in ${serviceRegion} and open to endpoints here.`)];
  return [
    fail(
      "region",
      subject,
      `The service is in ${serviceRegion} and open to endpoints in ${orNone(supportedRegions)}, not in ${region}.`,
      `Put the endpoint into one of those Regions, or ask the provider to open the service to ${region}.`,
    ),
  ];
}

/**
 * Why nothing else is asked of AWS: in another account than the hand-off's, and in a Region that the service is not open
 * to, what is there or is missing says nothing about the way to the service.
 */
export function stopOf(caller: Known<CallerFacts>, target: Target): Gap | undefined {
  const accountId = knownValue(caller)?.accountId;
  if (accountId !== undefined && isOther(accountId, target.account)) {
    const cause = `AWS was not asked, because the credentials are not of account ${target.account}.`;
    return { cause, remedy: "Put right the credentials first." };
  }
  if (!isClosed(target)) return undefined;
  const cause = `AWS was not asked, because the service is not open to ${target.region}.`;
  return { cause, remedy: "Put right the Region first." };
}

function isOther(accountId: string, wanted: string | undefined): boolean {
  return wanted !== undefined && wanted !== accountId;
}

function isClosed({ region, serviceRegion, supportedRegions }: Target): boolean {
  return region !== serviceRegion && supportedRegions !== undefined && !supportedRegions.includes(region);
}
