import { expect } from "chai";
import { closed, isClosed, unprotected } from "../../../automation/regions/door";
import { isProtected } from "../../../automation/stacks/protection";
import { parseConfig } from "../../../stacks/config";

const EARLIER = {
  settings: {
    "aws:region": "us-east-2",
    "saas-privatelink:service": { name: "x", ports: [{ name: "api", port: 3000 }] },
    "saas-privatelink:network": { cidr: "10.64.0.0/22" },
    "saas-privatelink:image": { copyFrom: { stack: "home" }, keep: 3 },
    "saas-privatelink:fleet": { instanceType: "t3.small" },
    "saas-privatelink:access": {
      acceptanceRequired: true,
      approval: "registry",
      allowedPrincipals: ["*"],
      allowAnyPrincipal: true,
      supportedRegions: ["eu-west-1"],
    },
    "saas-privatelink:approval": { registry: { stack: "home" }, scheduleMinutes: 5 },
    "saas-privatelink:consumer": { cidr: "10.128.0.0/22" },
  },
  outputs: { imageSourceRegion: "us-east-1", imageSources: ["ami-0123456789abcdef0"] },
};

describe("the door of a stack", () => {
  const image = { copyFrom: { region: "us-east-1", id: "ami-0123456789abcdef0" }, keep: 3 };

  it("is unprotected first, with nothing else changed and the image that runs", () => {
    expect(unprotected(EARLIER)).to.deep.equal({
      ...EARLIER.settings,
      "saas-privatelink:image": image,
      "saas-privatelink:protect": false,
    });
  });

  it("is closed by settings under which each connection waits and nobody decides, without a consumer of its own", () => {
    const { "saas-privatelink:approval": _, "saas-privatelink:consumer": __, ...rest } = EARLIER.settings;
    expect(closed(EARLIER)).to.deep.equal({
      ...rest,
      "saas-privatelink:image": image,
      "saas-privatelink:access": {
        acceptanceRequired: true,
        approval: "manual",
        allowedPrincipals: [],
        supportedRegions: ["eu-west-1"],
      },
      "saas-privatelink:protect": false,
    });
  });

  it("is closed by settings that the program takes", () => {
    const values = Object.entries(closed(EARLIER)).map(([key, value]) => [
      key,
      typeof value === "string" ? value : JSON.stringify(value),
    ]);
    const { access, approval, consumer, protect } = parseConfig("ohio", Object.fromEntries(values));
    expect({ ...access, approval: access.approval, given: approval, consumer, protect }).to.include({
      acceptanceRequired: true,
      approval: "manual",
      given: undefined,
      consumer: undefined,
      protect: false,
    });
  });

  it("is known to be closed when it is, and to be open before", () => {
    expect(isClosed(EARLIER)).to.equal(false);
    expect(isClosed({ settings: closed(EARLIER) })).to.equal(true);
    expect(isClosed({ settings: {} })).to.equal(true);
    const access = (value: object) => isClosed({ settings: { "saas-privatelink:access": value } });
    expect(access({ acceptanceRequired: false })).to.equal(false);
    expect(access({ acceptanceRequired: "false" })).to.equal(false);
    expect(access({ allowedPrincipals: ["111122223333"] })).to.equal(false);
    expect(access({ approval: "registry" })).to.equal(false);
    expect(isClosed({ settings: { "saas-privatelink:consumer": { cidr: "x" } } })).to.equal(false);
  });

  it("is protected unless the settings say otherwise, as data or as the text of a history", () => {
    const protect = (value: unknown) => isProtected({ "saas-privatelink:protect": value });
    expect(isProtected({})).to.equal(true);
    expect([protect(true), protect("true"), protect(false), protect("false")]).to.deep.equal([
      true,
      true,
      false,
      false,
    ]);
  });
});
