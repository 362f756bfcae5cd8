import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { availabilityZoneIds, byZone, type ZoneSelection } from "../../components/availability-zones";
import { Cloud } from "../../sandbox/cloud";
import { F } from "../../sandbox/tokens";
import type { Properties } from "../../sandbox/values";
import { withMocks } from "../support/mocks";
import { promiseOf } from "../support/promise-of";

const select = async (selection?: ZoneSelection, region = "us-east-1", cloud = new Cloud()) => {
  const run = await withMocks(() => availabilityZoneIds(selection), { region, cloud });
  return { zoneIds: run.result, calls: run.calls.map(({ token }) => token) };
};
const refusal = (selection: ZoneSelection, cloud?: Cloud) =>
  select(selection, "us-east-1", cloud).then(
    ({ zoneIds }) => `not refused: ${zoneIds.join(", ")}`,
    (error: Error) => `${pulumi.RunError.isInstance(error)} ${error.message}`,
  );

/** An account that cannot use one zone for now. */
class WithoutZone extends Cloud {
  override invoke(token: string, args: Properties, context: { readonly region: string }): Properties {
    const answer = super.invoke(token, args, context);
    if (token !== F.getAvailabilityZones || args.state === undefined) return answer;
    const zoneIds = answer.zoneIds as string[];
    const rest = (values: unknown) => (values as string[]).filter((_, index) => zoneIds[index] !== "use1-az2");
    return { ...answer, names: rest(answer.names), zoneIds: rest(answer.zoneIds) };
  }
}

describe("availabilityZoneIds", () => {
  it("gives the six of us-east-1, without its Local and Wavelength Zones, in order", async () => {
    const zoneIds = ["use1-az1", "use1-az2", "use1-az3", "use1-az4", "use1-az5", "use1-az6"];
    expect(await select()).to.deep.equal({ zoneIds, calls: [F.getAvailabilityZones] });
  });

  it("gives the three of us-east-2", async () => {
    expect((await select({}, "us-east-2")).zoneIds).to.deep.equal(["use2-az1", "use2-az2", "use2-az3"]);
  });

  it("leaves out the excluded, and those without the instance type", async () => {
    const { zoneIds, calls } = await select({ excludeZoneIds: ["use1-az5"], instanceType: "t4g.small" });
    expect(zoneIds).to.deep.equal(["use1-az1", "use1-az2", "use1-az4", "use1-az6"]);
    expect(calls.sort()).to.deep.equal([F.getInstanceTypeOfferings, F.getAvailabilityZones].sort());
  });

  it("keeps a zone that is in use when AWS does not call it available", async () => {
    const zoneIds = ["use1-az1", "use1-az3", "use1-az4", "use1-az5", "use1-az6"];
    expect((await select({}, "us-east-1", new WithoutZone())).zoneIds).to.deep.equal(zoneIds);
    const kept = await select({ keepZoneIds: ["use1-az2"] }, "us-east-1", new WithoutZone());
    expect(kept.zoneIds).to.deep.equal(["use1-az1", "use1-az2", ...zoneIds.slice(1)]);
  });

  it("accepts the exclusion of a zone that AWS does not call available", async () => {
    const { zoneIds } = await select({ excludeZoneIds: ["use1-az2", "use1-az3"] }, "us-east-1", new WithoutZone());
    expect(zoneIds).to.deep.equal(["use1-az1", "use1-az4", "use1-az5", "use1-az6"]);
  });

  it("refuses zones that the Region does not have, where the caller says that they stand", async () => {
    const message =
      '"use2-az1" is unknown in this Region; use AZ ids of the Region: use1-az1, use1-az2, use1-az3, use1-az4, use1-az5, use1-az6.';
    expect(await refusal({ excludeZoneIds: ["use2-az1"] })).to.equal(`true excludeZoneIds[0]: ${message}`);
    const paths = { excludeZoneIds: "network.excludeZoneIds", instanceType: "fleet.instanceType" };
    const here = withMocks(() => availabilityZoneIds({ excludeZoneIds: ["use2-az1"] }, {}, paths));
    expect(await here.catch((error: Error) => error.message)).to.equal(`network.excludeZoneIds[0]: ${message}`);
  });

  it("leaves out the zones from which another Region's services cannot be reached", async () => {
    const { result } = await withMocks(() => availabilityZoneIds({ crossRegion: true }));
    expect(result).to.deep.equal(["use1-az1", "use1-az2", "use1-az4", "use1-az5", "use1-az6"]);
  });

  it("refuses an instance type that no zone offers", async () => {
    expect(await refusal({ instanceType: "t99.nano" })).to.equal(
      'true instanceType: "t99.nano" is not offered in use1-az1, use1-az2, use1-az3, use1-az4, use1-az5, use1-az6; choose a type that these zones offer.',
    );
  });
});

const LETTERS = pulumi.output<Record<string, string>>({ "use1-az1": "a", "use1-az2": "b" });

describe("byZone", () => {
  it("makes plain keys of an Output's", async () => {
    const run = await withMocks(() => byZone(["use1-az2"], LETTERS));
    expect(Object.keys(run.result)).to.deep.equal(["use1-az2"]);
    expect(await promiseOf(pulumi.all(run.result))).to.deep.equal({ "use1-az2": "b" });
  });

  it("fails for a zone that is not there", async () => {
    const values = byZone(["use1-az9"], LETTERS);
    const message = await promiseOf(pulumi.all(values)).catch((error: Error) => error.message);
    expect(message).to.equal("There is nothing for use1-az9, only for use1-az1, use1-az2.");
  });
});
