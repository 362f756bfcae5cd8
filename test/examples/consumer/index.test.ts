import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { handoffDocument } from "../../../components/lib/handoff";
import connect from "../../../examples/consumer/index";
import type { Cloud } from "../../../sandbox/cloud";
import { T } from "../../../sandbox/tokens";
import { logged } from "../../support/logged";
import { withMocks } from "../../support/mocks";
import { promiseOf } from "../../support/promise-of";
import { rawNetwork } from "../../support/raw-network";

const EXAMPLE = path.resolve(__dirname, "../../../examples/consumer");
const PROVIDER = "organization/saas-privatelink/us-east-2";
const HANDOFF = handoffDocument({
  name: "order-processor",
  serviceName: "com.amazonaws.vpce.us-east-2.vpce-svc-0123456789abcdef0",
  region: "us-east-2",
  supportedRegions: ["us-west-2"],
  availabilityZoneIds: ["use2-az1", "use2-az3"],
  ports: [{ name: "api", port: 3000, protocol: "TCP" }],
  privateDnsName: "api.example.com",
  acceptanceRequired: true,
  ipAddressTypes: ["ipv4"],
});

async function stackFile(): Promise<Record<string, string>> {
  return parse(await readFile(path.join(EXAMPLE, "Pulumi.us-east-2.yaml"), "utf8")).config;
}

async function run(
  change: Record<string, string | undefined> = {},
  outputs: object = { handoff: HANDOFF },
  region = "us-east-2",
  cloud?: Cloud,
) {
  const config: Record<string, string> = {};
  const settings = { ...(await stackFile()) };
  for (const [key, value] of Object.entries(change)) {
    if (value === undefined) delete settings[`privatelink-consumer:${key}`];
    else settings[`privatelink-consumer:${key}`] = value;
  }
  for (const [key, value] of Object.entries({ ...settings, "aws:region": region })) config[key] = String(value);
  return withMocks(connect, {
    region,
    project: "privatelink-consumer",
    stack: region,
    config,
    stackOutputs: { [PROVIDER]: outputs },
    ...(cloud && { cloud }),
  });
}

function failure(example: Promise<unknown>): Promise<string> {
  return example.then(
    () => "nothing was refused",
    (error: Error) => error.message,
  );
}

