import { expect } from "chai";
import { F, T } from "../../../sandbox/tokens";
import type { Properties } from "../../../sandbox/values";
import { network, TestAccount } from "../account";

const FOREIGN = "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0";

function setting() {
  const account = new TestAccount();
  const net = network(account, ["use1-az1", "use1-az2"]);
  const endpoint = account.make(T.VpcEndpoint, "e", {
    vpcId: net.vpc.id,
    vpcEndpointType: "Interface",
    serviceName: FOREIGN,
    subnetIds: net.subnets.map(({ id }) => id),
    securityGroupIds: [net.group.id],
    tags: { team: "shop" },
  });
  const call = (token: string, args: Properties) => account.cloud.invoke(token, args, { region: account.region });
  return { account, net, endpoint, call };
}

describe("looking up endpoints in the sandbox", () => {
  it("tells the state that an endpoint has at the moment", () => {
    const { account, endpoint, call } = setting();
    const look = () => call(F.getVpcEndpoint, { id: endpoint.id });
    expect(look()).to.deep.include({
      id: endpoint.id,
      state: "pendingAcceptance",
      serviceName: FOREIGN,
      tags: { team: "shop" },
      dnsOptions: [{ dnsRecordIpType: "ipv4" }],
    });
    const [stored] = account.cloud.all(T.VpcEndpoint);
    if (stored !== undefined) account.cloud.patch(stored, { state: "available" });
    expect(look().state).to.equal("available");
  });

  it("wants exactly one", () => {
    const { account, net, call } = setting();
    expect(() => call(F.getVpcEndpoint, { id: "vpce-0" })).to.throw("no matching EC2 VPC Endpoint found");
    account.make(T.VpcEndpoint, "s3", { vpcId: net.vpc.id, serviceName: "com.amazonaws.us-east-1.s3" });
    expect(() => call(F.getVpcEndpoint, { vpcId: net.vpc.id })).to.throw("multiple EC2 VPC Endpoints matched;");
    expect(call(F.getVpcEndpoint, { vpcId: net.vpc.id, vpcEndpointType: "Interface" }).serviceName).to.equal(FOREIGN);
  });

  it("finds the network interface in a subnet", () => {
    const { net, endpoint, call } = setting();
    const ids = endpoint.networkInterfaceIds as string[];
    for (const [index, subnet] of net.subnets.entries()) {
      const filters = [
        { name: "network-interface-id", values: ids },
        { name: "subnet-id", values: [subnet.id] },
      ];
      expect(call(F.getNetworkInterface, { filters })).to.deep.include({
        id: ids[index],
        subnetId: subnet.id,
        vpcId: net.vpc.id,
        interfaceType: "vpc_endpoint",
        availabilityZone: subnet.availabilityZone,
      });
    }
    expect(() => call(F.getNetworkInterface, {})).to.throw("multiple EC2 Network Interfaces matched;");
    expect(() => call(F.getNetworkInterface, { id: "eni-0" })).to.throw("no matching EC2 Network Interface found");
    expect(() => call(F.getNetworkInterface, { filters: [{ name: "color", values: [] }] })).to.throw(
      "InvalidParameterValue: The filter 'color' is invalid",
    );
  });

  it("admits flow logs of a network interface that is there", () => {
    const { account, endpoint } = setting();
    const [eniId] = endpoint.networkInterfaceIds as string[];
    const flowLog = { trafficType: "ALL", logDestinationType: "s3", logDestination: "arn:aws:s3:::logs" };
    expect(account.refusals(T.FlowLog, "f", { ...flowLog, eniId })).to.deep.equal([]);
    expect(account.refusals(T.FlowLog, "g", { ...flowLog, eniId: "eni-0" })).to.deep.equal([
      "eniId: InvalidNetworkInterfaceId.NotFound: The networkInterface ID 'eni-0' does not exist",
    ]);
  });
});
