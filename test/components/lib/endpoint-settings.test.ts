import { expect } from "chai";
import { checkEndpointFlowLogs, flowLogZones } from "../../../components/lib/endpoint-settings";

describe("flow logs of an endpoint", () => {
  const serviceZoneIds = ["use1-az1", "use1-az2"];

  it("are in the zones that both sides share", () => {
    const ownZoneIds = ["use1-az4", "use1-az2"];
    expect(flowLogZones({ serviceZoneIds, ownZoneIds, crossRegion: false })).to.deep.equal(["use1-az2"]);
    // The endpoint's own Region may be named as the service's too.
    expect(flowLogZones({ serviceZoneIds, ownZoneIds, crossRegion: true })).to.deep.equal(["use1-az2"]);
  });

  it("are in all own zones across Regions, also when the service's are not known", () => {
    const ownZoneIds = ["usw1-az3", "usw1-az1"];
    expect(flowLogZones({ serviceZoneIds, ownZoneIds, crossRegion: true })).to.deep.equal(ownZoneIds);
    expect(flowLogZones({ serviceZoneIds: undefined, ownZoneIds, crossRegion: true })).to.deep.equal(ownZoneIds);
  });

  it("are nowhere when no zone is shared, which is refused elsewhere", () => {
    expect(flowLogZones({ serviceZoneIds, ownZoneIds: ["use1-az4"], crossRegion: false })).to.deep.equal([]);
  });

  it("need zones that are known before the update", () => {
    const unknown = [
      { serviceZoneIds: undefined, ownZoneIds: ["use1-az1"], crossRegion: false },
      { serviceZoneIds, ownZoneIds: undefined, crossRegion: true },
    ];
    for (const zones of unknown) {
      expect(flowLogZones(zones)).to.equal(undefined);
      expect(checkEndpointFlowLogs({}, zones, "flowLogs")).to.deep.equal([
        {
          path: "flowLogs",
          value: {},
          rule: "are one for each Availability Zone, and these are known only during the update",
          remedy: "give subnetIdsByZone, and the service's availabilityZoneIds as a plain list",
        },
      ]);
    }
  });
});
