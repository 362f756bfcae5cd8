import type { EndpointFacts, Facts } from "../facts";
import { type Finding, fail, ok } from "../finding";
import { whenKnown } from "../known";
import type { Target } from "../target";

/** Whether there is an endpoint, and whether it is one of this service. */
export function endpointFindings({ endpoint }: Facts, target: Target): readonly Finding[] {
  const subject = target.endpointId === undefined ? "Endpoint" : `Endpoint ${target.endpointId}`;
  return whenKnown("endpoint", subject, [endpoint], (found: EndpointFacts | undefined) => {
    if (found === undefined) return [missing(subject, target)];
    if (found.serviceName !== target.serviceName) {
      const cause = `It is an endpoint of ${found.serviceName}, not of ${target.serviceName}.`;
      return [fail("endpoint", subject, cause, "Name an endpoint of this service, or create one.")];
    }
    return [ok("endpoint", `Endpoint ${found.endpointId}`, `It is in ${found.vpcId} and is one of this service.`)];
  });
}

/** The endpoint, where there is one and it is of this service: nothing can be said of the way through another. */
export function isOfService(endpoint: EndpointFacts | undefined, { serviceName }: Target): endpoint is EndpointFacts {
  return endpoint !== undefined && endpoint.serviceName === serviceName;
}

function missing(subject: string, target: Target): Finding {
  const { region, serviceRegion, vpcId, endpointId, serviceName } = target;
  const where = endpointId === undefined && vpcId !== undefined ? `${vpcId}` : `this account in ${region}`;
  const cause =
    endpointId === undefined
      ? `There is no endpoint of the service in ${where}.`
      : `There is no such endpoint in ${where}; one that was deleted is soon forgotten.`;
  const crossing = region === serviceRegion ? "" : ` --service-region ${serviceRegion}`;
  const command =
    `aws ec2 create-vpc-endpoint --region ${region} --vpc-endpoint-type Interface --service-name ${serviceName}${crossing} ` +
    `--vpc-id ${vpcId ?? "<vpc>"} --subnet-ids <subnets> --security-group-ids <group>`;
  return fail(
    "endpoint",
    subject,
    cause,
    `Create one as the provider's hand-off says, or with: ${command} (with --dry-run it only says whether you may).`,
  );
}
