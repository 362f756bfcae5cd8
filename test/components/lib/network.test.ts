import { expect } from "chai";
import fc from "fast-check";
import {
  checkIpv4Cidr,
  checkNetwork,
  checkNetworkZones,
  checkVpcCidr,
  type NetworkShape,
} from "../../../components/lib/network";
import { sentence } from "../../../components/lib/problem";
import { slotCount, slotOfZone, zoneCidrs } from "../../../components/lib/slots";

const messages = (network: NetworkShape, path = "network") => checkNetwork(network, path).map(sentence);
const zoneMessages = (zoneIds: string[] | undefined, network: NetworkShape, path = "network") =>
  checkNetworkZones(zoneIds, network, path).map(sentence);
const SIX = [1, 2, 3, 4, 5, 6].map((number) => `use1-az${number}`);

describe("The block of a VPC", () => {
  for (const cidr of ["10.0.0.0/16", "10.64.0.0/22", "172.31.0.0/16", "192.168.4.0/28", "100.64.0.0/16"]) {
    it(`may be ${cidr}`, () => expect(checkVpcCidr(cidr, "cidr")).to.deep.equal([]));
  }

  const sizes = "than AWS allows for a VPC, which is /16 to /28; use a prefix length in that range, for example /22.";
  const ranges =
    "is not in a private address range; use a block inside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10.";
  const notation = "is not an IPv4 block in CIDR notation; write it as address/prefix, for example 10.64.0.0/22.";
  const refused: Record<string, string[]> = {
    "10.0.0.5/22": ['begins with a host address, not with the address of its network; use "10.0.0.0/22".'],
    "10.64.0.0": [notation],
    "10.64.0/22": [notation],
    "fd00::/56": [notation],
    "": [notation],
    "10.0.0.0/15": [`is larger ${sizes}`],
    "10.0.0.0/29": [`is smaller ${sizes}`],
    "172.32.0.0/16": [ranges],
    "54.1.0.0/16": [ranges],
    "0.0.0.0/0": [`is larger ${sizes}`, ranges],
  };
  for (const [cidr, reasons] of Object.entries(refused)) {
    it(`may not be ${JSON.stringify(cidr)}`, () => {
      const expected = reasons.map((reason) => `network.cidr: ${JSON.stringify(cidr)} ${reason}`);
      expect(checkVpcCidr(cidr, "network.cidr").map(sentence)).to.deep.equal(expected);
    });
  }

  it("may be public where it is not a VPC's", () => {
    expect(checkIpv4Cidr("54.1.0.0/16", "cidr")).to.deep.equal([]);
    expect(checkIpv4Cidr("0.0.0.0/0", "cidr")).to.deep.equal([]);
  });
});

