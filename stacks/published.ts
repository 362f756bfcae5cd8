import * as pulumi from "@pulumi/pulumi";
import type { ConsumerEndpoint } from "../components/consumer-endpoint";
import type { EndpointService } from "../components/endpoint-service";
import type { Fleet } from "../components/fleet";
import { handoffDocument } from "../components/lib/handoff";
import { resolvePorts } from "../components/lib/ports";
import type { ProviderNetwork } from "../components/provider-network";
import type { RegionalImage } from "../components/regional-image";
import type { ServiceLoadBalancer } from "../components/service-load-balancer";
import { version } from "../package.json";
import type { Approved } from "./approval";
import type { Artifacts } from "./artifacts";
import type { StackConfig } from "./config";
import type { LookedUp } from "./look-up";
import type { PendingOutputs, PublishedPort } from "./outputs";

/** What a stack consists of. */
export interface Published {
  readonly facts: LookedUp;
  readonly network: ProviderNetwork;
  readonly image: RegionalImage | undefined;
  readonly artifacts: Artifacts;
  readonly loadBalancer: ServiceLoadBalancer;
  readonly fleets: Readonly<Record<string, Fleet>>;
  readonly service: EndpointService;
  readonly approved: Approved | undefined;
  readonly consumer: ConsumerEndpoint | undefined;
}

/** What the stack tells others of itself. */
export function outputsOf(config: StackConfig, parts: Published): PendingOutputs {
  const { accountId, zoneIds, imageSources } = parts.facts;
  const { network, image, artifacts, loadBalancer, fleets, service, approved, consumer } = parts;
  const ports = publishedPorts(config);
  return withoutAbsent({
    serviceName: service.serviceName,
    serviceId: service.serviceId,
    serviceArn: service.serviceArn,
    region: config.region,
    accountId,
    availabilityZoneIds: zoneIds,
    ports,
    privateDnsName: service.privateDnsName,
    privateDnsVerification: service.privateDnsVerification,
    supportedRegions: service.supportedRegions,
    acceptanceRequired: config.access.acceptanceRequired,
    allowedPrincipals: service.allowedPrincipals,
    imageId: image?.imageId,
    imageSources: imageSources?.ids ?? [],
    imageSourceRegion: imageSources?.region,
    artifacts: pulumi.all(Object.fromEntries(Object.entries(artifacts).map(([name, { archive }]) => [name, archive]))),
    version,
    notificationTopicArn: service.notificationTopicArn,
    registry: approved && pulumi.output(approved.registry),
    approvalFunctionName: approved?.approval.functionName,
    approvalRoleArn: approved?.approval.roleArn,
    approvalRequestsTopicArn: approved?.approval.requestsTopicArn,
    approvalDeadLetterQueueUrl: approved?.approval.deadLetterQueueUrl,
    alarmNames: approved?.approval.alarmNames ?? [],
    vpcId: network.vpcId,
    subnetIds: network.subnetIds,
    loadBalancerArn: loadBalancer.loadBalancerArn,
    loadBalancerDnsName: loadBalancer.dnsName,
    targetGroupArns: loadBalancer.targetGroupArns,
    autoScalingGroupNames: pulumi.all(
      Object.fromEntries(Object.entries(fleets).map(([name, fleet]) => [name, fleet.autoScalingGroupNames])),
    ),
    handoff: pulumi
      .output({
        name: config.service.name,
        serviceName: service.serviceName,
        region: config.region,
        supportedRegions: service.supportedRegions,
        availabilityZoneIds: zoneIds,
        ports,
        privateDnsName: config.privateDns?.name,
        acceptanceRequired: config.access.acceptanceRequired,
        ipAddressTypes: config.access.supportedIpAddressTypes,
      })
      .apply(handoffDocument),
    consumerEndpointId: consumer?.endpointId,
    consumerDnsName: consumer?.dnsName,
  });
}

// The engine warns of every output that is there and undefined.
function withoutAbsent(outputs: PendingOutputs): PendingOutputs {
  return Object.fromEntries(Object.entries(outputs).filter(([, value]) => value !== undefined)) as PendingOutputs;
}

/** The ports of all services; those of further services carry the service's name, as two services may have an `api`. */
export function publishedPorts({ service, additionalServices }: StackConfig): PublishedPort[] {
  return [
    ...resolvePorts([service]).map(({ name, port, protocol }) => ({ name, port, protocol })),
    ...resolvePorts(additionalServices).map(({ key, port, protocol }) => ({ name: key, port, protocol })),
  ];
}
