import * as ec2 from "@pulumi/aws/ec2";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as pulumi from "@pulumi/pulumi";
import { createConnectionNotification } from "./connection-notification";
import type { EndpointServiceArgs } from "./endpoint-service-args";
import { checkEndpointService } from "./endpoint-service-checks";
import { principalArn } from "./lib/principals";
import { regionOfServiceName } from "./lib/service-names";
import { withName } from "./lib/tags";
import { type PrivateDnsVerification, verifyPrivateDns } from "./private-dns";

/**
 * A service over AWS PrivateLink: who may connect, from which Regions and under which name, and a topic that tells of
 * connections.
 *
 * AWS does not delete a service while it has connections; protect it, and reject them first. With the network, the load
 * balancer and the fleets as `dependsOn`, a destroy that AWS refuses leaves everything that serves them in place.
 */
export class EndpointService extends pulumi.ComponentResource {
  /** Name that consumers connect to, `com.amazonaws.vpce.<region>.vpce-svc-<id>`. */
  readonly serviceName: pulumi.Output<string>;
  /** Id of the service, `vpce-svc-<id>`. */
  readonly serviceId: pulumi.Output<string>;
  /** ARN of the service. */
  readonly serviceArn: pulumi.Output<string>;
  /** Private DNS name; absent when the service has none. */
  readonly privateDnsName?: pulumi.Output<string>;
  /** TXT record and state of the private DNS name's verification; absent when the service has no such name. */
  readonly privateDnsVerification?: pulumi.Output<PrivateDnsVerification>;
  /** Topic that tells of connections; absent for Gateway Load Balancers. */
  readonly notificationTopicArn?: pulumi.Output<string>;
  /** ARNs of the principals that this component admits. */
  readonly allowedPrincipals: pulumi.Output<string[]>;
  /** Regions from which endpoints may connect, the service's own among them. */
  readonly supportedRegions: pulumi.Output<string[]>;
  /** Names, in this account, of the Availability Zones in which the service answers. */
  readonly availabilityZones: pulumi.Output<string[]>;

  constructor(name: string, args: EndpointServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("saas-privatelink:index:EndpointService", name, args, opts);
    const { principals, supportedRegions, events, ...checked } = checkEndpointService(name, args);
    const { privateDns, tags, displayName = name } = args;
    const parent = { parent: this };

    const service = new ec2.VpcEndpointService(
      `${name}-endpoint-service`,
      {
        networkLoadBalancerArns: args.networkLoadBalancerArns,
        gatewayLoadBalancerArns: args.gatewayLoadBalancerArns,
        acceptanceRequired: checked.acceptanceRequired,
        supportedIpAddressTypes: checked.supportedIpAddressTypes,
        supportedRegions: supportedRegions.length > 0 ? supportedRegions : undefined,
        privateDnsName: privateDns?.name,
        tags: withName(tags, `${displayName}-endpoint-service`),
      },
      parent,
    );

    // Never the service's own list: it would remove the principals that other stacks or tools have added.
    const { partition } = getPartitionOutput({}, parent);
    const allowed = principals.map(
      (principal) =>
        new ec2.VpcEndpointServiceAllowedPrinciple(
          `${name}-principal-${principal.key}`,
          {
            vpcEndpointServiceId: service.id,
            principalArn: principal.arn ?? partition.apply((known) => principalArn(principal, known)),
          },
          parent,
        ),
    );

    this.serviceName = service.serviceName;
    this.serviceId = service.id;
    this.serviceArn = service.arn;
    this.allowedPrincipals = pulumi.all(allowed.map((permission) => permission.principalArn));
    this.supportedRegions =
      supportedRegions.length > 0
        ? pulumi.output(supportedRegions)
        : service.serviceName.apply((serviceName) => [regionOfServiceName(serviceName)]);
    this.availabilityZones = service.availabilityZones;
    if (events.length > 0) {
      this.notificationTopicArn = createConnectionNotification(name, { service, events, displayName, tags }, parent);
    }
    if (privateDns !== undefined) {
      this.privateDnsName = pulumi.output(privateDns.name);
      this.privateDnsVerification = verifyPrivateDns(name, service, privateDns, parent);
    }
    this.registerOutputs({
      serviceName: this.serviceName,
      serviceId: this.serviceId,
      serviceArn: this.serviceArn,
      privateDnsName: this.privateDnsName,
      privateDnsVerification: this.privateDnsVerification,
      notificationTopicArn: this.notificationTopicArn,
      allowedPrincipals: this.allowedPrincipals,
      supportedRegions: this.supportedRegions,
      availabilityZones: this.availabilityZones,
    });
  }
}
