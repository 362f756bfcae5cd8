import type { EndpointFacts, EndpointPlace, Facts } from "../facts";
import { type Finding, fail, ok } from "../finding";
import { knownValue, whenKnown } from "../known";
import type { Target } from "../target";
import { orNone } from "../words";

/** Whether there is an endpoint, and whether it is one of this service. */
export function endpointFindings({ endpoint, elsewhere }: Facts, target: Target): readonly Finding[] {
  const subject = target.endpointId === undefined ? "Endpoint" : `Endpoint ${target.endpointId}`;
  return whenKnown("endpoint", subject, [endpoint], (found: EndpointFacts | undefined) => {
    if (found === undefined) return [missing(subject, target, knownValue(elsewhere) ?? [])];
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

function missing(subject: string, target: Target, elsewhere: readonly EndpointPlace[]): Finding {
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
  if (elsewhere.length > 0) {
    const places = orNone(elsewhere.map((one) => `${one.endpointId} in ${one.vpcId}`));
    return fail(
      "endpoint",
      subject,
      `${cause} This account has ${places}.`,
      `Where that one is meant, name it with --endpoint; otherwise create one here: ${command}`,
    );
  }
  return fail(
    "endpoint",
    subject,
    cause,
    `Create one as the provider's hand-off says, or with: ${command} (with --dry-run it only says whether you may).`,
  );
}
