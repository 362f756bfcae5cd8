import { expect } from "chai";
import { T } from "../../../sandbox/tokens";
import { TestAccount } from "../account";

const OTHERS = "vpc-0fedcba9876543210";

function setting() {
  const account = new TestAccount();
  const [first, second] = ["a", "b"].map((name) => account.make(T.Vpc, name, { cidrBlock: "10.0.0.0/16" }));
  if (first === undefined || second === undefined) throw new Error("There are no VPCs.");
  const zone = account.make(T.Zone, "z", { name: "orders.internal", vpcs: [{ vpcId: first.id }] });
  const refused = (type: string, given: object) => account.refusals(type, "x", { zoneId: zone.id, ...given });
  return { account, first, second, zone, refused };
}

describe("the association of a VPC with a zone in the sandbox", () => {
  it("is named after the pair, and is the account's own", () => {
    const { account, second, zone } = setting();
    const made = account.make(T.ZoneAssociation, "x", { zoneId: zone.id, vpcId: second.id });
    expect(made).to.deep.include({
      id: `${zone.id}:${second.id}`,
      vpcRegion: "us-east-1",
      owningAccount: "123456789012",
    });
    const named = account.make(T.VpcAssociationAuthorization, "x", {
      zoneId: zone.id,
      vpcId: OTHERS,
      vpcRegion: "us-west-2",
    });
    expect(named.id).to.equal(`${zone.id}:${OTHERS}:us-west-2`);
  });

  it("needs a zone, a VPC that is there, and no other zone of the name", () => {
    const { first, second, zone, refused } = setting();
    expect(refused(T.ZoneAssociation, { vpcId: OTHERS })).to.deep.equal([
      `vpcId: InvalidVPCId: The VPC: ${OTHERS} provided doesn't exist in us-east-1`,
    ]);
    expect(refused(T.ZoneAssociation, { vpcId: second.id, vpcRegion: "us-west-2" })).to.deep.equal([
      `vpcId: InvalidVPCId: The VPC: ${second.id} provided doesn't exist in us-west-2`,
    ]);
    expect(refused(T.ZoneAssociation, { vpcId: first.id })).to.deep.equal([
      `vpcId: ConflictingDomainExists: the VPC is associated with ${zone.id} for orders.internal already`,
    ]);
    expect(refused(T.ZoneAssociation, { vpcId: second.id, zoneId: "zone" })).to.deep.equal([
      "zoneId: NoSuchHostedZone: No hosted zone found with ID: zone",
    ]);
    expect(refused(T.ZoneAssociation, { vpcId: "mine" })).to.deep.equal(['vpcId: "mine" must be the id of a VPC']);
  });

  it("is of a private zone only, and so is an authorization, whose VPC nobody here knows", () => {
    const { account, second, refused } = setting();
    const open = account.make(T.Zone, "open", { name: "example.com" });
    const message = `zoneId: PublicZoneVPCAssociation: ${open.id} is a public hosted zone, and VPCs can only use private ones`;
    expect(refused(T.ZoneAssociation, { zoneId: open.id, vpcId: second.id })).to.deep.equal([message]);
    expect(refused(T.VpcAssociationAuthorization, { zoneId: open.id, vpcId: OTHERS })).to.deep.equal([message]);
    expect(refused(T.VpcAssociationAuthorization, { vpcId: OTHERS })).to.deep.equal([]);
  });
});
