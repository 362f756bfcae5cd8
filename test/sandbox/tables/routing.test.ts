import { expect } from "chai";
import { T } from "../../../sandbox/tokens";
import { network, policy, TestAccount } from "../account";

describe("routing in the sandbox", () => {
  it("associates a subnet with one route table of its own VPC", () => {
    const account = new TestAccount();
    const { vpc, subnets } = network(account, ["use1-az1"]);
    const subnetId = subnets[0]?.id;
    const table = account.make(T.RouteTable, "a", { vpcId: vpc.id });
    account.make(T.RouteTableAssociation, "a", { routeTableId: table.id, subnetId });
    const second = account.refusals(T.RouteTableAssociation, "b", { routeTableId: table.id, subnetId });
    expect(second[0]).to.match(/^subnetId: Resource.AlreadyAssociated: /);
    const other = account.make(T.Vpc, "other", { cidrBlock: "10.1.0.0/16" });
    const foreign = account.make(T.RouteTable, "foreign", { vpcId: other.id });
    expect(account.refusals(T.RouteTableAssociation, "c", { routeTableId: foreign.id, subnetId })).to.deep.equal([
      `routeTableId: InvalidParameterValue: Route table ${foreign.id} and subnet ${subnetId} belong to different networks`,
    ]);
    expect(account.refusals(T.RouteTableAssociation, "d", { routeTableId: table.id })).to.deep.equal([
      "subnetId: exactly one of subnetId and gatewayId must be given",
    ]);
  });

  it("takes a VPC's own main route table, which no resource manages", () => {
    const account = new TestAccount();
    const { vpc, subnets } = network(account, ["use1-az1"]);
    const args = { routeTableId: vpc.mainRouteTableId, subnetId: subnets[0]?.id };
    expect(account.refusals(T.RouteTableAssociation, "a", args)).to.deep.equal([]);
    expect(account.refusals(T.RouteTableAssociation, "b", { ...args, routeTableId: "rtb-0" })).to.deep.equal([
      "routeTableId: InvalidRouteTableID.NotFound: The routeTable ID 'rtb-0' does not exist",
    ]);
  });

  it("keeps a route table that a subnet uses", () => {
    const account = new TestAccount();
    const { vpc, subnets } = network(account, ["use1-az1"]);
    const table = account.make(T.RouteTable, "a", { vpcId: vpc.id });
    const link = account.make(T.RouteTableAssociation, "a", { routeTableId: table.id, subnetId: subnets[0]?.id });
    expect(account.deleteRefusal(T.RouteTable, table.id)).to.equal(
      `DependencyViolation: The routeTable '${table.id}' has dependencies and cannot be deleted.`,
    );
    account.deleteRefusal(T.RouteTableAssociation, link.id);
    expect(account.deleteRefusal(T.RouteTable, table.id)).to.equal(undefined);
  });

  it("has one internet gateway per VPC, and NAT gateways with addresses in use", () => {
    const account = new TestAccount();
    const { vpc, subnets } = network(account, ["use1-az1"]);
    const gateway = account.make(T.InternetGateway, "a", { vpcId: vpc.id });
    expect(account.refusals(T.InternetGateway, "b", { vpcId: vpc.id })).to.deep.equal([
      `vpcId: Resource.AlreadyAssociated: resource ${vpc.id} is already attached to ${gateway.id}`,
    ]);
    const eip = account.make(T.Eip, "a", {});
    const nat = account.make(T.NatGateway, "a", { subnetId: subnets[0]?.id, allocationId: eip.id });
    expect(nat.publicIp).to.equal(eip.publicIp);
    expect(account.deleteRefusal(T.Eip, eip.id)).to.match(/^AuthFailure: /);
    expect(account.refusals(T.NatGateway, "b", { subnetId: subnets[0]?.id })).to.deep.equal([
      "allocationId: a public zonal NAT gateway needs an Elastic IP address",
    ]);
  });

  it("has routes from one destination to one target", () => {
    const account = new TestAccount();
    const { vpc } = network(account, []);
    const table = account.make(T.RouteTable, "a", { vpcId: vpc.id });
    const gateway = account.make(T.InternetGateway, "a", { vpcId: vpc.id });
    const route = { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", gatewayId: gateway.id };
    expect(account.refusals(T.Route, "a", route)).to.deep.equal([]);
    expect(account.refusals(T.Route, "b", { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0" })[0]).to.match(
      /^one of carrierGatewayId, .*, vpcPeeringConnectionId must be given, got 0$/,
    );
  });
});

describe("a flow log in the sandbox", () => {
  const trust = policy({ Principal: { Service: "vpc-flow-logs.amazonaws.com" }, Action: "sts:AssumeRole" });

  it("takes one source, a log group that exists and the role that writes to it", () => {
    const account = new TestAccount();
    const { vpc } = network(account, []);
    const group = account.make(T.LogGroup, "logs", { retentionInDays: 30 });
    const role = account.make(T.Role, "logs", { assumeRolePolicy: trust });
    const args = { vpcId: vpc.id, trafficType: "ALL", logDestination: group.arn, iamRoleArn: role.arn };
    const log = account.make(T.FlowLog, "a", args);
    expect(log).to.include({ maxAggregationInterval: 600, logDestinationType: "cloud-watch-logs" });
    expect(log.logFormat).to.match(/^\$\{version\} \$\{account-id\} .* \$\{log-status\}$/);
    const { iamRoleArn, ...without } = args;
    expect(account.refusals(T.FlowLog, "b", without)).to.deep.equal([
      "iamRoleArn: InvalidParameter: DeliverLogsPermissionArn is required for the destination type cloud-watch-logs",
    ]);
    expect(account.refusals(T.FlowLog, "c", { ...args, maxAggregationInterval: 120 })).to.deep.equal([
      "maxAggregationInterval: expected one of 60, 600, got 120",
    ]);
    const nowhere = "arn:aws:logs:us-east-1:123456789012:log-group:none";
    expect(account.refusals(T.FlowLog, "d", { ...args, logDestination: nowhere })).to.deep.equal([
      `logDestination: ResourceNotFoundException: The specified log group does not exist (${nowhere}).`,
    ]);
  });
});

describe("a log group in the sandbox", () => {
  it("keeps logs for one of AWS's periods, and has a name of its own", () => {
    const account = new TestAccount();
    expect(account.refusals(T.LogGroup, "a", { retentionInDays: 31 })[0]).to.match(
      /^retentionInDays: expected one of 0, 1, 3, .*, 3653, got 31$/,
    );
    account.make(T.LogGroup, "b", { name: "/orders" });
    expect(account.refusals(T.LogGroup, "c", { name: "/orders" })[0]).to.equal(
      "name: ResourceAlreadyExistsException: The specified log group already exists",
    );
    expect(account.in("us-east-2").refusals(T.LogGroup, "d", { name: "/orders" })).to.deep.equal([]);
  });
});
