import type { ResourceStep } from "../../engine/operation";

/** An endpoint service with principals that nobody declared. */
export interface UndeclaredPrincipals {
  readonly service: ResourceStep;
  readonly arns: readonly string[];
}

const SERVICE = "aws:ec2/vpcEndpointService:VpcEndpointService";
const PRINCIPAL = "aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple";

/**
 * Principals that a service of the stack admits and none of its resources is. A refresh takes no notice of them, as the
 * list is none of the service's inputs: other stacks and tools may add to it.
 */
export function undeclaredPrincipals(steps: readonly ResourceStep[]): UndeclaredPrincipals[] {
  const declared = new Set(
    steps.flatMap(({ type, outputs }) =>
      type === PRINCIPAL ? [`${outputs?.vpcEndpointServiceId} ${outputs?.principalArn}`] : [],
    ),
  );
  return steps.flatMap((service) => {
    const admitted = service.type === SERVICE ? service.outputs?.allowedPrincipals : undefined;
    if (!Array.isArray(admitted)) return [];
    const arns = admitted.map(String).filter((arn) => !declared.has(`${service.id} ${arn}`));
    return arns.length === 0 ? [] : [{ service, arns: arns.sort() }];
  });
}
