import path from "node:path";
import { ModifyVpcAttributeCommand } from "@aws-sdk/client-ec2";
import { expect } from "chai";
import { Format } from "../../automation/handoff/options";
import { ACME, clientsOf, GLOBEX, INITECH, present } from "./support/clients";
import { admit, statesOf } from "./support/connect";
import { connect, handOver, outputsOf, scriptFor } from "./support/handoff";
import { acceptAll, aliasesIn, endpointIn, publishName, rulesOf, zonesOf } from "./support/handoff-world";
import { subnetsOf } from "./support/publish";
import { useWorlds } from "./support/world";

describe("the script of a hand-off, run by the consumer", function () {
  this.timeout(300_000);
  const { world } = useWorlds();

  it("connects a registered consumer: the registry accepts while it waits, and a zone of the VPC leads to the endpoint", async () => {
    const { service, registry, fn } = await world({ consumers: [{ name: "acme", account: ACME }] });
    const outputs = await outputsOf(service, registry);
    const script = path.join(await handOver(outputs, { consumer: "acme", format: Format.Cli }), "connect.sh");
    const { vpcId } = await subnetsOf(ACME, "us-east-1");

    const early = await connect(script, ACME, { VPC_ID: vpcId });
    const refused = await early.ended;
    expect(refused.code).to.equal(1);
    expect(refused.stderr).to.equal(
      `${service.serviceName} cannot be seen with these credentials, as if it did not exist. ` +
        `The provider admits account ${ACME}; any role or user of it may create the endpoint.\n`,
    );

    await fn.schedule();
    const running = await connect(script, ACME, { VPC_ID: vpcId });
    await running.said(
      "is pendingacceptance. The provider's registry accepts the connection by itself, within 5 minutes.",
    );
    await fn.drain();
    const { code, stdout, stderr } = await running.ended;
    expect(code, stderr).to.equal(0);

    const endpoint = await endpointIn(ACME, vpcId, service.serviceName);
    expect(await statesOf(service)).to.deep.equal({ [present(endpoint.VpcEndpointId, "id")]: "available" });
    expect(await zonesOf(ACME, endpoint)).to.deep.equal(
      (outputs.handoff as { availabilityZoneIds: string[] }).availabilityZoneIds,
    );
    expect(await rulesOf(ACME, endpoint)).to.deep.equal(["tcp 3000-3000 172.31.0.0/16"]);
    const name = `${service.name}.endpoints.internal`;
    expect(await aliasesIn(ACME, vpcId, name)).to.deep.equal([present(endpoint.DnsEntries?.[0]?.DnsName, "name")]);
    expect(stdout).to.equal(
      `getent ahosts ${name}\ntimeout 5 bash -c '</dev/tcp/${name}/3000' && echo 'port 3000 is open'\n`,
    );
  });

  it("changes nothing when it is run again", async () => {
    const { service, registry } = await world();
    await admit(service, GLOBEX);
    await acceptAll(service.serviceId);
    const script = scriptFor(await outputsOf(service, registry, { acceptanceRequired: false }));
    const { vpcId } = await subnetsOf(GLOBEX, "us-east-1");
    const settings = { VPC_ID: vpcId, CLIENT_CIDR: "10.1.0.0/16 10.2.0.0/16" };
    expect((await (await connect(script, GLOBEX, settings)).ended).code).to.equal(0);
    const first = await endpointIn(GLOBEX, vpcId, service.serviceName);
    const again = await (await connect(script, GLOBEX, settings)).ended;
    expect(again.code, again.stderr).to.equal(0);
    expect(again.stderr).to.equal(
      `The endpoint ${first.VpcEndpointId} is there already.\n` +
        `Connected: clients use ${service.name}.endpoints.internal. Test it from a host in ${vpcId}:\n`,
    );
    expect(await endpointIn(GLOBEX, vpcId, service.serviceName)).to.deep.equal(first);
    expect(await rulesOf(GLOBEX, first)).to.deep.equal(["tcp 3000-3000 10.1.0.0/16", "tcp 3000-3000 10.2.0.0/16"]);
    expect(await aliasesIn(GLOBEX, vpcId, `${service.name}.endpoints.internal`)).to.have.lengthOf(1);
  });

  it("turns the private DNS name on after the acceptance, and not before", async () => {
    const { service, registry, fn } = await world({ consumers: [{ name: "initech", account: INITECH }] });
    await publishName(service.serviceId, "api.example.com");
    await fn.schedule();
    const outputs = await outputsOf(service, registry, { privateDnsName: "api.example.com" });
    const script = path.join(await handOver(outputs, { consumer: "initech", format: Format.Cli }), "connect.sh");
    const { vpcId } = await subnetsOf(INITECH, "us-east-1");
    const running = await connect(script, INITECH, { VPC_ID: vpcId });
    await running.said("is pendingacceptance");
    expect((await endpointIn(INITECH, vpcId, service.serviceName)).PrivateDnsEnabled).to.equal(false);
    await fn.drain();
    const { code, stderr, stdout } = await running.ended;
    expect(code, stderr).to.equal(0);
    expect((await endpointIn(INITECH, vpcId, service.serviceName)).PrivateDnsEnabled).to.equal(true);
    expect(stdout.split("\n")[0]).to.equal("getent ahosts api.example.com");
  });

  it("connects from another Region that the service admits, whatever the zones there", async () => {
    const { service, registry, fn } = await world({
      consumers: [{ name: "acme", account: ACME }],
      service: { supportedRegions: ["us-east-2"] },
    });
    await fn.schedule();
    const outputs = await outputsOf(service, registry, { supportedRegions: ["us-east-1", "us-east-2"] });
    const script = path.join(await handOver(outputs, { consumer: "acme", format: Format.Cli }), "connect.sh");
    const { vpcId, subnetIds } = await subnetsOf(ACME, "us-east-2");
    const running = await connect(script, ACME, { VPC_ID: vpcId, REGION: "us-east-2" }, "us-east-2");
    await running.said("is pendingacceptance");
    await fn.schedule();
    const { code, stderr } = await running.ended;
    expect(code, stderr).to.equal(0);
    const endpoint = await endpointIn(ACME, vpcId, service.serviceName, "us-east-2");
    expect(endpoint.ServiceRegion).to.equal("us-east-1");
    expect([...(endpoint.SubnetIds ?? [])].sort()).to.deep.equal([...subnetIds].sort());
  });

  it("ends after the given minutes with what to do, and goes on with the same endpoint", async () => {
    const { service, registry, fn } = await world({ consumers: [{ name: "globex", account: GLOBEX }] });
    await fn.schedule();
    const outputs = await outputsOf(service, registry);
    const script = path.join(await handOver(outputs, { consumer: "globex", format: Format.Cli }), "connect.sh");
    const { vpcId } = await subnetsOf(GLOBEX, "us-east-1");
    const late = await (await connect(script, GLOBEX, { VPC_ID: vpcId, WAIT_MINUTES: "0" })).ended;
    const { VpcEndpointId: endpointId } = await endpointIn(GLOBEX, vpcId, service.serviceName);
    expect(late.code).to.equal(1);
    expect(late.stderr.trimEnd().split("\n").at(-1)).to.equal(
      `${endpointId} is still pendingacceptance after 0 minutes. Ask the provider about it; then run this again, which goes on with the same endpoint.`,
    );
    await fn.drain();
    const { code, stderr } = await (await connect(script, GLOBEX, { VPC_ID: vpcId, WAIT_MINUTES: "0" })).ended;
    expect(code, stderr).to.equal(0);
    expect(stderr).to.include(`The endpoint ${endpointId} is there already.`);
  });

  it("says what is wrong before it makes anything: account, Region, subnets, DNS, the VPC", async () => {
    const { service, registry, fn } = await world({ consumers: [{ name: "acme", account: ACME }] });
    await fn.schedule();
    const outputs = await outputsOf(service, registry);
    const script = path.join(await handOver(outputs, { consumer: "acme", format: Format.Cli }), "connect.sh");
    const { vpcId } = await subnetsOf(ACME, "us-east-1");
    const messageOf = async (settings: Record<string, string>, account = ACME) => {
      const { code, stderr } = await (await connect(script, account, settings)).ended;
      expect(code, stderr).to.equal(1);
      return stderr.trimEnd();
    };
    expect(await messageOf({})).to.equal(`Say which VPC the clients are in: VPC_ID=vpc-0123456789abcdef0 ${script}`);
    expect(await messageOf({ VPC_ID: vpcId }, GLOBEX)).to.equal(
      `The credentials are of account ${GLOBEX}, but the provider admits account ${ACME}: use credentials of that one.`,
    );
    expect(await messageOf({ VPC_ID: vpcId, REGION: "eu-west-1" })).to.equal(
      "REGION is eu-west-1, but order-processor admits your endpoints in these Regions only: us-east-1.",
    );
    expect(await messageOf({ VPC_ID: vpcId, WAIT_MINUTES: "soon" })).to.equal(
      "WAIT_MINUTES is soon: give a whole number of minutes.",
    );
    expect((await messageOf({ VPC_ID: "vpc-00000000000000000" })).split("\n").at(-1)).to.equal(
      "The VPC vpc-00000000000000000 cannot be read in us-east-1; AWS's message is above.",
    );
    const { ec2 } = await clientsOf(ACME);
    await ec2.send(new ModifyVpcAttributeCommand({ VpcId: vpcId, EnableDnsHostnames: { Value: false } }));
    expect(await messageOf({ VPC_ID: vpcId })).to.equal(
      "The VPC has enableDnsHostnames off, without which no private name is answered. Turn it on: " +
        `aws ec2 modify-vpc-attribute --region us-east-1 --vpc-id ${vpcId} --enable-dns-hostnames`,
    );
    await ec2.send(new ModifyVpcAttributeCommand({ VpcId: vpcId, EnableDnsHostnames: { Value: true } }));
    const elsewhere = scriptFor({
      ...outputs,
      handoff: { ...(outputs.handoff as object), availabilityZoneIds: ["use1-az9"] },
    });
    const { code, stderr } = await (await connect(elsewhere, ACME, { VPC_ID: vpcId })).ended;
    expect(code).to.equal(1);
    expect(stderr).to.match(
      /^No subnet of vpc-\w+ is in an Availability Zone of the service, which is in: use1-az9\. The subnets are in: use1-az1 .*\(compared by AZ id; names differ between accounts\)\.\n$/,
    );
  });
});
