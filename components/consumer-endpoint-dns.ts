import type * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import { acceptedEndpointId } from "./consumer-endpoint-acceptance";
import { unawaited } from "./lib/acceptance";

/** What turning on a private DNS name needs. */
export interface PrivateNameArgs {
  readonly endpoint: ec2.VpcEndpoint;
  readonly serviceName: pulumi.Input<string>;
  readonly privateDnsName: pulumi.Output<string>;
  readonly waitMinutes: number;
}

/**
 * The service's private DNS name, turned on once the provider has accepted the connection; undefined where nobody waits
 * for that. It is a resource of its own, because AWS refuses it before, and the endpoint must not be replaced for it.
 */
export function privateName(
  name: string,
  { endpoint, serviceName, privateDnsName, waitMinutes }: PrivateNameArgs,
  opts: pulumi.CustomResourceOptions & { readonly parent: pulumi.ComponentResource },
): pulumi.Output<string> | undefined {
  const { parent } = opts;
  if (waitMinutes === 0) {
    privateDnsName.apply((known) => void pulumi.log.warn(unawaited(known), parent));
    return undefined;
  }
  const accepted = acceptedEndpointId(parent, { endpoint, serviceName, waitMinutes });
  const enabled = new vpc.EndpointPrivateDns(
    `${name}-private-dns`,
    { vpcEndpointId: accepted, privateDnsEnabled: true },
    // What fails here is told as it is; what fails in a property is told with words about the property before it.
    { ...opts, dependsOn: accepted.apply((): pulumi.Resource[] => []) },
  );
  return pulumi.all([privateDnsName, enabled.id]).apply(([known]) => known);
}
