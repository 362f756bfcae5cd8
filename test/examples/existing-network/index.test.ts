import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import publish from "../../../examples/existing-network/index";
import { Cloud } from "../../../sandbox/cloud";
import { F, T } from "../../../sandbox/tokens";
import { withMocks } from "../../support/mocks";
import { promiseOf } from "../../support/promise-of";

const EXAMPLE = path.resolve(__dirname, "../../../examples/existing-network");
const AWSX_VPC = "awsx:ec2:Vpc";
const ZONES = ["use1-az1", "use1-az2", "use1-az4"];

/** What awsx's plugin would make, in an order of its own. */
function sharedNetwork() {
  const cloud = new Cloud();
  const make = (type: string, name: string, given: Record<string, unknown>) => {
    const context = { region: "us-east-1", seed: name };
    return cloud.create(type, cloud.check(type, name, given, context).inputs, context).id;
  };
  const vpcId = make(T.Vpc, "shared", { cidrBlock: "10.80.0.0/22", enableDnsHostnames: true });
  const subnets = ZONES.map((availabilityZoneId, index) =>
    make(T.Subnet, availabilityZoneId, { vpcId, availabilityZoneId, cidrBlock: `10.80.${index}.0/26` }),
  );
  return { cloud, subnets, outputs: { vpcId, isolatedSubnetIds: [...subnets].reverse() } };
}

async function run(change: Record<string, string> = {}) {
  const file = parse(await readFile(path.join(EXAMPLE, "Pulumi.us-east-1.yaml"), "utf8"));
  const settings = Object.entries(file.config).map(([key, value]) => [
    key,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  const { cloud, subnets, outputs } = sharedNetwork();
  const recorded = await withMocks(publish, {
    project: "privatelink-existing-network",
    stack: "us-east-1",
    config: { ...Object.fromEntries(settings), ...change },
    cloud,
    remoteComponents: { [AWSX_VPC]: outputs },
  });
  return { ...recorded, subnets, vpcId: outputs.vpcId };
}

describe("examples/existing-network", () => {
  it("publishes a service from awsx's VPC, and adds no network of its own", async () => {
    const example = await run();
    expect(example.count()).to.deep.equal({
      [AWSX_VPC]: 1,
      "saas-privatelink:index:ProviderNetwork": 1,
      "saas-privatelink:index:ServiceLoadBalancer": 1,
      "saas-privatelink:index:EndpointService": 1,
      [T.SecurityGroup]: 1,
      [T.SecurityGroupEgressRule]: 3,
      [T.LoadBalancer]: 1,
      [T.TargetGroup]: 1,
      [T.TargetGroupAttachment]: 3,
      [T.Listener]: 1,
      [T.VpcEndpointService]: 1,
      [T.VpcEndpointServiceAllowedPrinciple]: 1,
      [T.Key]: 1,
      [T.Topic]: 1,
      [T.TopicPolicy]: 1,
      [T.VpcEndpointConnectionNotification]: 1,
    });
    expect(example.one(T.SecurityGroup).inputs.vpcId).to.equal(example.vpcId);
  });

  it("asks awsx for isolated subnets in named zones, without NAT gateways", async () => {
    const example = await run();
    expect(example.one(AWSX_VPC).inputs).to.deep.equal({
      cidrBlock: "10.80.0.0/22",
      availabilityZoneNames: ["us-east-1b", "us-east-1c", "us-east-1d"],
      subnetStrategy: "Auto",
      subnetSpecs: [{ type: "Isolated", name: "service", cidrMask: 26 }],
      natGateways: { strategy: "None" },
      enableDnsHostnames: true,
    });
  });

  it("finds the subnet of each zone in whatever order awsx lists them", async () => {
    const example = await run();
    const network = example.one("saas-privatelink:index:ProviderNetwork").outputs;
    expect(network.subnetIds).to.deep.equal(Object.fromEntries(ZONES.map((zone, i) => [zone, example.subnets[i]])));
    expect(example.calls.filter((call) => call.token === F.getSubnet)).to.have.lengthOf(3);
  });

  it("hands over the zones by their ids", async () => {
    const { result, one } = await run();
    const handoff = await promiseOf(result.handoff);
    expect(handoff).to.deep.include({
      version: 1,
      name: "orders",
      serviceName: one(T.VpcEndpointService).outputs.serviceName,
      region: "us-east-1",
      supportedRegions: ["us-east-1"],
      availabilityZoneIds: ZONES,
      ports: [{ name: "api", port: 443, protocol: "TCP" }],
    });
  });

  it("refuses a zone that the Region does not have, or that has no subnet", async () => {
    const zones = (...names: string[]) => ({
      "privatelink-existing-network:availabilityZoneNames": JSON.stringify(names),
    });
    const failure = (change: Record<string, string>) =>
      run(change).then(
        () => "nothing was refused",
        (error: Error) => error.message,
      );
    expect(await failure(zones("us-east-1b", "us-east-1z"))).to.equal(
      "This Region has no Availability Zone us-east-1z.",
    );
    expect(await failure(zones("us-east-1a"))).to.include("The VPC has no isolated subnet in use1-az6.");
  });
});
