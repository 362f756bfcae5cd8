import * as pulumi from "@pulumi/pulumi";
import { EndpointFailover, type FailoverZoneVpc, type RoutingMode, type TrafficShift } from "saas-privatelink";
import { type ConfiguredEndpoint, readEndpoints } from "./endpoints";

export = async () => {
  const config = new pulumi.Config();
  const region = new pulumi.Config("aws").require("region");

  const failover = new EndpointFailover("orders", {
    dnsName: config.require("dnsName"),
    zone: { vpcs: config.requireObject<FailoverZoneVpc[]>("vpcs") },
    routing: config.require<RoutingMode>("routing"),
    endpoints: readEndpoints(config.requireObject<Record<string, ConfiguredEndpoint>>("endpoints"), region),
    order: config.getObject<string[]>("order"),
    shift: config.getObject<TrafficShift>("shift"),
  });

  return {
    dnsName: failover.dnsName,
    zoneId: failover.zoneId,
    healthCheckIds: failover.healthCheckIds,
    weights: failover.weights,
  };
};
