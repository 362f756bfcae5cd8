import {
  DescribeNetworkAclsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcEndpointServicesCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  EC2Client,
  GetManagedPrefixListEntriesCommand,
} from "@aws-sdk/client-ec2";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { mockClient } from "aws-sdk-client-mock";
import { expect } from "chai";
import { readCaller } from "../../../../automation/validate/gather/caller";
import { readEndpoint, readService } from "../../../../automation/validate/gather/endpoint";
import { readGroups, readPrefixLists } from "../../../../automation/validate/gather/groups";
import { readAcls, readInterfaces } from "../../../../automation/validate/gather/network";
import { readVpc } from "../../../../automation/validate/gather/vpc";
import { isInVpc } from "../../../../automation/validate/network/vantage";
import { aTarget, ENDPOINT, SERVICE } from "../support/facts";

const ec2 = new EC2Client({ region: "us-east-1" });
const sts = new STSClient({ region: "us-east-1" });
const calls = mockClient(ec2);
const stsCalls = mockClient(sts);

function awsError(name: string, status = 400, message = "no"): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status } });
}

describe("facts from AWS", () => {
  beforeEach(() => {
    calls.reset();
    stsCalls.reset();
  });

  it("ask another Region's service by its Region, and take InvalidServiceName for one that is not shown", async () => {
    calls.on(DescribeVpcEndpointServicesCommand).rejects(awsError("InvalidServiceName"));
    const target = aTarget({ region: "us-east-2" });
    expect(await readService(ec2, target)).to.deep.equal({ value: undefined });
    expect(calls.commandCalls(DescribeVpcEndpointServicesCommand)[0]?.args[0].input).to.deep.equal({
      ServiceNames: [SERVICE],
      ServiceRegions: ["us-east-1"],
    });
  });

  it("have the reason and the last error of an endpoint", async () => {
    calls.on(DescribeVpcEndpointsCommand).resolves({
      VpcEndpoints: [
        {
          VpcEndpointId: ENDPOINT,
          ServiceName: SERVICE,
          VpcId: "vpc-1",
          State: "Partial",
          FailureReason: "some",
          LastError: { Code: "InsufficientFreeAddressesInSubnet", Message: "none left" },
          Groups: [{ GroupId: "sg-1" }],
        },
      ],
    });
    expect(await readEndpoint(ec2, aTarget({ endpointId: ENDPOINT }))).to.deep.equal({
      value: {
        endpointId: ENDPOINT,
        serviceName: SERVICE,
        vpcId: "vpc-1",
        state: "Partial",
        createdAt: undefined,
        failureReason: "some",
        lastError: { code: "InsufficientFreeAddressesInSubnet", message: "none left" },
        subnetIds: [],
        interfaceIds: [],
        groupIds: ["sg-1"],
        privateDnsEnabled: false,
        dnsNames: [],
      },
    });
  });

  it("prefer an endpoint that is connected to those that were rejected or are being deleted", async () => {
    const one = (id: string, State: string) => ({ VpcEndpointId: id, ServiceName: SERVICE, VpcId: "vpc-1", State });
    const states = [one("vpce-a", "rejected"), one("vpce-b", "deleting"), one("vpce-c", "pendingAcceptance")];
    calls.on(DescribeVpcEndpointsCommand).resolves({ VpcEndpoints: states as never });
    const found = await readEndpoint(ec2, aTarget());
    expect("value" in found && found.value?.endpointId).to.equal("vpce-c");
  });

  it("name the permission that is missing, and throw what is no error of AWS", async () => {
    calls.on(DescribeNetworkAclsCommand).rejects(awsError("UnauthorizedOperation", 403));
    expect(await readAcls(ec2, "vpc-1")).to.deep.equal({
      gap: {
        cause: "AWS does not allow these credentials ec2:DescribeNetworkAcls.",
        remedy: "Have ec2:DescribeNetworkAcls allowed to them, and validate again.",
      },
    });
    calls.on(DescribeNetworkAclsCommand).rejects(new TypeError("fault"));
    const thrown = await readAcls(ec2, "vpc-1").catch((error) => error);
    expect(thrown).to.be.instanceOf(TypeError);
  });

  it("have IPv6 addresses, blocks and rules, and the entries of prefix lists", async () => {
    calls.on(DescribeNetworkInterfacesCommand).resolves({
      NetworkInterfaces: [
        {
          NetworkInterfaceId: "eni-1",
          SubnetId: "subnet-1",
          Status: "in-use",
          PrivateIpAddress: "10.0.1.25",
          Ipv6Addresses: [{ Ipv6Address: "2600::5" }],
        },
      ],
    });
    const interfaces = await readInterfaces(ec2, ["eni-1"], [{ subnetId: "subnet-1", zoneId: "use1-az1", cidrs: [] }]);
    expect("value" in interfaces && interfaces.value[0]?.addresses).to.deep.equal(["10.0.1.25", "2600::5"]);

    calls.on(DescribeVpcsCommand).resolves({
      Vpcs: [
        {
          CidrBlock: "10.0.0.0/16",
          CidrBlockAssociationSet: [
            { CidrBlock: "10.0.0.0/16", CidrBlockState: { State: "associated" } },
            { CidrBlock: "10.9.0.0/16", CidrBlockState: { State: "disassociated" } },
          ],
          Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: "2600::/56", Ipv6CidrBlockState: { State: "associated" } }],
        },
      ],
    });
    expect(await readVpc(ec2, "vpc-1")).to.deep.equal({
      value: { vpcId: "vpc-1", cidrs: ["10.0.0.0/16", "2600::/56"], dhcpOptionsId: "default" },
    });

    const permission = {
      IpProtocol: "-1",
      Ipv6Ranges: [{ CidrIpv6: "::/0" }],
      PrefixListIds: [{ PrefixListId: "pl-1" }],
    };
    calls.on(DescribeSecurityGroupsCommand).resolves({
      SecurityGroups: [{ GroupId: "sg-1", GroupName: "default", IpPermissions: [permission], IpPermissionsEgress: [] }],
    });
    const groups = await readGroups(ec2, ["sg-1"]);
    const rule = { egress: false, protocol: "-1", fromPort: 0, toPort: 65535 };
    expect(groups).to.deep.equal({
      value: [
        {
          groupId: "sg-1",
          groupName: "default",
          rules: [
            { ...rule, cidr: "::/0" },
            { ...rule, prefixListId: "pl-1" },
          ],
        },
      ],
    });
    calls.on(GetManagedPrefixListEntriesCommand).resolves({ Entries: [{ Cidr: "10.1.0.0/16" }] });
    const lists = await readPrefixLists(ec2, "value" in groups ? groups.value : []);
    expect("value" in lists && [...lists.value]).to.deep.equal([["pl-1", ["10.1.0.0/16"]]]);
  });

  it("tell refused credentials from AWS being out of reach", async () => {
    const refusals = [
      awsError("ExpiredToken", 403),
      Object.assign(new Error("none"), { name: "CredentialsProviderError" }),
    ];
    for (const error of refusals) {
      stsCalls.on(GetCallerIdentityCommand).rejects(error);
      expect((await readCaller(sts)).refusedCredentials).to.be.a("string");
    }
    stsCalls.on(GetCallerIdentityCommand).rejects(Object.assign(new Error("no route"), { code: "ENOTFOUND" }));
    const { caller, refusedCredentials } = await readCaller(sts);
    expect([refusedCredentials, "gap" in caller]).to.deep.equal([undefined, true]);
  });

  it("know a host of the VPC by the MAC of one of its interfaces", async () => {
    calls.on(DescribeNetworkInterfacesCommand).resolves({ NetworkInterfaces: [{}] });
    expect(await isInVpc(ec2, "vpc-1", ["0a:00:00:00:00:01"])).to.equal(true);
    expect(calls.commandCalls(DescribeNetworkInterfacesCommand)[0]?.args[0].input.Filters).to.deep.equal([
      { Name: "vpc-id", Values: ["vpc-1"] },
      { Name: "mac-address", Values: ["0a:00:00:00:00:01"] },
    ]);
    calls.on(DescribeNetworkInterfacesCommand).rejects(awsError("UnauthorizedOperation", 403));
    expect(await isInVpc(ec2, "vpc-1", ["0a:00:00:00:00:01"])).to.equal(false);
    expect(await isInVpc(ec2, "vpc-1", [])).to.equal(false);
  });
});
