import { expect } from "chai";
import { T } from "../../../sandbox/tokens";
import type { Properties } from "../../../sandbox/values";
import { balancer, network, TestAccount } from "../account";

const OWN = "arn:aws:iam::123456789012:root";
const FOREIGN = "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0";

function setting(serviceArgs: Properties = {}, principalArn: string | undefined = OWN) {
  const account = new TestAccount();
  const net = network(account, ["use1-az1", "use1-az2"]);
  const nlb = balancer(account, net);
  const args = { acceptanceRequired: true, networkLoadBalancerArns: [nlb.id], ...serviceArgs };
  const service = account.make(T.VpcEndpointService, "svc", args);
  if (principalArn !== undefined) {
    const principal = { vpcEndpointServiceId: service.id, principalArn };
    account.make(T.VpcEndpointServiceAllowedPrinciple, "own", principal);
  }
  const endpoint = {
    vpcId: net.vpc.id,
    vpcEndpointType: "Interface",
    serviceName: service.serviceName,
    subnetIds: net.subnets.map(({ id }) => id),
    securityGroupIds: [net.group.id],
  };
  const refused = (change: Properties, name = "e") => account.refusals(T.VpcEndpoint, name, { ...endpoint, ...change });
  return { account, net, service, endpoint, refused };
}

