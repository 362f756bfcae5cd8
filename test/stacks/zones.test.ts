import { expect } from "chai";
import { sentence } from "../../components/lib/problem";
import { parseConfig } from "../../stacks/config";
import { ConfigError } from "../../stacks/config-error";
import { zonesOf } from "../../stacks/zones";
import { withMocks } from "../support/mocks";
import { minimal } from "./minimal";
import { refusalOf } from "./run-stack";
import { stackFile, type Written } from "./stack-files";

const ALL = [1, 2, 3, 4, 5, 6].map((number) => `use1-az${number}`);
const WITHOUT_AZ3 = ALL.filter((zoneId) => zoneId !== "use1-az3");

function run(settings: Written, inUse?: readonly string[]) {
  const config = parseConfig("test", stackFile({ ...minimal(), ...settings }));
  return withMocks(() => zonesOf(config, inUse));
}

async function zones(settings: Written): Promise<string[]> {
  return (await run(settings)).result;
}

async function sentences(settings: Written): Promise<string[]> {
  const error = await run(settings).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).to.be.instanceOf(ConfigError);
  return (error as ConfigError).problems.map(sentence);
}

describe("stacks/zones", () => {
  it("takes every zone of the Region that offers the instance type", async () => {
    expect(await zones({})).to.deep.equal(ALL);
    expect(await zones({ fleet: { instanceType: "t3.small" } })).to.deep.equal(WITHOUT_AZ3);
  });

  it("takes only zones that offer the types of all fleets", async () => {
    const reports = { name: "reports", ports: [{ name: "api", port: 4000 }], fleet: { instanceType: "t3.small" } };
    expect(await zones({ additionalServices: [reports] })).to.deep.equal(WITHOUT_AZ3);
  });

  it("asks for no instance type where nothing runs on instances", async () => {
    const ports = [{ name: "api", port: 3000, targetType: "ip", targetIds: ["10.64.0.20"] }];
    const { result, calls } = await run({ service: { name: "orders", ports }, fleet: { instanceType: "t3.small" } });
    expect(result).to.deep.equal(ALL);
    expect(calls.filter(({ token }) => token.includes("InstanceType"))).to.deep.equal([]);
  });

  it("leaves excluded zones out", async () => {
    const network = { cidr: "10.64.0.0/22", excludeZoneIds: ["use1-az1", "use1-az3"] };
    expect(await zones({ network })).to.deep.equal(["use1-az2", "use1-az4", "use1-az5", "use1-az6"]);
  });

  it("leaves zones out that other Regions cannot reach, once other Regions are supported", async () => {
    expect(await zones({ access: { supportedRegions: ["us-east-1"] } })).to.deep.equal(ALL);
    expect(await zones({ access: { supportedRegions: ["eu-west-1"] } })).to.deep.equal(WITHOUT_AZ3);
  });

  it("refuses other Regions where the load balancer would have to leave a zone for them", async () => {
    const access = { supportedRegions: ["eu-west-1"] };
    expect(await refusalOf(run({ access }, ALL))).to.equal(
      [
        "The config of stack test has one problem:",
        '  access.supportedRegions: ["eu-west-1"] takes the load balancer out of use1-az3, which cannot take part: AWS has to replace it, and the service goes down; serve other Regions from another stack that has use1-az3 in network.excludeZoneIds (docs/cross-region.md), or set protect to false and replace it.',
      ].join("\n"),
    );
    expect((await run({ access }, WITHOUT_AZ3)).result).to.deep.equal(WITHOUT_AZ3);
    expect((await run({ access, protect: false }, ALL)).result).to.deep.equal(WITHOUT_AZ3);
    // Whoever takes the zone out by name knows what that does.
    const network = { cidr: "10.64.0.0/22", excludeZoneIds: ["use1-az3"] };
    expect((await run({ access, network }, ALL)).result).to.deep.equal(WITHOUT_AZ3);
  });

  it("refuses other Regions where a single zone is left for them", async () => {
    const access = { supportedRegions: ["eu-west-1"] };
    const network = { cidr: "10.64.0.0/22", excludeZoneIds: ALL.slice(0, 2).concat(ALL.slice(3, 5)) };
    expect(await sentences({ access, network })).to.deep.equal([
      'access.supportedRegions: ["eu-west-1"] leaves use1-az6 as the only Availability Zone, and from other Regions AWS fails over between zones only; let at least two zones take part, or leave other Regions to a stack of their own.',
    ]);
    expect(await zones({ network })).to.deep.equal(["use1-az3", "use1-az6"]);
  });

  it("looks further than the available zones when one in use is not among them", async () => {
    const lookUps = async (inUse: readonly string[]) =>
      (await run({}, inUse)).calls.filter(({ token }) => token.includes("getAvailabilityZones")).length;
    expect(await lookUps(ALL)).to.equal(1);
    expect(await lookUps(["use1-az9"])).to.equal(2);
  });

  it("uses the zones of an existing network's subnets", async () => {
    const subnetIds = { "use1-az6": "subnet-0123456789abcdef0", "use1-az2": "subnet-0123456789abcdef1" };
    const network = { existing: { vpcId: "vpc-0123456789abcdef0", subnetIds } };
    expect(await zones({ network })).to.deep.equal(["use1-az2", "use1-az6"]);
  });

  it("refuses an excluded zone that the Region does not have", async () => {
    const network = { cidr: "10.64.0.0/22", excludeZoneIds: ["use1-az9"] };
    expect(await refusalOf(run({ network }))).to.equal(
      `network.excludeZoneIds[0]: "use1-az9" is unknown in this Region; use AZ ids of the Region: ${ALL.join(", ")}.`,
    );
  });

  it("refuses instance types that no zone offers together", async () => {
    const network = { cidr: "10.64.0.0/22", excludeZoneIds: WITHOUT_AZ3 };
    expect(await refusalOf(run({ network, fleet: { instanceType: "t3.small" } }))).to.equal(
      'fleet.instanceType: "t3.small" is not offered in use1-az3; choose a type that these zones offer.',
    );
  });

  it("refuses a network without a slot for every zone, with the size that has one", async () => {
    expect(await sentences({ network: { cidr: "10.64.0.0/26", slotPrefix: 28 } })).to.deep.equal([
      'network.cidr: "10.64.0.0/26" has 4 slots of /28, and none for use1-az5, use1-az6; use a /25 or larger, or exclude these zones: a slot belongs to the number of the AZ id.',
    ]);
  });

  it("refuses exceptions and addresses for zones that the stack does not have, all at once", async () => {
    const settings = {
      network: { cidr: "10.64.0.0/22", excludeZoneIds: ["use1-az3"] },
      fleet: { instanceType: "t2.small", zoneOverrides: { "use1-az3": { min: 2 } } },
      loadBalancer: { addresses: { "use1-az3": "10.64.0.140" } },
    };
    const list = WITHOUT_AZ3.join(", ");
    expect(await sentences(settings)).to.deep.equal([
      `fleet.zoneOverrides["use1-az3"]: "use1-az3" is not among the fleet's zones, ${list}; use one of them, or remove the override.`,
      `loadBalancer.addresses["use1-az3"]: "use1-az3" is not among the load balancer's zones, ${list}; use one of them, or remove the address.`,
    ]);
  });

  it("refuses subnets of an existing network in zones that do not offer the instance type", async () => {
    const subnetIds = { "use1-az2": "subnet-0123456789abcdef0", "use1-az3": "subnet-0123456789abcdef1" };
    const network = { existing: { vpcId: "vpc-0123456789abcdef0", subnetIds } };
    expect(await sentences({ network, fleet: { instanceType: "t3.small" } })).to.deep.equal([
      `network.existing.subnetIds: ["use1-az3"] has zones that us-east-1 does not have or the instance type is not offered in; use some of ${WITHOUT_AZ3.join(", ")}.`,
    ]);
  });
});
