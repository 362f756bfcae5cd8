import { expect } from "chai";
import { T } from "../../../sandbox/tokens";
import type { Properties } from "../../../sandbox/values";
import { network, TestAccount } from "../account";

const ENDPOINT_ZONE = "Z7HUB22UULQXV";
const REGIONAL = "vpce-0123456789abcdef0-01234567.vpce-svc-0123456789abcdef0.us-east-1.vpce.amazonaws.com";

function setting() {
  const account = new TestAccount();
  const { vpc } = network(account, []);
  const zone = account.make(T.Zone, "z", { name: "orders.endpoints.internal", vpcs: [{ vpcId: vpc.id }] });
  const record = (name: string, given: Properties) =>
    account.refusals(T.Record, name, { zoneId: zone.id, name: "orders.endpoints.internal", type: "A", ...given });
  return { account, vpc, zone, record };
}

const alias = (name: string, zoneId: string) => ({ aliases: [{ name, zoneId, evaluateTargetHealth: true }] });

describe("a hosted zone in the sandbox", () => {
  it("has the outputs that AWS computes", () => {
    const { zone } = setting();
    expect(zone.id).to.match(/^Z[A-Z0-9]{20}$/);
    expect(zone).to.include({ zoneId: zone.id, arn: `arn:aws:route53:::hostedzone/${zone.id}` });
    const servers = zone.nameServers as string[];
    expect(servers).to.have.length(4);
    expect(
      servers.every((server) => /^ns-\d+\.awsdns-\d+\.(org|co\.uk|com|net)$/.test(server)),
      servers.join(),
    ).to.equal(true);
    expect(zone.primaryNameServer).to.equal(servers[0]);
  });

  it("is once in a VPC that exists, in the Region that is named", () => {
    const { account, vpc, zone } = setting();
    const again = { name: "orders.endpoints.internal", vpcs: [{ vpcId: vpc.id }] };
    expect(account.refusals(T.Zone, "again", again)).to.deep.equal([
      `vpcs: ConflictingDomainExists: the VPC is associated with ${zone.id} for orders.endpoints.internal already`,
    ]);
    const elsewhere = { name: "a.internal", vpcs: [{ vpcId: vpc.id, vpcRegion: "us-east-2" }] };
    expect(account.refusals(T.Zone, "far", elsewhere)).to.deep.equal([
      `vpcs: InvalidVPCId: The VPC: ${vpc.id} provided doesn't exist in us-east-2`,
    ]);
    const near = { name: "a.internal", vpcs: [{ vpcId: vpc.id, vpcRegion: "us-east-1" }] };
    expect(account.in("us-east-2").refusals(T.Zone, "near", near)).to.deep.equal([]);
  });

  it("is deleted without records, or by force", () => {
    const { account, zone, record } = setting();
    expect(record("a", alias(REGIONAL, ENDPOINT_ZONE))).to.deep.equal([]);
    expect(account.deleteRefusal(T.Zone, zone.id)).to.equal(
      `HostedZoneNotEmpty: The specified hosted zone contains non-required resource record sets and so cannot be deleted (${zone.id}).`,
    );
    account.deleteRefusal(T.Record, `${zone.id}_orders.endpoints.internal_A`);
    expect(account.deleteRefusal(T.Zone, zone.id)).to.equal(undefined);
  });
});

describe("a record in the sandbox", () => {
  it("has its whole name, which is relative to the zone unless it ends with it", () => {
    const { account, zone } = setting();
    const named = (name: string) =>
      account.make(T.Record, name, { zoneId: zone.id, name, type: "TXT", ttl: 60, records: ["x"] }).fqdn;
    expect(named("blue")).to.equal("blue.orders.endpoints.internal");
    expect(named("green.orders.endpoints.internal")).to.equal("green.orders.endpoints.internal");
    expect(named("orders.endpoints.internal.")).to.equal("orders.endpoints.internal");
  });

  it("has values with a time to live, or aliases without one", () => {
    const { record } = setting();
    expect(record("a", {})).to.deep.equal([
      "records: exactly one of aliases and records must be given",
      "ttl: must be given with records",
    ]);
    expect(record("a", { ...alias(REGIONAL, ENDPOINT_ZONE), ttl: 60 })).to.deep.equal(["ttl: conflicts with aliases"]);
    expect(record("a", { ttl: 60, records: ["10.0.0.256"] })).to.deep.equal([
      "records: InvalidChangeBatch: ARRDATAIllegalIPv4Address: Value is not a valid IPv4 address: 10.0.0.256",
    ]);
    expect(record("a", { type: "TXT", ttl: 60, records: ["x".repeat(256)] })).to.deep.equal([
      "records: InvalidChangeBatch: CharacterStringTooLong: a TXT string has at most 255 characters",
    ]);
    expect(record("a", { type: "TEXT", ttl: 60, records: ["x"] })[0]).to.match(/^type: expected one of/);
  });

  it("is an alias of an endpoint in the zone of its Region's endpoints only", () => {
    const { record } = setting();
    expect(record("a", alias(REGIONAL, "ZC8PG0KIFKBRI"))).to.deep.equal([
      `aliases: InvalidChangeBatch: Tried to create an alias that targets ${REGIONAL}., type A in zone ZC8PG0KIFKBRI, but the alias target name does not lie within the target zone`,
    ]);
    expect(record("a", alias(REGIONAL, ENDPOINT_ZONE))).to.deep.equal([]);
  });

  it("is once of its name and type, and no CNAME beside others", () => {
    const { record } = setting();
    const address = { ttl: 60, records: ["10.0.0.10"] };
    expect(record("a", address)).to.deep.equal([]);
    expect(record("b", address)).to.include(
      "name: InvalidChangeBatch: Tried to create resource record set [name='orders.endpoints.internal.', type='A'] but it already exists",
    );
    expect(record("b", { ...address, records: ["10.0.0.11"], allowOverwrite: true })).to.deep.equal([]);
    expect(record("c", { type: "CNAME", ttl: 60, records: ["x.example.com"] })).to.deep.equal([
      "type: InvalidChangeBatch: RRSet of type CNAME with DNS name orders.endpoints.internal. is not permitted beside type A",
    ]);
  });

  it("may be in a zone that was there before any program, of an id that AWS makes", () => {
    const { record } = setting();
    const address = { ttl: 60, records: ["10.0.0.10"] };
    expect(record("a", { ...address, zoneId: "Z0123456789ABCDEFGHIJ" })).to.deep.equal([]);
    expect(record("b", { ...address, zoneId: "example.com" })).to.deep.equal([
      "zoneId: NoSuchHostedZone: No hosted zone found with ID: example.com",
    ]);
  });
});
