import { expect } from "chai";
import { sentence } from "../../../components/lib/problem";
import {
  checkSupportedRegions,
  isCrossRegion,
  resolveSupportedRegions,
} from "../../../components/lib/supported-regions";

function messages(host: string | undefined, regions: string[]): string[] {
  return checkSupportedRegions(host, "aws:region")(regions, "access.supportedRegions").map(sentence);
}

describe("supported Regions", () => {
  it("get the service's own Region added, and are sorted", () => {
    expect(messages("us-west-2", ["us-east-1", "eu-west-1"])).to.deep.equal([]);
    expect(resolveSupportedRegions("us-west-2", ["us-east-1", "eu-west-1"])).to.deep.equal([
      "eu-west-1",
      "us-east-1",
      "us-west-2",
    ]);
    expect(resolveSupportedRegions("us-west-2", ["us-west-2", "us-east-1"])).to.deep.equal(["us-east-1", "us-west-2"]);
  });

  it("are not declared when they are only the service's own", () => {
    expect(resolveSupportedRegions("us-west-2", [])).to.deep.equal([]);
    expect(resolveSupportedRegions("us-west-2", ["us-west-2"])).to.deep.equal([]);
    expect(messages(undefined, [])).to.deep.equal([]);
  });

  it("are declared as the service's own alone to close all others, and never without it", () => {
    expect(resolveSupportedRegions("us-west-2", [], true)).to.deep.equal(["us-west-2"]);
    expect(resolveSupportedRegions("us-west-2", ["us-west-2"], true)).to.deep.equal(["us-west-2"]);
    expect(resolveSupportedRegions("us-west-2", ["us-east-1"], true)).to.deep.equal(["us-east-1", "us-west-2"]);
    expect(resolveSupportedRegions(undefined, [], true)).to.deep.equal([]);
  });

  it("reach across Regions once there is another one than the service's own", () => {
    expect(isCrossRegion("us-west-2", [])).to.equal(false);
    expect(isCrossRegion("us-west-2", ["us-west-2"])).to.equal(false);
    expect(isCrossRegion("us-west-2", ["us-west-2", "us-east-1"])).to.equal(true);
    expect(isCrossRegion(undefined, ["us-east-1"])).to.equal(false);
  });

  it("need the service's own Region", () => {
    expect(messages(undefined, ["us-east-1"])).to.deep.equal([
      'aws:region: (missing) is needed with access.supportedRegions ["us-east-1"]; give the Region that the service itself is in.',
    ]);
  });

  it("are Regions that exist, once each", () => {
    expect(messages("us-west-2", ["us-est-1", "eu-west-1", "eu-west-1"])).to.deep.equal([
      'access.supportedRegions[0]: "us-est-1" is not a commercial AWS Region; use "us-east-1".',
      'access.supportedRegions[2]: "eu-west-1" is the same as access.supportedRegions[1]; list it once.',
    ]);
  });
});
