import { expect } from "chai";
import fc from "fast-check";
import {
  checkPlacement,
  type Placement,
  placedSubnets,
  privateDnsNameOf,
} from "../../../components/lib/endpoint-placement";
import { sentence } from "../../../components/lib/problem";

const SERVICE = {
  serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0",
  availabilityZoneIds: ["use1-az1", "use1-az2"],
};
const subnetsIn = (...zoneIds: string[]) => zoneIds.map((zoneId) => ({ subnetId: `subnet-${zoneId}`, zoneId }));
const PLACEMENT: Placement = {
  homeRegion: "us-east-1",
  service: SERVICE,
  subnets: subnetsIn("use1-az2", "use1-az3"),
  ipAddressType: "ipv4",
  addressZoneIds: [],
  usesPrivateDnsName: false,
  hasAlarms: false,
};
const ABROAD: Placement = {
  ...PLACEMENT,
  homeRegion: "us-west-1",
  serviceRegion: "us-east-1",
  subnets: subnetsIn("usw1-az3", "usw1-az1"),
};

const messages = (change: Partial<Placement>, from = PLACEMENT) =>
  checkPlacement({ ...from, ...change }, "subnetIds").map(sentence);

describe("endpoint placement", () => {
  it("takes the subnets in zones of the service", () => {
    expect(messages({})).to.deep.equal([]);
    expect(placedSubnets(PLACEMENT)).to.deep.equal(subnetsIn("use1-az2"));
  });

  it("takes exactly the subnets in zones of the service, in the order of the zones", () => {
    const zones = fc.uniqueArray(
      fc.integer({ min: 1, max: 6 }).map((n) => `use1-az${n}`),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(zones, zones, (service, own) => {
        const placement = {
          ...PLACEMENT,
          service: { ...SERVICE, availabilityZoneIds: service },
          subnets: subnetsIn(...own),
        };
        const expected = own.filter((zoneId) => service.includes(zoneId)).sort();
        expect(placedSubnets(placement)).to.deep.equal(subnetsIn(...expected));
        expect(checkPlacement(placement, "subnetIds").length === 0).to.equal(expected.length > 0);
      }),
    );
  });

  it("lists both sides when no zone is common", () => {
    expect(messages({ subnets: subnetsIn("use1-az3", "use1-az5") })).to.deep.equal([
      'subnetIds: ["use1-az3","use1-az5"] has no Availability Zone in common with the service, which is in use1-az1, use1-az2; add a subnet in one of the service\'s Availability Zones, compared by AZ id.',
    ]);
  });

  it("refuses two subnets in one zone of the service, but not in a zone that is left out", () => {
    const twice = [...subnetsIn("use1-az1"), { subnetId: "subnet-b", zoneId: "use1-az1" }];
    expect(messages({ subnets: twice })).to.deep.equal([
      'subnetIds: ["subnet-use1-az1","subnet-b"] are all in use1-az1, and an interface endpoint takes one subnet in each Availability Zone; keep one of them.',
    ]);
    expect(messages({ subnets: [...subnetsIn("use1-az1", "use1-az3"), ...subnetsIn("use1-az3")] })).to.deep.equal([]);
  });

  it("needs the service's Region when the endpoint is in another one", () => {
    expect(messages({ homeRegion: "us-west-2" })).to.deep.equal([
      'serviceRegion: (missing) is needed: the service is in us-east-1, the endpoint in us-west-2; set it to "us-east-1".',
    ]);
    expect(messages({ serviceRegion: "us-east-2" })).to.deep.equal([
      `serviceRegion: "us-east-2" is not the Region of the service ${SERVICE.serviceName}; set it to "us-east-1".`,
    ]);
    expect(messages({ serviceRegion: "us-east-1" })).to.deep.equal([]);
  });

  it("matches zones also when the endpoint's own Region is named", () => {
    expect(placedSubnets({ ...PLACEMENT, serviceRegion: "us-east-1" })).to.deep.equal(subnetsIn("use1-az2"));
  });

  it("across Regions takes all zones, and refuses those that AWS leaves out, with the zone and the service's Region", () => {
    expect(messages({}, ABROAD)).to.deep.equal([]);
    expect(placedSubnets(ABROAD)).to.deep.equal(subnetsIn("usw1-az1", "usw1-az3"));
    expect(messages({ subnets: subnetsIn("usw1-az2", "usw1-az1") }, ABROAD)).to.deep.equal([
      'subnetIds: "usw1-az2" is an Availability Zone from which AWS gives no access to a service in another Region, here us-east-1; leave the subnet in usw1-az2 out.',
    ]);
    expect(messages({ subnets: [] }, ABROAD)).to.deep.equal([
      "subnetIds: [] names no subnet; give one in each Availability Zone of the clients.",
    ]);
  });

  it("across Regions takes one subnet in each zone too", () => {
    const twice = [...subnetsIn("usw1-az1"), { subnetId: "subnet-b", zoneId: "usw1-az1" }];
    expect(placedSubnets({ ...ABROAD, subnets: twice })).to.deep.equal(twice);
    expect(messages({ subnets: twice }, ABROAD)).to.deep.equal([
      'subnetIds: ["subnet-usw1-az1","subnet-b"] are all in usw1-az1, and an interface endpoint takes one subnet in each Availability Zone; keep one of them.',
    ]);
  });

  it("has no alarms across Regions, where AWS has no metrics", () => {
    expect(messages({ hasAlarms: true })).to.deep.equal([]);
    expect(messages({ hasAlarms: true }, ABROAD)).to.deep.equal([
      'alarmTopicArns: "us-east-1" is another Region than the endpoint\'s, us-west-1, and AWS has no metrics of such an endpoint; leave alarmTopicArns out, and measure in the clients.',
    ]);
  });

  it("across Regions needs a service that admits the endpoint's Region, where that is known", () => {
    const service = { ...SERVICE, supportedRegions: ["eu-west-1", "us-east-1"] };
    expect(messages({ service }, ABROAD)).to.deep.equal([
      'serviceRegion: "us-east-1" is the Region of a service that admits endpoints from eu-west-1, us-east-1 only, not from us-west-1; ask the provider to add us-west-1 to the service\'s supportedRegions.',
    ]);
    expect(messages({ service: { ...service, supportedRegions: ["us-east-1", "us-west-1"] } }, ABROAD)).to.deep.equal(
      [],
    );
  });

  it("refuses a service name of another Region than the service's", () => {
    expect(messages({ service: { ...SERVICE, region: "us-east-2" } })).to.deep.equal([
      `service.serviceName: "${SERVICE.serviceName}" is the name of a service in us-east-1, not in us-east-2; take service name and Region from the same stack of the provider.`,
    ]);
  });

  it("fixes addresses in all of the endpoint's zones or in none", () => {
    const both = { subnets: subnetsIn("use1-az1", "use1-az2", "use1-az3") };
    expect(messages({ ...both, addressZoneIds: ["use1-az2", "use1-az1"] })).to.deep.equal([]);
    expect(messages({ ...both, addressZoneIds: ["use1-az3", "use1-az1"] })).to.deep.equal([
      'addresses["use1-az3"]: "use1-az3" is not an Availability Zone of the endpoint, which is in use1-az1, use1-az2; leave it out.',
      'addresses["use1-az2"]: (missing) is needed when other Availability Zones of the endpoint have fixed addresses; fix the addresses of all of them or of none.',
    ]);
  });

  it("needs a service that accepts the endpoint's address families, where they are known", () => {
    const service = { ...SERVICE, ipAddressTypes: ["ipv4"] };
    expect(messages({ service })).to.deep.equal([]);
    expect(messages({ service, ipAddressType: "dualstack" })).to.deep.equal([
      'ipAddressType: "dualstack" needs a service that accepts ipv6; this one accepts ipv4 only; use "ipv4".',
    ]);
    expect(messages({ service: { ...SERVICE, ipAddressTypes: ["ipv4", "ipv6"] }, ipAddressType: "dualstack" })).to.be
      .empty;
    expect(messages({ ipAddressType: "ipv6" })).to.deep.equal([]);
  });

  it("needs a private DNS name of the service when clients are to use it", () => {
    expect(messages({ usesPrivateDnsName: true })).to.deep.equal([
      'service.privateDnsName: (missing) is needed for dns "privateName", and this service has none; use dns "privateZone".',
    ]);
    const named = { ...PLACEMENT, service: { ...SERVICE, privateDnsName: "api.example.com" } };
    expect(messages({ usesPrivateDnsName: true }, named)).to.deep.equal([]);
    expect(privateDnsNameOf(named)).to.equal("api.example.com");
    expect(() => privateDnsNameOf(PLACEMENT)).to.throw(`${SERVICE.serviceName} has no private DNS name.`);
  });
});