describe("A new network", () => {
  it("needs a block", () => {
    expect(messages({})).to.deep.equal([
      "network.cidr: (missing) is needed for a new VPC; give the block of the new VPC, for example 10.64.0.0/22, or an existing VPC.",
    ]);
  });

  for (const slotPrefix of [21, 29, 26.5]) {
    it(`is not cut into /${slotPrefix} when it is a /22`, () => {
      expect(messages({ cidr: "10.64.0.0/22", slotPrefix })).to.deep.equal([
        `network.slotPrefix: ${slotPrefix} is not a prefix length of slots that 10.64.0.0/22 can be cut into; ` +
          "use a whole number from 22 to 28: a smaller subnet has no room for the load balancer.",
      ]);
    });
  }

  it("of the smallest size has one slot only", () => {
    expect(messages({ cidr: "10.64.0.0/28", slotPrefix: 28 })).to.deep.equal([]);
    expect(messages({ cidr: "10.64.0.0/28", slotPrefix: 27 }, "")).to.deep.equal([
      "slotPrefix: 27 is not a prefix length of slots that 10.64.0.0/28 can be cut into; use 28.",
    ]);
  });

  it("needs well-formed, distinct AZ ids of one Region", () => {
    const network = { cidr: "10.64.0.0/22" };
    expect(zoneMessages([], network)).to.deep.equal([
      "network.availabilityZoneIds: [] names no Availability Zone; give the AZ ids to have a subnet in, for example use1-az1.",
    ]);
    expect(zoneMessages(undefined, network, "")).to.deep.equal([
      "availabilityZoneIds: (missing) names no Availability Zone; give the AZ ids to have a subnet in, for example use1-az1.",
    ]);
    expect(zoneMessages(["us-east-1a", "use1-az1", "use1-az1", "use2-az2"], network, "")).to.deep.equal([
      'availabilityZoneIds[0]: "us-east-1a" is not an Availability Zone id; write the id, such as use1-az1, not the name.',
      'availabilityZoneIds[2]: "use1-az1" appears twice; remove one of them.',
      'availabilityZoneIds: ["us-east-1a","use1-az1","use1-az1","use2-az2"] has AZ ids of several Regions; keep those of the VPC\'s Region.',
    ]);
  });

  it("has a slot for each AZ id, or says how large it must be", () => {
    expect(zoneMessages(SIX, { cidr: "10.64.0.0/25" })).to.deep.equal([]);
    expect(zoneMessages(SIX, { cidr: "10.64.0.0/26" })).to.deep.equal([
      'network.cidr: "10.64.0.0/26" has 4 slots of /28, and none for use1-az5, use1-az6; use a /25 or larger, or exclude these zones: a slot belongs to the number of the AZ id.',
    ]);
    expect(zoneMessages(SIX, { cidr: "10.64.0.0/28" }, "")).to.deep.equal([
      'cidr: "10.64.0.0/28" has 1 slot of /28, and none for use1-az2, use1-az3, use1-az4, use1-az5, use1-az6; use a /25 or larger, or exclude these zones: a slot belongs to the number of the AZ id.',
    ]);
    expect(zoneMessages(SIX, { cidr: "10.0.0.0/16", slotPrefix: 18 }, "")).to.deep.equal([
      'cidr: "10.0.0.0/16" has 4 slots of /18, and none for use1-az5, use1-az6; use a longer slotPrefix, or exclude these zones: a slot belongs to the number of the AZ id.',
    ]);
  });

  it("has room for the zones exactly when the check says so", () => {
    const shapes = fc
      .integer({ min: 16, max: 28 })
      .chain((prefix) => fc.record({ prefix: fc.constant(prefix), slotPrefix: fc.integer({ min: prefix, max: 28 }) }));
    const zones = fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(shapes, zones, ({ prefix, slotPrefix }, numbers) => {
        const zoneIds = numbers.map((number) => `use1-az${number}`);
        const cidr = `10.0.0.0/${prefix}`;
        const fits = zoneIds.every((zoneId) => slotOfZone(zoneId) < slotCount(prefix, slotPrefix));
        expect(checkNetworkZones(zoneIds, { cidr, slotPrefix }, "").length).to.equal(fits ? 0 : 1);
        if (fits) expect(zoneCidrs(cidr, slotPrefix, zoneIds).size).to.equal(zoneIds.length);
      }),
    );
  });

  it("is not blamed for its zones while its block is wrong", () => {
    expect(zoneMessages(SIX, { cidr: "10.64.0.0/40" })).to.deep.equal([]);
    expect(zoneMessages(SIX, {})).to.deep.equal([]);
    expect(zoneMessages(SIX, { cidr: "10.64.0.0/22", slotPrefix: 12 })).to.deep.equal([]);
  });
});

