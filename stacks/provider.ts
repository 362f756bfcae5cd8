import { byZone } from "../components/availability-zones";
import { EndpointService } from "../components/endpoint-service";
import { ProviderNetwork } from "../components/provider-network";
import { RegionalImage } from "../components/regional-image";
import { ServiceLoadBalancer } from "../components/service-load-balancer";
import { approve } from "./approval";
import { networkArgs, serviceArgs } from "./args";
import { placeArtifacts } from "./artifacts";
import type { StackConfig } from "./config";
import { connect } from "./consumer";
import { createFleets } from "./fleets";
import { type LookedUp, lookUp } from "./look-up";
import type { PendingOutputs } from "./outputs";
import { protecting } from "./protect";
import { outputsOf } from "./published";
import { plainly } from "./refusal";
import { publishedServices } from "./rules/facts";

/** Publishes the services of a stack over PrivateLink. */
export async function publish(config: StackConfig): Promise<PendingOutputs> {
  const facts = await lookUp(config);
  return plainly(() => wire(config, facts));
}

function wire(config: StackConfig, facts: LookedUp): PendingOutputs {
  const { zoneIds } = facts;
  const { protect, tags } = config;
  const { name } = config.service;
  const artifacts = placeArtifacts(config);
  const network = new ProviderNetwork(name, networkArgs(config, zoneIds, artifacts));
  const image = createImage(config, facts);
  const loadBalancer = new ServiceLoadBalancer(
    name,
    {
      ...config.loadBalancer,
      vpcId: network.vpcId,
      subnetIds: byZone(zoneIds, network.subnetIds),
      services: publishedServices(config).map(({ service: { name, ports } }) => ({ name, ports })),
      deletionProtection: protect,
      tags,
    },
    protecting("aws:lb/loadBalancer:LoadBalancer", protect),
  );
  const fleets = createFleets(config, { network, loadBalancer, imageId: image?.imageId, artifacts, zoneIds });
  const service = new EndpointService(name, serviceArgs(config, loadBalancer.loadBalancerArn, facts), {
    ...protecting("aws:ec2/vpcEndpointService:VpcEndpointService", protect),
    // What depends on something goes before it. AWS keeps a service that somebody is connected to, and then everything that
    // serves them has to be there still.
    dependsOn: [network, loadBalancer, ...Object.values(fleets)],
  });
  const approved = approve(config, facts, service);
  const consumer = connect(config, service, zoneIds);
  return outputsOf(config, { facts, network, image, artifacts, loadBalancer, fleets, service, approved, consumer });
}

function createImage({ service, image, tags }: StackConfig, { imageSources }: LookedUp): RegionalImage | undefined {
  if (image === undefined) return undefined;
  const { id, ssmParameter, keep, kmsKeyId } = image;
  return new RegionalImage(service.name, { id, ssmParameter, copyFrom: imageSources, keep, kmsKeyId, tags });
}