describe("an endpoint of a service in the sandbox", () => {
  it("has a regional name and one for each AZ, in the zone of the Region's endpoints", () => {
    const { account, service, endpoint } = setting();
    const made = account.make(T.VpcEndpoint, "e", endpoint);
    const entries = made.dnsEntries as { dnsName: string; hostedZoneId: string }[];
    const [, stem = ""] = /^(vpce-[0-9a-f]{17}-[0-9a-f]{8})\./.exec(entries[0]?.dnsName ?? "") ?? [];
    const domain = `${service.id}.us-east-1.vpce.amazonaws.com`;
    expect(stem.startsWith(made.id)).to.equal(true);
    expect(entries.map(({ dnsName }) => dnsName)).to.deep.equal([
      `${stem}.${domain}`,
      `${stem}-us-east-1b.${domain}`,
      `${stem}-us-east-1c.${domain}`,
    ]);
    expect(new Set(entries.map(({ hostedZoneId }) => hostedZoneId))).to.deep.equal(new Set(["Z7HUB22UULQXV"]));
    expect(made.networkInterfaceIds).to.have.length(2);
    expect(made).to.deep.include({ ipAddressType: "ipv4", privateDnsEnabled: false, cidrBlocks: [], prefixListId: "" });
    expect(made).not.to.have.property("policy");
  });

  it("waits to be accepted, unless the service or the endpoint accepts by itself", () => {
    const waiting = setting();
    const made = waiting.account.make(T.VpcEndpoint, "e", waiting.endpoint);
    expect(made.state).to.equal("pendingAcceptance");
    const auto = waiting.account.make(T.VpcEndpoint, "auto", { ...waiting.endpoint, autoAccept: true });
    expect(auto.state).to.equal("available");
    const open = setting({ acceptanceRequired: false });
    expect(open.account.make(T.VpcEndpoint, "e", open.endpoint).state).to.equal("available");
  });

  it("is accepted by an accepter, and rejected when the accepter goes", () => {
    const { account, service, endpoint } = setting();
    const made = account.make(T.VpcEndpoint, "e", endpoint);
    const accepter = account.make(T.VpcEndpointConnectionAccepter, "a", {
      vpcEndpointServiceId: service.id,
      vpcEndpointId: made.id,
    });
    expect(accepter.vpcEndpointState).to.equal("available");
    expect(account.read(T.VpcEndpoint, made.id)?.state).to.equal("available");
    expect(account.update(T.VpcEndpoint, "e", made.id, { ...endpoint, tags: { a: "b" } }).state).to.equal("available");
    account.deleteRefusal(T.VpcEndpointConnectionAccepter, accepter.id);
    expect(account.read(T.VpcEndpoint, made.id)?.state).to.equal("rejected");
    expect(account.deleteRefusal(T.VpcEndpointService, service.id)).to.equal(undefined);
  });

  it("is for principals of the service, anybody's for a star", () => {
    const closed = setting({}, "arn:aws:iam::111122223333:root");
    expect(closed.refused({})).to.deep.equal([
      `serviceName: InvalidServiceName: The Vpc Endpoint Service '${closed.service.serviceName}' does not exist (no principal of 123456789012 is allowed)`,
    ]);
    expect(setting({}, "*").refused({})).to.deep.equal([]);
    expect(setting({}, "arn:aws:iam::123456789012:role/deploy").refused({})).to.deep.equal([]);
  });

  it("has one subnet in each AZ that the service has, all of its VPC", () => {
    const { account, net, service, refused } = setting();
    const add = (name: string, availabilityZoneId: string, cidrBlock: string) =>
      account.make(T.Subnet, name, { vpcId: net.vpc.id, availabilityZoneId, cidrBlock }).id;
    const other = add("other", "use1-az4", "10.0.8.0/24");
    expect(refused({ subnetIds: [other] })).to.deep.equal([
      `subnetIds: InvalidParameter: The VPC endpoint service ${service.serviceName} does not support the availability zone of the subnet: ${other}.`,
    ]);
    const twin = add("twin", "use1-az1", "10.0.9.0/24");
    expect(refused({ subnetIds: [net.subnets[0]?.id, twin] })[0]).to.match(/^subnetIds: DuplicateSubnetsInSameZone: /);
    const vpc = account.make(T.Vpc, "far", { cidrBlock: "10.1.0.0/16" });
    expect(refused({ vpcId: vpc.id })).to.include(
      `securityGroupIds: InvalidGroup.NotFound: The security group ${net.group.id} is not in ${vpc.id}`,
    );
    expect(refused({ vpcId: vpc.id })).to.include(
      `subnetIds: InvalidParameter: The subnet ${net.subnets[0]?.id} is not in ${vpc.id}`,
    );
  });

  it("takes addresses that its subnets can hand out, and a family that the service and the subnets have", () => {
    const { net, service, refused } = setting();
    const subnetId = net.subnets[0]?.id;
    const at = (ipv4: string) => refused({ subnetConfigurations: [{ subnetId, ipv4 }] }, `at-${ipv4}`);
    expect(at("10.0.0.3")).to.deep.equal([
      `subnetConfigurations: InvalidParameter: 10.0.0.3 is not an address that ${subnetId} (10.0.0.0/24) can hand out`,
    ]);
    expect(at("10.0.0.4")).to.deep.equal([]);
    const both = net.subnets.map(({ id }) => id).join(", ");
    expect(refused({ ipAddressType: "dualstack" })).to.deep.equal([
      `ipAddressType: InvalidParameter: The service ${service.serviceName} does not support ipv6`,
      `ipAddressType: InvalidParameter: dualstack needs an IPv6 block in every subnet; ${both} have none`,
    ]);
  });

  it("has no policy, and no route tables", () => {
    const { refused } = setting();
    const policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
    });
    expect(refused({ policy })).to.deep.equal([
      "policy: InvalidParameter: The service does not support endpoint policies",
    ]);
    expect(refused({ routeTableIds: [] })).to.deep.equal([
      "routeTableIds: InvalidParameter: is not supported for endpoints of type Interface",
    ]);
  });

  it("of a service of another provider waits for that provider, who alone accepts it", () => {
    const { account, refused, endpoint } = setting();
    const made = account.make(T.VpcEndpoint, "foreign", { ...endpoint, serviceName: FOREIGN });
    expect(made.state).to.equal("pendingAcceptance");
    expect(refused({ serviceName: FOREIGN, autoAccept: true })).to.deep.equal([
      `autoAccept: InvalidVpcEndpointServiceId.NotFound: ${FOREIGN} is not a service of this account, so its connections cannot be accepted here`,
    ]);
    expect(refused({ serviceName: "orders" })).to.deep.equal([
      "serviceName: InvalidServiceName: The Vpc Endpoint Service 'orders' does not exist",
    ]);
  });
});

