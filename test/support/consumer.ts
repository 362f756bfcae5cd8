import type * as ec2 from "@pulumi/aws/ec2";
import { ConsumerEndpoint, type ConsumerEndpointArgs } from "../../components";
import { type MockOptions, withMocks } from "./mocks";
import { type RawNetwork, rawNetwork } from "./raw-network";

export const CONSUMER_ENDPOINT = "saas-privatelink:index:ConsumerEndpoint";
/** Zones of the consumer's network. */
export const CONSUMER_ZONES = ["use1-az1", "use1-az2", "use1-az4"];
/** A service of another account, in two of the consumer's zones. */
export const SERVICE = {
  serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0",
  region: "us-east-1",
  availabilityZoneIds: ["use1-az1", "use1-az2", "use1-az6"],
  ports: [{ name: "api", port: 3000, protocol: "TCP" }],
  ipAddressTypes: ["ipv4"],
  name: "orders",
};

export type Settings = Partial<Omit<ConsumerEndpointArgs, "vpcId">>;

/** A consumer endpoint "client" in a network "net" of its own. */
export function connect(settings: Settings = {}, vpc: Partial<ec2.VpcArgs> = {}, options: MockOptions = {}) {
  return withMocks(
    () => new ConsumerEndpoint("client", inNetwork(rawNetwork("net", CONSUMER_ZONES, vpc), settings)),
    options,
  );
}

/** Args of an endpoint in all subnets of the network. */
export function inNetwork({ vpcId, subnetIds }: RawNetwork, settings: Settings): ConsumerEndpointArgs {
  const subnets = settings.subnetIdsByZone === undefined ? { subnetIds: Object.values(subnetIds) } : {};
  return { service: SERVICE, vpcId, ...subnets, ...settings };
}