describe("examples/consumer", () => {
  it("connects a VPC of its own to the provider's stack", async () => {
    const example = await run();
    expect(example.count()).to.deep.equal({
      "pulumi:pulumi:StackReference": 1,
      "saas-privatelink:index:ProviderNetwork": 1,
      [T.Vpc]: 1,
      [T.DefaultSecurityGroup]: 1,
      [T.Subnet]: 3,
      [T.RouteTable]: 3,
      [T.RouteTableAssociation]: 3,
      "saas-privatelink:index:ConsumerEndpoint": 1,
      [T.SecurityGroup]: 1,
      [T.VpcEndpoint]: 1,
      [T.Zone]: 1,
      [T.Record]: 1,
    });
    expect(example.one(T.VpcEndpoint).inputs).to.deep.include({
      serviceName: HANDOFF.serviceName,
      subnetIds: [example.named("clients-subnet-use2-az1").id, example.named("clients-subnet-use2-az3").id],
    });
    expect(example.one(T.Vpc).inputs.cidrBlock).to.equal("10.192.0.0/22");
  });

  it("exports how to reach the service", async () => {
    const { result, one } = await run();
    expect(await promiseOf(result.dnsName)).to.equal("order-processor.endpoints.internal");
    expect(await promiseOf(result.endpointState)).to.equal("pendingAcceptance");
    expect(await promiseOf(result.availabilityZoneIds)).to.deep.equal(["use2-az1", "use2-az3"]);
    expect(await promiseOf(result.endpointId)).to.equal(one(T.VpcEndpoint).id);
    expect(Object.keys(result)).to.deep.equal([
      "endpointId",
      "endpointState",
      "dnsName",
      "endpointDnsName",
      "availabilityZoneIds",
      "securityGroupId",
    ]);
  });

  it("connects a VPC that is there already, without making another one", async () => {
    const network = await withMocks(() => rawNetwork("mine", ["use2-az1", "use2-az2"]), { region: "us-east-2" });
    const vpcId = await promiseOf(network.result.vpcId);
    const subnetIds = await Promise.all(Object.values(network.result.subnetIds).map(promiseOf));
    const mine = { cidr: undefined, vpcId, subnetIds: JSON.stringify(subnetIds) };
    const example = await run(mine, { handoff: HANDOFF }, "us-east-2", network.cloud);
    expect(example.count()).to.deep.equal({
      "pulumi:pulumi:StackReference": 1,
      "saas-privatelink:index:ConsumerEndpoint": 1,
      [T.SecurityGroup]: 1,
      [T.VpcEndpoint]: 1,
      [T.Zone]: 1,
      [T.Record]: 1,
    });
    expect(example.one(T.VpcEndpoint).inputs).to.deep.include({ vpcId, subnetIds: [subnetIds[0]] });
  });

  it("reads the hand-off from a file too", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "handoff-"));
    try {
      const handoffFile = path.join(folder, "handoff.json");
      await writeFile(handoffFile, JSON.stringify(HANDOFF));
      const example = await run({ provider: undefined, handoffFile });
      expect(example.byType("pulumi:pulumi:StackReference")).to.deep.equal([]);
      expect(example.one(T.VpcEndpoint).inputs.serviceName).to.equal(HANDOFF.serviceName);

      await writeFile(handoffFile, JSON.stringify(HANDOFF).slice(0, 40));
      expect(await failure(run({ provider: undefined, handoffFile }))).to.include("ends in the middle, after 40");
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  describe("from plain config", () => {
    const PLAIN = {
      provider: undefined,
      serviceName: HANDOFF.serviceName,
      availabilityZoneIds: JSON.stringify(HANDOFF.availabilityZoneIds),
      ports: JSON.stringify(HANDOFF.ports),
    };

    it("makes what the hand-off makes", async () => {
      const [handedOff, plain] = [await run(), await run({ ...PLAIN, name: "order-processor" })];
      expect(plain.byType("pulumi:pulumi:StackReference")).to.deep.equal([]);
      const { "pulumi:pulumi:StackReference": _, ...count } = handedOff.count();
      expect(plain.count()).to.deep.equal(count);
      for (const name of ["orders-sg", "orders-endpoint", "orders-zone", "orders-a"]) {
        expect(plain.named(name).inputs, name).to.deep.equal(handedOff.named(name).inputs);
      }
    });

    it("needs zones and ports, and a name or a zone's name", async () => {
      expect(await failure(run({ ...PLAIN, name: "order-processor", ports: undefined }))).to.include(
        "Missing required configuration variable 'privatelink-consumer:ports'",
      );
      expect(await failure(run(PLAIN))).to.equal(
        'ConsumerEndpoint "orders" cannot be created. zoneName: (missing) is needed, because the service has no name to derive it from; use one such as orders.endpoints.internal.',
      );
      const named = await run({ ...PLAIN, zoneName: "orders.corp.example" });
      expect(await promiseOf(named.result.dnsName)).to.equal("orders.corp.example");
    });

    it("refuses what a hand-off would not have", async () => {
      const wrong = { ...PLAIN, name: "order-processor", availabilityZoneIds: '["use2-az9"]' };
      expect(await failure(run(wrong))).to.include(
        '["use2-az1","use2-az2","use2-az3"] has no Availability Zone in common with the service, which is in use2-az9;',
      );
    });
  });

  it("waits for the acceptance before it uses the private DNS name", async () => {
    const { result: message } = await logged(() => failure(run({ dns: "privateName", waitMinutes: "0.001" })));
    expect(message).to.match(
      /^The provider of com\.amazonaws\.vpce\.us-east-2\.vpce-svc-0123456789abcdef0 has not accepted the connection of vpce-[0-9a-f]{17} within 0\.001 minutes /,
    );
    const { result: hasty, lines } = await logged(() => run({ dns: "privateName", waitMinutes: "0" }));
    expect(hasty.byType(T.EndpointPrivateDns)).to.deep.equal([]);
    expect(hasty.byType(T.Zone)).to.deep.equal([]);
    expect(lines).to.have.lengthOf(1);
  });

  it("connects from another Region that the provider supports", async () => {
    const example = await run({ serviceRegion: "us-east-2" }, { handoff: HANDOFF }, "us-west-2");
    expect(example.one(T.VpcEndpoint).inputs.serviceRegion).to.equal("us-east-2");
    expect(example.one(T.VpcEndpoint).inputs.subnetIds).to.have.lengthOf(4);
  });

  it("leaves out the zones from which another Region cannot be reached", async () => {
    const handoff = { ...HANDOFF, supportedRegions: ["us-east-1", "us-east-2"] };
    const example = await run({ serviceRegion: "us-east-2" }, { handoff }, "us-east-1");
    expect(await promiseOf(example.result.availabilityZoneIds)).to.deep.equal([
      "use1-az1",
      "use1-az2",
      "use1-az4",
      "use1-az5",
      "use1-az6",
    ]);
  });

  describe("refuses", () => {
    it("a provider that has published nothing yet", async () => {
      expect(await failure(run({}, {}))).to.equal(
        `provider: the stack ${PROVIDER} has no output handoff; run pulumi up there first.`,
      );
    });

    it("two ways to name the service, and none", async () => {
      const message =
        "Set exactly one of provider (a stack's name), handoffFile (a path) and serviceName (with availabilityZoneIds and ports).";
      const { serviceName } = HANDOFF;
      const both = `${message} Take the others away, for example with pulumi config rm provider.`;
      expect(await failure(run({ handoffFile: "handoff.json" }))).to.equal(both);
      expect(await failure(run({ serviceName }))).to.equal(both);
      expect(await failure(run({ provider: undefined, handoffFile: "handoff.json", serviceName }))).to.equal(both);
      expect(await failure(run({ provider: undefined }))).to.equal(message);
    });

    it("a VPC of one's own beside the block of a new one, a VPC without subnets, and no VPC at all", async () => {
      const [vpcId, subnetIds] = ["vpc-0123456789abcdef0", '["subnet-0123456789abcdef0"]'];
      expect(await failure(run({ vpcId, subnetIds }))).to.equal(
        "vpcId is a VPC that you have, cidr the block of one that is made: take one of them away, for example with pulumi config rm cidr.",
      );
      const together = "vpcId and subnetIds belong together: set both for a VPC that you have, or neither.";
      expect(await failure(run({ cidr: undefined, vpcId }))).to.equal(together);
      expect(await failure(run({ subnetIds }))).to.equal(together);
      expect(await failure(run({ cidr: undefined }))).to.include(
        "Missing required configuration variable 'privatelink-consumer:cidr'",
      );
    });

    it("a file that cannot be read", async () => {
      expect(await failure(run({ provider: undefined, handoffFile: "/nowhere/handoff.json" }))).to.equal(
        "handoffFile: /nowhere/handoff.json cannot be read: ENOENT: no such file or directory, open '/nowhere/handoff.json'.",
      );
    });

    it("a hand-off of a later version", async () => {
      expect(await failure(run({}, { handoff: { ...HANDOFF, version: 2 } }))).to.equal(
        "The hand-off cannot be used. handoff.version: 2 is not the version that this release reads, 1; update saas-privatelink.",
      );
    });
  });
});
