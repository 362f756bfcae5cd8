import type { Facts, VpcFacts } from "../facts";
import { type Finding, fail, ok } from "../finding";
import { whenKnown } from "../known";
import type { Target } from "../target";
import { orNone } from "../words";

/** Whether there is the VPC that the user named; without `--vpc` it is the endpoint's, which there is. */
export function vpcFindings({ vpc, missingVpc, endpoint }: Facts, { vpcId, region }: Target): readonly Finding[] {
  if (vpcId === undefined) return [];
  const subject = `VPC ${vpcId}`;
  if (missingVpc === vpcId) {
    const cause = `There is no such VPC in ${region} in the account of these credentials.`;
    return [fail("vpc", subject, cause, "Compare the id of --vpc, the Region of --region and the credentials.")];
  }
  return whenKnown("vpc", subject, [endpoint, vpc], (found, { vpcId: own, cidrs }: VpcFacts) =>
    own === vpcId
      ? [ok("vpc", subject, `It has ${orNone(cidrs)}.`)]
      : [
          fail(
            "vpc",
            subject,
            `The endpoint ${found?.endpointId} is not in it, but in ${own}.`,
            "Leave out one of --vpc and --endpoint, or name the VPC of the endpoint.",
          ),
        ],
  );
}