describe("The endpoints of a network", () => {
  const network = { cidr: "10.64.0.0/22" };

  it("are of services that AWS has", () => {
    const interfaceEndpoints = ["ssm", "ecr.api", "ecr.dkr", "ssmmessages", "elastic-inference.runtime"];
    expect(messages({ ...network, gatewayEndpoints: ["s3", "dynamodb"], interfaceEndpoints })).to.deep.equal([]);
  });

  it("are refused one by one", () => {
    const gatewayEndpoints = ["s3", "ssm", "s3"];
    const interfaceEndpoints = ["s3", "dynamodb", "com.amazonaws.us-east-1.ssm", "SSM", "logs", "logs", ""];
    const shortName = 'is not the short name of an AWS service; write it as in "ssm" or "ecr.api".';
    const gateway = "is reached by a gateway endpoint, which costs nothing; name it in gatewayEndpoints.";
    expect(messages({ ...network, gatewayEndpoints, interfaceEndpoints })).to.deep.equal([
      'network.gatewayEndpoints[1]: "ssm" is not a service with a gateway endpoint; use s3 or dynamodb here, and interfaceEndpoints for other services.',
      'network.gatewayEndpoints[2]: "s3" appears twice; remove one of them.',
      `network.interfaceEndpoints[0]: "s3" ${gateway}`,
      `network.interfaceEndpoints[1]: "dynamodb" ${gateway}`,
      `network.interfaceEndpoints[2]: "com.amazonaws.us-east-1.ssm" ${shortName}`,
      `network.interfaceEndpoints[3]: "SSM" ${shortName}`,
      'network.interfaceEndpoints[5]: "logs" appears twice; remove one of them.',
      `network.interfaceEndpoints[6]: "" ${shortName}`,
    ]);
  });
});

describe("An existing network", () => {
  const existing = { subnetIds: { "use1-az1": "subnet-1", "use1-az2": "subnet-2" } };
  const routeTableIds = { "use1-az2": "rtb-1", "use1-az1": "rtb-1" };

  it("needs nothing but its subnets by AZ id", () => {
    expect(messages({ existing })).to.deep.equal([]);
    expect(messages({ existing, interfaceEndpoints: ["ssm"], gatewayEndpoints: [] })).to.deep.equal([]);
    expect(messages({ existing: { ...existing, routeTableIds }, gatewayEndpoints: ["s3"] })).to.deep.equal([]);
    expect(zoneMessages(undefined, { existing })).to.deep.equal([]);
  });

  it("is not described as a new one too", () => {
    const rule = "describes a new VPC, and an existing one is given; remove one of the two.";
    const both = { existing, cidr: "10.64.0.0/22", slotPrefix: 26, ipv6: true };
    expect(messages(both)).to.deep.equal([
      `network.cidr: "10.64.0.0/22" ${rule}`,
      `network.slotPrefix: 26 ${rule}`,
      `network.ipv6: true ${rule}`,
    ]);
    expect(messages({ existing, ipv6: false })).to.deep.equal([]);
    expect(zoneMessages(["use1-az1"], { existing })).to.deep.equal([
      'network.availabilityZoneIds: ["use1-az1"] is given besides an existing network; remove it: the AZ ids are the keys of existing.subnetIds.',
    ]);
  });

  it("names its subnets by AZ ids of one Region", () => {
    expect(messages({ existing: { subnetIds: {} } })).to.deep.equal([
      "network.existing.subnetIds: {} names no subnet; give the subnet of each AZ by AZ id.",
    ]);
    expect(messages({ existing: { subnetIds: { "us-east-1a": "subnet-1" } } }, "")).to.deep.equal([
      'existing.subnetIds["us-east-1a"]: "us-east-1a" is not an Availability Zone id; write the id, such as use1-az1, not the name.',
    ]);
  });

  it("needs its route tables for gateway endpoints", () => {
    expect(messages({ existing, gatewayEndpoints: ["s3"] })).to.deep.equal([
      'network.gatewayEndpoints: ["s3"] needs the route tables of the existing VPC; give network.existing.routeTableIds, or ask for none.',
    ]);
    expect(messages({ existing: { ...existing, routeTableIds: { "use1-az1": "rtb-1" } } })).to.deep.equal([
      'network.existing.routeTableIds: ["use1-az1"] does not have the AZ ids of the subnets, use1-az1, use1-az2; give one route table id for each: several zones may share one.',
    ]);
    const other = { "use1-az1": "rtb-1", "use1-az3": "rtb-1" };
    expect(messages({ existing: { ...existing, routeTableIds: other } })).to.have.lengthOf(1);
  });
});
