import type { Facts } from "../facts";
import { type Finding, fail, ok } from "../finding";
import { whenKnown } from "../known";
import type { Target } from "../target";
import { listed } from "../words";

/** Whose credentials these are. */
export function callerFindings({ caller, refusedCredentials }: Facts, { account }: Target): readonly Finding[] {
  if (refusedCredentials !== undefined) {
    const remedy = "Nothing else can be asked of AWS before that.";
    return [fail("credentials", "Credentials", refusedCredentials, remedy)];
  }
  return whenKnown("credentials", "Credentials", [caller], ({ arn, accountId }) => {
    if (account === undefined || account === accountId) {
      return [ok("credentials", "Credentials", `They are of account ${accountId}: ${arn}.`)];
    }
    const cause = `They are of account ${accountId} (${arn}), but the hand-off is for account ${account}.`;
    return [fail("credentials", "Credentials", cause, `Use credentials of account ${account}.`)];
  });
}

/** Whether the service can be reached from the Region at all. */
export function regionFindings({ region, serviceRegion, supportedRegions }: Target): readonly Finding[] {
  const subject = `Region ${region}`;
  if (region === serviceRegion) return [ok("region", subject, "The service is in the same Region.")];
  if (supportedRegions?.includes(region)) {
    return [ok("region", subject, `The service is in ${serviceRegion} and open to endpoints here.`)];
  }
  // Without a hand-off only AWS knows; the check of the service asks it.
  if (supportedRegions === undefined) {
    return [ok("region", subject, `The service is in ${serviceRegion}, so that a connection crosses Regions.`)];
  }
  return [
    fail(
      "region",
      subject,
      `The service is in ${serviceRegion} and open to endpoints in ${listed(supportedRegions)}, not in ${region}.`,
      `Put the endpoint into one of those Regions, or ask the provider to open the service to ${region}.`,
    ),
  ];
}
