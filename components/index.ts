export { availabilityZoneIds, byZone, type ZoneSelection } from "./availability-zones";
export { GatewayService } from "./aws-service-endpoints";
export { ConnectionApproval } from "./connection-approval";
export type {
  ApprovalRegistry,
  ApprovedService,
  ConnectionApprovalArgs,
  EntitlementArgs,
  MarketplaceGate,
  WebhookGate,
} from "./connection-approval-args";
export { type ConsumedPort, type ConsumedService, fromHandoff, fromHandoffs } from "./consumed-service";
export { ConsumerEndpoint } from "./consumer-endpoint";
export {
  type ConsumerEndpointArgs,
  DnsMode,
  type EndpointAcceptance,
  type EndpointAddress,
  type EndpointAlarmThresholds,
  type EndpointFlowLogs,
  EndpointIpAddressType,
  type ZoneVpc,
} from "./consumer-endpoint-args";
export type { ZoneAuthorization } from "./consumer-endpoint-zone";
export { ConsumerRegistry, type ConsumerRegistryArgs, type RegistryOriginal } from "./consumer-registry";
export { EndpointFailover } from "./endpoint-failover";
export type {
  EndpointFailoverArgs,
  EndpointHealth,
  FailoverEndpoint,
  FailoverZone,
  FailoverZoneVpc,
  HealthAlarm,
  HealthProbe,
  HealthTraffic,
  TrafficShift,
} from "./endpoint-failover-args";
export { EndpointService } from "./endpoint-service";
export {
  ConnectionEvent,
  type EndpointServiceArgs,
  type ServiceNotification,
  type ServicePrivateDns,
} from "./endpoint-service-args";
export { Fleet } from "./fleet";
export type { FleetArgs, FleetArtifact, FleetRefresh, ZoneCapacity } from "./fleet-args";
export { RoutingMode } from "./lib/failover-plan";
export { InsufficientDataHealthStatus, MetricComparison, MetricStatistic } from "./lib/failover-signals";
export { weightsFromPercentages } from "./lib/failover-weights";
export { type Handoff, type HandoffFacts, type HandoffPort, handoffDocument } from "./lib/handoff";
export { ClientRoutingPolicy, LoadBalancerIpAddressType } from "./lib/load-balancer";
export { AlpnPolicy, HealthCheckProtocol, PortProtocol, TargetProtocol, TargetType } from "./lib/port-spec";
export type { PrivateDnsVerification } from "./private-dns";
export {
  type ExistingNetworkArgs,
  type FlowLogsArgs,
  ProviderNetwork,
  type ProviderNetworkArgs,
} from "./provider-network";
export { type ImageCopyArgs, RegionalImage, type RegionalImageArgs } from "./regional-image";
export { ServiceArtifact, type ServiceArtifactArgs } from "./service-artifact";
export { ServiceLoadBalancer } from "./service-load-balancer";
export type { ServiceLoadBalancerArgs } from "./service-load-balancer-args";
export type { HealthCheck, ServicePort, ServicePorts } from "./service-ports";
