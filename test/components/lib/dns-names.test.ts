import { expect } from "chai";
import fc from "fast-check";
import {
  checkPrivateDns,
  checkPrivateDnsName,
  checkZoneName,
  dnsNameHash,
  verificationRecordName,
} from "../../../components/lib/dns-names";
import { sentence } from "../../../components/lib/problem";

const name = (value: string) => checkPrivateDnsName(value, "privateDns.name").map(sentence);

describe("private DNS names", () => {
  it("may be lowercase names with a wildcard as the first label", () => {
    expect(
      ["api.example.com", "*.example.com", "a.b-c.1.example", "xn--bcher-kva.example"].flatMap(name),
    ).to.deep.equal([]);
  });

  it("have no capitals", () => {
    expect(name("API.Example.com")).to.deep.equal([
      'privateDns.name: "API.Example.com" has capital letters; write it as api.example.com.',
    ]);
  });

  it("have no dot at the end", () => {
    expect(name("api.example.com.")).to.deep.equal([
      'privateDns.name: "api.example.com." ends in a dot; write it as api.example.com.',
    ]);
  });

  it("are fully qualified", () => {
    expect(name("localhost")).to.deep.equal([
      'privateDns.name: "localhost" is not a fully qualified DNS name; use a name such as api.example.com.',
    ]);
    expect(name("*.com")).to.have.lengthOf(1);
  });

  for (const [value, label] of [
    ["api..example.com", ""],
    ["-api.example.com", "-api"],
    ["api_1.example.com", "api_1"],
    ["api.*.example.com", "*"],
    ["https://api.example.com", "https://api"],
    [`${"a".repeat(64)}.example.com`, "a".repeat(64)],
  ]) {
    it(`have valid labels, unlike ${value}`, () => {
      expect(name(value as string)).to.deep.equal([
        `privateDns.name: "${value}" is not a DNS name: its label "${label}" is not 1 to 63 letters, digits and inner hyphens; use a name such as api.example.com.`,
      ]);
    });
  }

  it("have at most 253 characters", () => {
    const long = `${"a.".repeat(126)}ab`;
    expect(checkPrivateDnsName(long, "name").map((p) => p.rule)).to.deep.equal(["has 254 characters, more than 253"]);
    expect(name(`${"a.".repeat(126)}a`)).to.deep.equal([]);
  });

  it("need a hosted zone for their verification, or none of it", () => {
    const terms = { name: "api.example.com", hasHostedZone: false, verify: true };
    expect(checkPrivateDns(terms, "privateDns").map(sentence)).to.deep.equal([
      "privateDns.hostedZoneId: (missing) is needed to prove that api.example.com is yours; give the id of the public hosted zone for the TXT record, or set verify to false and make the record by hand.",
    ]);
    expect(checkPrivateDns({ ...terms, hasHostedZone: true }, "privateDns")).to.deep.equal([]);
    expect(checkPrivateDns({ ...terms, verify: false }, "privateDns")).to.deep.equal([]);
    expect(checkPrivateDns({ ...terms, name: "API" }, "privateDns")).to.have.lengthOf(2);
  });

  it("are proven at the domain below a wildcard", () => {
    expect(verificationRecordName("_a1", "api.example.com")).to.equal("_a1.api.example.com");
    expect(verificationRecordName("_a1", "*.example.com")).to.equal("_a1.example.com");
  });

  it("are marked by eight hexadecimal digits that never change", () => {
    expect(dnsNameHash("api.example.com")).to.equal("d0c43d38");
    fc.assert(
      fc.property(fc.domain(), (domain) => {
        expect(dnsNameHash(domain)).to.match(/^[0-9a-f]{8}$/);
      }),
    );
  });

  it("accept every lowercase domain and no name with a capital", () => {
    fc.assert(
      fc.property(fc.domain(), (domain) => {
        const lower = domain.toLowerCase();
        expect(name(lower)).to.deep.equal([]);
        expect(name(`*.${lower}`)).to.deep.equal([]);
        expect(name(`A${lower}`)).to.have.lengthOf(1);
      }),
    );
  });
});

describe("zone names", () => {
  it("have no wildcard", () => {
    expect(checkZoneName("orders.endpoints.internal", "zoneName")).to.deep.equal([]);
    expect(checkZoneName("*.internal.example", "zoneName").map(sentence)).to.deep.equal([
      'zoneName: "*.internal.example" is not a DNS name: its label "*" is not 1 to 63 letters, digits and inner hyphens; use a name such as orders.endpoints.internal.',
    ]);
  });
});
