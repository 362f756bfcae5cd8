import { Region as PulumiRegion } from "@pulumi/aws/types/enums";
import { expect } from "chai";
import { zoneNumber } from "../../../components/lib/availability-zones";
import { sentence } from "../../../components/lib/problem";
import { checkRegion, REGIONS, ZONES_WITHOUT_CROSS_REGION_ACCESS } from "../../../components/lib/regions";

const messages = (name: string) => checkRegion(name, "image.copyFrom.region").map(sentence);

describe("The Regions", () => {
  it("are the commercial ones that the AWS provider knows", () => {
    const commercial = Object.values(PulumiRegion).filter((name) => !/^(cn|us-gov|us-iso|eu-iso|eusc)/.test(name));
    expect(REGIONS.map(({ name }) => name)).to.deep.equal(commercial.toSorted());
  });

  it("need to be enabled if they were launched since 2019", () => {
    const optIn = REGIONS.filter((region) => region.optIn).map(({ name }) => name);
    expect(optIn).to.have.lengthOf(17);
    expect(optIn).to.include.members(["af-south-1", "ap-east-1", "me-south-1", "eu-south-1", "ap-southeast-7"]);
    expect(optIn).not.to.include.members(["eu-north-1"]);
    expect(REGIONS.find(({ name }) => name === "us-east-1")).to.deep.equal({ name: "us-east-1", optIn: false });
  });

  it("are accepted by name", () => {
    for (const { name } of REGIONS) expect(checkRegion(name, "region"), name).to.deep.equal([]);
  });

  const refused = {
    "us-est-1": 'is not a commercial AWS Region; use "us-east-1".',
    "us-east1": 'is not a commercial AWS Region; use "us-east-1".',
    "EU-CENTRAL-1": 'is not a commercial AWS Region; use "eu-central-1".',
    "us-east-1a": 'is not a commercial AWS Region; use "us-east-1".',
    frankfurt: "is not a commercial AWS Region; use a Region name such as us-east-1.",
    "": "is not a commercial AWS Region; use a Region name such as us-east-1.",
  };
  for (const [name, reason] of Object.entries(refused)) {
    it(`are not ${JSON.stringify(name)}`, () => {
      expect(messages(name)).to.deep.equal([`image.copyFrom.region: ${JSON.stringify(name)} ${reason}`]);
    });
  }

  for (const name of ["cn-north-1", "us-gov-west-1", "eusc-de-east-1", "us-isob-east-1"]) {
    it(`are not ${name}, which no commercial Region is proposed for`, () => {
      expect(messages(name)).to.deep.equal([
        `image.copyFrom.region: "${name}" is a Region of another AWS partition; use a commercial Region such as us-east-1: principals and endpoint services do not cross partitions.`,
      ]);
    });
  }
});

describe("The zones without cross-Region access", () => {
  it("are five AZ ids", () => {
    expect(ZONES_WITHOUT_CROSS_REGION_ACCESS).to.have.lengthOf(5);
    expect(ZONES_WITHOUT_CROSS_REGION_ACCESS.filter((zoneId) => zoneNumber(zoneId) === undefined)).to.deep.equal([]);
  });
});
