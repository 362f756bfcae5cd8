import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { handoffDocument } from "../../../components/lib/handoff";
import connect from "../../../examples/consumer/index";
import { T } from "../../../sandbox/tokens";
import { withMocks } from "../../support/mocks";
import { promiseOf } from "../../support/promise-of";

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

  it("uses the private DNS name in two phases", async () => {
    const first = await run({ dns: "privateName" });
    expect(first.byType(T.EndpointPrivateDns)).to.deep.equal([]);
    expect(first.byType(T.Zone)).to.deep.equal([]);
    expect(await failure(run({ dns: "privateName", privateDnsReady: "true" }))).to.include(
      "Private DNS can only be enabled after the endpoint connection is accepted",
    );
  });

  it("connects from another Region that the provider supports", async () => {
    const example = await run({ serviceRegion: "us-east-2" }, { handoff: HANDOFF }, "us-west-2");
    expect(example.one(T.VpcEndpoint).inputs.serviceRegion).to.equal("us-east-2");
    expect(example.one(T.VpcEndpoint).inputs.subnetIds).to.have.lengthOf(4);
  });

  describe("refuses", () => {
    it("a provider that has published nothing yet", async () => {
      expect(await failure(run({}, {}))).to.equal(
        `provider: the stack ${PROVIDER} has no output handoff; run pulumi up there first.`,
      );
    });

    it("two sources of the hand-off, and none", async () => {
      const message = "Set exactly one of provider (a stack's name) and handoffFile (a path).";
      expect(await failure(run({ handoffFile: "handoff.json" }))).to.equal(message);
      expect(await failure(run({ provider: undefined }))).to.equal(message);
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
