import { expect } from "chai";
import fc from "fast-check";
import { regionalDnsEntry } from "../../../components/lib/endpoint-dns";

const SUFFIX = "vpce-svc-0a1b2c3d4e5f60718.us-east-1.vpce.amazonaws.com";
const regional = { dnsName: `vpce-0123456789abcdef0-x1y2z3w4.${SUFFIX}`, hostedZoneId: "Z7HUB22UULQXV" };
const zonal = ["us-east-1a", "us-east-1b", "us-gov-west-1c"].map((zone) => ({
  dnsName: `vpce-0123456789abcdef0-x1y2z3w4-${zone}.${SUFFIX}`,
  hostedZoneId: "Z7HUB22UULQXV",
}));
const privateName = { dnsName: "api.example.com", hostedZoneId: "Z000" };

describe("regional DNS entry", () => {
  it("is found wherever it stands among zonal and private names", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([regional, ...zonal, privateName], { minLength: 5 }), (entries) => {
        expect(regionalDnsEntry(entries)).to.equal(regional);
      }),
    );
  });

  it("is the one without a hash too", () => {
    const plain = { dnsName: `vpce-0123456789abcdef0.${SUFFIX}`, hostedZoneId: "Z1" };
    expect(regionalDnsEntry([...zonal, plain])).to.equal(plain);
  });

  it("is found when its hash looks like the end of a zone's name", () => {
    const misleading = { dnsName: `vpce-0123456789abcdef0-2907724d.${SUFFIX}`, hostedZoneId: "Z1" };
    expect(regionalDnsEntry([...zonal, misleading])).to.equal(misleading);
  });

  it("is an error with all names when there is none", () => {
    expect(() => regionalDnsEntry([privateName])).to.throw(
      "The endpoint has no regional DNS name; its DNS names: api.example.com.",
    );
    expect(() => regionalDnsEntry([])).to.throw("The endpoint has no regional DNS name; its DNS names: none.");
  });
});
