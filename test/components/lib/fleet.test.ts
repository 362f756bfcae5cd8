import { expect } from "chai";
import { checkFleet, type FleetSpec } from "../../../components/lib/fleet";
import { sentence } from "../../../components/lib/problem";

const messages = (spec: Partial<FleetSpec>, zoneIds?: string[]) =>
  checkFleet({ instanceType: "t4g.small", ...spec }, "fleet", zoneIds).map(sentence);

describe("The settings of a fleet", () => {
  it("are an instance type alone", () => {
    for (const instanceType of ["t4g.small", "c7gn.16xlarge", "u-6tb1.metal", "m7i-flex.large"]) {
      expect(messages({ instanceType }), instanceType).to.deep.equal([]);
    }
  });

  it("are refused with what is no instance type", () => {
    for (const instanceType of ["t4g", "T4G.small", "db t4g.small", ""]) {
      expect(messages({ instanceType })).to.deep.equal([
        `fleet.instanceType: ${JSON.stringify(instanceType)} is not an EC2 instance type; use one such as t4g.small.`,
      ]);
    }
  });

  it("are refused with everything that is out of range, at once", () => {
    expect(
      messages({
        rootDeviceName: "xvda",
        volumeSizeGb: 0,
        cpuTargetPercent: 101,
        warmupSeconds: 3601,
        healthCheckGraceSeconds: -1,
        capacityTimeoutMinutes: 1.5,
        refresh: { minHealthyPercentage: 101 },
        egressCidrs: ["10.0.0.0"],
        perZone: { min: 2, max: 1 },
      }),
    ).to.deep.equal([
      "fleet.perZone.min: 2 is more than max, 1; use at most 1, or raise max.",
      'fleet.rootDeviceName: "xvda" is not the name of a block device; use the AMI\'s root device, such as /dev/xvda.',
      "fleet.volumeSizeGb: 0 is not a whole number of GiB from 1 to 16384; use a number from 1 to 16384.",
      "fleet.cpuTargetPercent: 101 is not a whole number of percent from 0 to 100; use a number from 0 to 100.",
      "fleet.warmupSeconds: 3601 is not a whole number of seconds from 0 to 3600; use a number from 0 to 3600.",
      "fleet.healthCheckGraceSeconds: -1 is not a whole number of seconds from 0 to 7200; use a number from 0 to 7200.",
      "fleet.capacityTimeoutMinutes: 1.5 is not a whole number of minutes from 0 to 120; use a number from 0 to 120.",
      "fleet.refresh.minHealthyPercentage: 101 is not a whole number of percent from 0 to 100; use a number from 0 to 100.",
      'fleet.egressCidrs[0]: "10.0.0.0" is not an IPv4 or IPv6 block; use one such as 10.0.0.0/8 or 2001:db8::/32.',
    ]);
  });

  it("are refused with exceptions for zones that the fleet does not have", () => {
    expect(messages({ zoneOverrides: { "use1-az6": { max: 3 } } }, ["use1-az1"])).to.have.length(1);
  });
});