describe("an endpoint in another Region than its service", () => {
  function remote(supportedRegions: string[], zones = ["use2-az1"]) {
    const { account, service } = setting({ supportedRegions });
    const region = zones[0]?.startsWith("use2") ? "us-east-2" : "ap-northeast-2";
    const there = account.in(region);
    const net = network(there, zones, "remote");
    const args = {
      vpcId: net.vpc.id,
      vpcEndpointType: "Interface",
      serviceName: service.serviceName,
      serviceRegion: "us-east-1",
      subnetIds: net.subnets.map(({ id }) => id),
    };
    return { there, service, args, net };
  }

  it("needs the service to support its Region, and to be told the service's", () => {
    const closed = remote(["us-east-1"]);
    expect(closed.there.refusals(T.VpcEndpoint, "e", closed.args)).to.deep.equal([
      `serviceRegion: InvalidParameter: The service ${closed.service.serviceName} does not support access from us-east-2`,
    ]);
    const open = remote(["us-east-1", "us-east-2"]);
    const { serviceRegion, ...untold } = open.args;
    expect(open.there.refusals(T.VpcEndpoint, "e", untold)).to.deep.equal([
      `serviceName: InvalidServiceName: The Vpc Endpoint Service '${open.service.serviceName}' does not exist in us-east-2; serviceRegion us-east-1 reaches it`,
    ]);
  });

  it("is in whatever AZs, with names in the service's Region", () => {
    const { there, args, service } = remote(["us-east-1", "us-east-2"]);
    const made = there.make(T.VpcEndpoint, "e", args);
    const [first, second] = (made.dnsEntries as { dnsName: string }[]).map(({ dnsName }) => dnsName);
    expect(first).to.match(new RegExp(`^vpce-[0-9a-f-]+\\.${service.id}\\.us-east-1\\.vpce\\.amazonaws\\.com$`));
    expect(second).to.contain("-us-east-2a.");
    expect(made.arn).to.equal(`arn:aws:ec2:us-east-2:123456789012:vpc-endpoint/${made.id}`);
  });

  it("is in no AZ that takes no part in cross-Region access", () => {
    const { there, args, net, service } = remote(["us-east-1", "ap-northeast-2"], ["apne2-az2"]);
    expect(there.refusals(T.VpcEndpoint, "e", args)).to.deep.equal([
      `subnetIds: InvalidParameter: The VPC endpoint service ${service.serviceName} does not support the availability zone of the subnet: ${net.subnets[0]?.id}.`,
    ]);
  });
});

describe("an endpoint of an AWS service in the sandbox", () => {
  it("of type Gateway is for S3 and DynamoDB, by route tables, each route once", () => {
    const { account, net, refused } = setting();
    const table = account.make(T.RouteTable, "t", { vpcId: net.vpc.id });
    const gateway = {
      vpcEndpointType: "Gateway",
      subnetIds: undefined,
      securityGroupIds: undefined,
      routeTableIds: [table.id],
    };
    const s3 = { ...gateway, serviceName: "com.amazonaws.us-east-1.s3" };
    expect(refused({ ...gateway, serviceName: "com.amazonaws.us-east-1.ssm" })).to.deep.equal([
      "serviceName: InvalidParameter: Endpoint type (Gateway) does not match available service types ([Interface]).",
    ]);
    expect(refused({ ...s3, subnetIds: [] })).to.deep.equal([
      "subnetIds: InvalidParameter: is not supported for endpoints of type Gateway",
    ]);
    expect(refused(s3, "one")).to.deep.equal([]);
    expect(refused(s3, "two")).to.deep.equal([
      `routeTableIds: RouteAlreadyExists: route table ${table.id} already has a route to com.amazonaws.us-east-1.s3`,
    ]);
    const made = account.cloud.all(T.VpcEndpoint)[0];
    expect(made?.outputs.prefixListId).to.match(/^pl-[0-9a-f]{8}$/);
    expect(made?.outputs.policy).to.be.a("string");
    expect(made?.outputs.dnsEntries).to.deep.equal([]);
  });

  it("is available at once, in the VPC's own security group when none is given", () => {
    const { account, net, endpoint } = setting();
    const made = account.make(T.VpcEndpoint, "ssm", {
      ...endpoint,
      securityGroupIds: undefined,
      serviceName: "com.amazonaws.us-east-1.ssm",
    });
    expect(made).to.deep.include({ state: "available", securityGroupIds: [net.vpc.defaultSecurityGroupId] });
    expect((made.dnsEntries as { dnsName: string }[])[0]?.dnsName).to.match(/\.ssm\.us-east-1\.vpce\.amazonaws\.com$/);
  });

  it("is of a service that the Region has", () => {
    const { refused } = setting();
    expect(refused({ serviceName: "com.amazonaws.us-east-2.ssm" })).to.deep.equal([
      "serviceName: InvalidServiceName: The Vpc Endpoint Service 'com.amazonaws.us-east-2.ssm' does not exist",
    ]);
  });
});
