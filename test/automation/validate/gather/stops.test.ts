import {
  DescribeNetworkAclsCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcEndpointServicesCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { ListHostedZonesByVPCCommand, Route53Client } from "@aws-sdk/client-route-53";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { mockClient } from "aws-sdk-client-mock";
import { expect } from "chai";
import { gather } from "../../../../automation/validate/gather/gather";
import { lineOf } from "../../../../automation/validate/render";
import { apiFindings } from "../../../../automation/validate/rules/api";
import type { Target } from "../../../../automation/validate/target";
import { ACCOUNT, aTarget, SERVICE } from "../support/facts";

const clients = {
  ec2: new EC2Client({ region: "us-east-1" }),
  route53: new Route53Client({ region: "us-east-1" }),
  sts: new STSClient({ region: "us-east-1" }),
};
const ec2 = mockClient(clients.ec2);
const route53 = mockClient(clients.route53);
const sts = mockClient(clients.sts);

async function linesOf(target: Target): Promise<string[]> {
  return apiFindings(await gather(clients, target), target).map(lineOf);
}

describe("what is said after something that all the rest hangs on", () => {
  beforeEach(() => {
    for (const mock of [ec2, route53, sts]) mock.reset();
    sts.on(GetCallerIdentityCommand).resolves({ Account: ACCOUNT, Arn: `arn:aws:iam::${ACCOUNT}:user/ops` });
  });

  it("is nothing of an account that the hand-off is not for, and AWS is not asked", async () => {
    const [first, second, ...below] = await linesOf(aTarget({ account: "444455556666", vpcId: "vpc-9" }));
    expect(first).to.match(/^FAIL {5}Credentials: .*Use credentials of account 444455556666\.$/);
    expect(second).to.equal("OK       Region us-east-1: The service is in the same Region.");
    const reason =
      "AWS was not asked, because the credentials are not of account 444455556666. Put right the credentials first.";
    expect(below[0]).to.equal(`UNKNOWN  Service ${SERVICE}: ${reason}`);
    expect(below.filter((line) => !line.startsWith("UNKNOWN") || !line.endsWith(reason))).to.deep.equal([]);
    expect(below).to.have.length.greaterThan(5);
    expect(ec2.calls()).to.have.lengthOf(0);
  });

  it("is nothing of a Region that the service is not open to", async () => {
    const [, second, ...below] = await linesOf(aTarget({ region: "eu-west-1" }));
    expect(second).to.match(/^FAIL {5}Region eu-west-1:/);
    const reason = "AWS was not asked, because the service is not open to eu-west-1. Put right the Region first.";
    expect(below[0]).to.equal(`UNKNOWN  Service ${SERVICE}: ${reason}`);
    expect(below.filter((line) => !line.startsWith("UNKNOWN") || !line.endsWith(reason))).to.deep.equal([]);
    expect(ec2.calls()).to.have.lengthOf(0);
  });

  it("is nothing of a VPC that there is not, which has a line of its own", async () => {
    ec2.on(DescribeVpcEndpointServicesCommand).resolves({ ServiceDetails: [{ AvailabilityZoneIds: ["use1-az1"] }] });
    const missing = Object.assign(new Error("no"), {
      name: "InvalidVpcID.NotFound",
      $metadata: { httpStatusCode: 400 },
    });
    ec2.on(DescribeVpcsCommand).rejects(missing);
    const [, , service, vpc, endpoint, ...below] = await linesOf(aTarget({ vpcId: "vpc-9" }));
    expect(service).to.match(/^OK {7}Service/);
    expect(vpc).to.equal(
      "FAIL     VPC vpc-9: There is no such VPC in us-east-1 in the account of these credentials. Compare the id of --vpc, the Region of --region and the credentials.",
    );
    expect(endpoint).to.equal("UNKNOWN  Endpoint: There is no VPC vpc-9. Put right --vpc first.");
    expect(below.filter((line) => !line.startsWith("UNKNOWN"))).to.deep.equal([]);
    expect(ec2.commandCalls(DescribeVpcEndpointsCommand)).to.have.lengthOf(0);
  });

  it("names the endpoint that another VPC has", async () => {
    ec2.on(DescribeVpcEndpointServicesCommand).resolves({ ServiceDetails: [{ AvailabilityZoneIds: ["use1-az1"] }] });
    ec2.on(DescribeVpcsCommand).resolves({ Vpcs: [{ CidrBlock: "10.9.0.0/16" }] });
    ec2.on(DescribeSubnetsCommand).resolves({ Subnets: [] });
    ec2.on(DescribeNetworkAclsCommand).resolves({ NetworkAcls: [] });
    ec2.on(DescribeVpcAttributeCommand).resolves({
      EnableDnsSupport: { Value: true },
      EnableDnsHostnames: { Value: true },
    });
    route53.on(ListHostedZonesByVPCCommand).resolves({ HostedZoneSummaries: [] });
    const there = [{ VpcEndpointId: "vpce-a", ServiceName: SERVICE, VpcId: "vpc-1", State: "Available" }];
    ec2.on(DescribeVpcEndpointsCommand).callsFake(({ Filters }: { Filters: { Name: string }[] }) => ({
      VpcEndpoints: Filters.some(({ Name }) => Name === "vpc-id") ? [] : there,
    }));
    const { endpoint, elsewhere } = await gather(clients, aTarget({ vpcId: "vpc-9" }));
    expect([endpoint, elsewhere]).to.deep.equal([
      { value: undefined },
      { value: [{ endpointId: "vpce-a", vpcId: "vpc-1" }] },
    ]);
    const line = (await linesOf(aTarget({ vpcId: "vpc-9" }))).find((one) => one.includes("Endpoint"));
    expect(line).to.match(
      /^FAIL {5}Endpoint: There is no endpoint of the service in vpc-9\. This account has vpce-a in vpc-1\. Where that one is meant, name it with --endpoint; otherwise create one here: aws ec2 create-vpc-endpoint --region us-east-1 /,
    );
  });
});
