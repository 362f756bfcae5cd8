import { expect } from "chai";
import { checkRecordNames, checkZoneVpcKeys, recordName, shadows } from "../../../components/lib/endpoint-zone";
import { sentence } from "../../../components/lib/problem";

describe("the private zone of an endpoint", () => {
  it("has names below it", () => {
    expect(recordName("*.api", "orders.internal")).to.equal("*.api.orders.internal");
    expect(checkRecordNames(["api", "v1.api", "*", "*.api"], "recordNames")).to.deep.equal([]);
  });

  it("has no other names", () => {
    const rule =
      "is not a name below the zone: lowercase letters, digits and inner hyphens in labels, or * as the first; use one such as api, without the name of the zone.";
    const wrong = ["", "Api", "a_b", "api.", ".api", "api.*", "-api", "*.", "**"];
    expect(checkRecordNames(wrong, "recordNames").map(sentence)).to.deep.equal(
      wrong.map((name, index) => `recordNames[${index}]: ${JSON.stringify(name)} ${rule}`),
    );
    expect(checkRecordNames(["api", "api"], "recordNames").map(sentence)).to.deep.equal([
      'recordNames[1]: "api" appears twice; remove one of them.',
    ]);
  });

  it("is shared under names that can be parts of logical names", () => {
    expect(checkZoneVpcKeys({ reports: {} }, "zoneVpcs")).to.deep.equal([]);
    expect(checkZoneVpcKeys({ "a b": {} }, "zoneVpcs").map(sentence)).to.deep.equal([
      'zoneVpcs["a b"]: "a b" is not a name of lowercase letters, digits and inner hyphens that begins with a letter; use one such as order-processor.',
    ]);
  });

  it("shadows a private DNS name that is its own or below it, and no other", () => {
    for (const zone of ["api.example.com", "example.com", "com"]) {
      expect(shadows(zone, "api.example.com"), zone).to.equal(true);
    }
    for (const zone of ["v1.api.example.com", "pi.example.com", "orders.internal"]) {
      expect(shadows(zone, "api.example.com"), zone).to.equal(false);
    }
  });

  it("shadows a part of a wildcard too", () => {
    for (const zone of ["example.com", "com", "api.example.com"]) {
      expect(shadows(zone, "*.example.com"), zone).to.equal(true);
    }
    expect(shadows("other.com", "*.example.com")).to.equal(false);
  });
});
