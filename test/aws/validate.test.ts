import {
  CreateNetworkAclEntryCommand,
  DeleteNetworkAclEntryCommand,
  DescribeNetworkAclsCommand,
  DescribeVpcsCommand,
  type EC2Client,
  ModifyVpcAttributeCommand,
  ModifyVpcEndpointCommand,
} from "@aws-sdk/client-ec2";
import { expect } from "chai";
import { privatelink } from "../automation/support/command";
import { folderWith } from "../automation/support/folder";
import { ACME, clientsOf, environmentOf, GLOBEX, INITECH } from "./support/clients";
import { admit } from "./support/connect";
import { consumerVpc, endpointIn, group, useNameServers } from "./support/consumer-vpc";
import { emulator } from "./support/emulator";
import { publishService } from "./support/publish";
import {
  CERTIFICATE,
  caFile,
  cleanUp,
  decide,
  freePort,
  handoffFile,
  NAME,
  privateZone,
  publishName,
  resolver,
  run,
  servers,
  troubles,
  useValidate,
  world,
} from "./support/validate";

describe("privatelink validate, on the protocol of AWS", function () {
  this.timeout(60_000);
  useValidate();

  it("says from the first minute what is missing, until everything is in order", async () => {
    const service = await publishService();
    await publishName(service);
    const port = await freePort();
    const vpc = await consumerVpc(ACME, port);
    const handoff = handoffFile(service, port, NAME);
    const only = { handoff, vpc: vpc.vpcId, network: false };

    const hidden = await run(ACME, only);
    expect(troubles(hidden.report)).to.deep.equal([
      "service FAIL: AWS shows no such service in us-east-1 to this account: it does so where the account is not admitted, and where the service does not exist.",
      `endpoint FAIL: There is no endpoint of the service in ${vpc.vpcId}.`,
    ]);
    expect([hidden.code, hidden.stderr]).to.deep.equal([2, ""]);
    expect(hidden.stdout).to.include(`Ask the provider to admit arn:aws:iam::${ACME}:root`);

    await admit(service, ACME);
    const none = await run(ACME, only);
    expect(troubles(none.report)).to.deep.equal([
      `endpoint FAIL: There is no endpoint of the service in ${vpc.vpcId}.`,
    ]);

    const { endpointId, addresses } = await endpointIn(vpc, service);
    const pending = await run(ACME, only);
    expect(troubles(pending.report)).to.have.lengthOf(2);
    expect(troubles(pending.report)[0]).to.match(/^state FAIL: It waits for the provider to accept it, since 20/);
    expect(troubles(pending.report)[1]).to.equal(
      `private-dns FAIL: ${NAME} is not turned on for the endpoint: it can only be once the provider has accepted the connection.`,
    );
    expect(pending.stdout).to.include(
      `Tell the provider ${endpointId} and account ${ACME}; nothing is wrong on this side.`,
    );

    await decide("reject", service, endpointId);
    expect(troubles((await run(ACME, only)).report)[0]).to.equal(
      "state FAIL: The provider has rejected the connection.",
    );

    await decide("accept", service, endpointId);
    const accepted = await run(ACME, only);
    expect(troubles(accepted.report)).to.deep.equal([
      `private-dns FAIL: ${NAME} is not turned on for the endpoint, so ${NAME} is resolved by public DNS.`,
    ]);
    expect(accepted.stdout).to.include(
      `aws ec2 modify-vpc-endpoint --region us-east-1 --vpc-endpoint-id ${endpointId} --private-dns-enabled`,
    );

    const { ec2 } = await clientsOf(ACME);
    await ec2.send(new ModifyVpcEndpointCommand({ VpcEndpointId: endpointId, PrivateDnsEnabled: true }));
    for (const address of addresses) await servers.https(address, port, CERTIFICATE);
    const options = { ...only, network: true, httpPath: "/health", caFile: caFile() };
    const done = await run(ACME, { ...options, dnsServer: await resolver({ [NAME]: addresses }), strict: true });
    expect(troubles(done.report)).to.deep.equal([]);
    expect(done.code).to.equal(0);
    expect(done.report?.network?.from).to.equal("inside");
    expect(done.report?.findings.map(({ check, subject }) => `${check}: ${subject}`).slice(-7)).to.deep.equal([
      `resolution: Name ${NAME}`,
      `tcp: TCP ${port} at ${addresses[1]} in use1-az1`,
      `tcp: TCP ${port} at ${addresses[0]} in use1-az6`,
      `tls: TLS ${port} at ${addresses[1]} in use1-az1`,
      `tls: TLS ${port} at ${addresses[0]} in use1-az6`,
      `http: GET /health on ${port} at ${addresses[1]} in use1-az1`,
      `http: GET /health on ${port} at ${addresses[0]} in use1-az6`,
    ]);

    const zoneId = await privateZone(ACME, vpc.vpcId, NAME);
    const shadowed = await run(ACME, { ...options, dnsServer: await resolver({ [NAME]: ["10.9.8.7"] }) });
    expect(troubles(shadowed.report)).to.deep.equal([
      `private-zone FAIL: ${NAME} (${zoneId}, of account ${ACME}) answers for ${NAME} and shadows the name that AWS made for the endpoint.`,
      `resolution FAIL: It gives 10.9.8.7: no address of ${endpointId}, but of another private zone, another endpoint or an old record.`,
    ]);
  });

  it("names security groups that keep clients out, and the default group that nobody asked for", async () => {
    const { vpc, options, port, endpoint, ec2 } = await world(ACME);
    const closed = await group(ACME, vpc.vpcId, [{ port: port - 1, cidr: vpc.cidr }]);
    const half = await group(ACME, vpc.vpcId, [{ port, cidr: vpc.cidr.replace("0.0/16", "0.0/24") }]);
    const VpcEndpointId = endpoint.endpointId;
    const only = { ...options, network: false };
    const change = { VpcEndpointId, AddSecurityGroupIds: [closed], RemoveSecurityGroupIds: [vpc.groupId] };
    await ec2.send(new ModifyVpcEndpointCommand(change));
    expect(troubles((await run(ACME, only)).report)).to.deep.equal([
      "security-group FAIL: Nobody in the VPC is admitted.",
    ]);
    await ec2.send(new ModifyVpcEndpointCommand({ VpcEndpointId, AddSecurityGroupIds: [half] }));
    const inHalf = vpc.cidr.replace("0.0/16", "0.0/24");
    expect(troubles((await run(ACME, only)).report)).to.deep.equal([
      `security-group UNKNOWN: Only ${inHalf} are admitted, and whether the clients are among them is not known.`,
    ]);
    expect(troubles((await run(ACME, { ...only, clientCidr: [inHalf] })).report)).to.deep.equal([]);
    const other = vpc.cidr.replace("0.0/16", "1.0/24");
    expect(troubles((await run(ACME, { ...only, clientCidr: [other] })).report)).to.deep.equal([
      `security-group FAIL: The groups do not admit ${other}.`,
    ]);

    const second = await world(ACME, []);
    const { report } = await run(ACME, { ...second.options, network: false });
    expect(troubles(report)).to.have.lengthOf(1);
    expect(troubles(report)[0]).to.match(
      /^security-group FAIL: The endpoint has the VPC's default group, sg-\w+, which AWS takes where none is named; it admits its own members only\.$/,
    );
  });

  it("names network ACLs and DNS settings that are in the way", async () => {
    const { vpc, options, ec2 } = await world(GLOBEX);
    const only = { ...options, network: false };
    const { NetworkAcls: [acl] = [] } = await ec2.send(
      new DescribeNetworkAclsCommand({ Filters: [{ Name: "vpc-id", Values: [vpc.vpcId] }] }),
    );
    const NetworkAclId = acl?.NetworkAclId;
    await ec2.send(
      new CreateNetworkAclEntryCommand({
        NetworkAclId,
        RuleNumber: 50,
        Egress: true,
        Protocol: "6",
        RuleAction: "deny",
        CidrBlock: "0.0.0.0/0",
        PortRange: { From: 61000, To: 65535 },
      }),
    );
    const denied = await run(GLOBEX, { ...only, clientCidr: [vpc.cidr] });
    expect(troubles(denied.report)).to.deep.equal([
      `network-acl FAIL: ${NetworkAclId} denies it to ${vpc.cidr} by rule 50.`,
    ]);
    expect(denied.stdout).to.include("TCP 32768 to 65535 out of the endpoint's subnets");
    await ec2.send(new DeleteNetworkAclEntryCommand({ NetworkAclId, RuleNumber: 50, Egress: true }));

    const flag = (value: boolean) => ({ VpcId: vpc.vpcId, EnableDnsHostnames: { Value: value } });
    await ec2.send(new ModifyVpcAttributeCommand(flag(false)));
    await useNameServers(GLOBEX, vpc.vpcId, "10.0.0.53");
    const optionsId = await optionsIdOf(ec2, vpc.vpcId);
    expect(troubles((await run(GLOBEX, only)).report)).to.deep.equal([
      "vpc-dns FAIL: enableDnsHostnames is off, so the resolver answers from no private zone, private DNS among them.",
      `dhcp UNKNOWN: ${optionsId} names 10.0.0.53 as DNS server; whether it forwards to the VPC's resolver is not visible from AWS.`,
    ]);
  });

  it("tells an endpoint of another service, several endpoints, and one that is not there", async () => {
    const { service, vpc, endpoint, handoff } = await world(INITECH);
    const other = await world(INITECH);
    const only = { handoff, network: false };
    const wrong = await run(INITECH, { ...only, endpoint: other.endpoint.endpointId });
    expect(troubles(wrong.report)).to.deep.equal([
      `endpoint FAIL: It is an endpoint of ${other.service.serviceName}, not of ${service.serviceName}.`,
    ]);
    const lost = await run(INITECH, { ...only, endpoint: "vpce-00000000000000000" });
    expect(troubles(lost.report)[0]).to.match(/^endpoint FAIL: There is no such endpoint in this account in us-east-1/);

    const more = await consumerVpc(INITECH, 443);
    const twin = await endpointIn(more, service);
    const several = await run(INITECH, only);
    expect([several.code, several.stdout]).to.deep.equal([2, ""]);
    const all = [
      `${endpoint.endpointId} in ${vpc.vpcId} (available)`,
      `${twin.endpointId} in ${more.vpcId} (pendingAcceptance)`,
    ].sort();
    expect(several.stderr).to.equal(
      `There are 2 endpoints of the service in us-east-1: ${all.join(", ")}. Say which one with --endpoint or --vpc.\n`,
    );
  });

  it("calls unknown what the credentials may not see, and ends with 1 where they are not taken", async () => {
    const { options } = await world(ACME);
    const { control } = await emulator();
    const error = {
      code: "UnauthorizedOperation",
      message: "You are not authorized to perform this operation.",
      status: 403,
    };
    await control.fault({ action: "ec2:DescribeNetworkAcls", error, times: 2 });
    const { code, report } = await run(ACME, { ...options, network: false });
    expect(troubles(report)).to.deep.equal([
      "network-acl UNKNOWN: AWS does not allow these credentials ec2:DescribeNetworkAcls.",
    ]);
    expect(code).to.equal(0);
    expect((await run(ACME, { ...options, network: false, strict: true })).code).to.equal(2);

    const expired = {
      code: "ExpiredToken",
      message: "The security token included in the request is expired",
      status: 403,
    };
    await control.fault({ action: "sts:GetCallerIdentity", error: expired, times: 1 });
    const refused = await run(ACME, { ...options, network: false });
    expect(refused.code).to.equal(1);
    expect(troubles(refused.report)[0]).to.equal(
      "credentials FAIL: The AWS credentials have expired: get new ones, for example by aws sso login, and run the command again.",
    );
    expect(refused.report?.counts.OK).to.equal(1);
  });

  it("reads the usual command line", async () => {
    const { handoff, vpc } = await world(ACME);
    const env = await environmentOf(ACME);
    const folder = folderWith({}, cleanUp.add);
    const ended = await privatelink(
      ["validate", "--handoff", handoff, "--vpc", vpc.vpcId, "--no-network"],
      folder,
      env,
    );
    expect([ended.code, ended.stderr]).to.deep.equal([0, ""]);
    expect(ended.stdout).to.match(/^OK {7}Credentials: They are of account 210987654321/);
    expect(ended.stdout.trimEnd().split("\n").at(-1)).to.equal("15 OK, 0 FAIL, 0 UNKNOWN");
  });
});

async function optionsIdOf(ec2: EC2Client, vpcId: string): Promise<string> {
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({ VpcIds: [vpcId] }));
  return Vpcs[0]?.DhcpOptionsId ?? "";
}
