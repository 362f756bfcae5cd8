import { expect } from "chai";
import fc from "fast-check";
import {
  checkHandoff,
  HandoffError,
  type HandoffFacts,
  handoffDocument,
  parseHandoff,
} from "../../../components/lib/handoff";
import { sentence } from "../../../components/lib/problem";

const FACTS: HandoffFacts = {
  name: "order-processor",
  serviceName: "com.amazonaws.vpce.us-east-2.vpce-svc-0123456789abcdef0",
  region: "us-east-2",
  supportedRegions: ["us-west-2"],
  availabilityZoneIds: ["use2-az1", "use2-az2"],
  ports: [{ name: "api", port: 3000, protocol: "TCP" }],
  acceptanceRequired: true,
  ipAddressTypes: ["ipv4"],
};
const DOCUMENT = handoffDocument(FACTS);

const messages = (document: unknown) => checkHandoff(document, "handoff").map(sentence);

describe("hand-off", () => {
  it("says all that a consumer needs, and nothing else", () => {
    expect(DOCUMENT).to.deep.equal({
      version: 1,
      name: "order-processor",
      serviceName: "com.amazonaws.vpce.us-east-2.vpce-svc-0123456789abcdef0",
      region: "us-east-2",
      supportedRegions: ["us-east-2", "us-west-2"],
      availabilityZoneIds: ["use2-az1", "use2-az2"],
      ports: [{ name: "api", port: 3000, protocol: "TCP" }],
      privateDnsName: null,
      suggestedZoneName: "order-processor.endpoints.internal",
      acceptanceRequired: true,
      ipAddressTypes: ["ipv4"],
    });
  });

  it("carries the ports' public side only", () => {
    const port = { name: "api", port: 443, protocol: "TLS", certificateArn: "arn:aws:acm:..." };
    expect(handoffDocument({ ...FACTS, ports: [port] }).ports).to.deep.equal([
      { name: "api", port: 443, protocol: "TLS" },
    ]);
  });

  it("reads what it wrote, as text and as an object", () => {
    const port = fc.record({
      name: fc.constantFrom("api", "admin"),
      port: fc.integer({ min: 1, max: 65535 }),
      protocol: fc.constantFrom("TCP", "TLS", "UDP", "TCP_UDP"),
    });
    const facts = fc.record({
      name: fc.constant("orders"),
      serviceName: fc.constant(FACTS.serviceName),
      region: fc.constant("us-east-2"),
      supportedRegions: fc.uniqueArray(fc.constantFrom("us-east-2", "us-west-2", "eu-west-1")),
      availabilityZoneIds: fc.uniqueArray(
        fc.integer({ min: 1, max: 9 }).map((n) => `use2-az${n}`),
        { minLength: 1 },
      ),
      ports: fc.array(port, { minLength: 1, maxLength: 4 }),
      privateDnsName: fc.option(fc.constant("api.example.com"), { nil: undefined }),
      acceptanceRequired: fc.boolean(),
      ipAddressTypes: fc.constantFrom(["ipv4"], ["ipv4", "ipv6"]),
    });
    fc.assert(
      fc.property(facts, (given) => {
        const document = handoffDocument(given);
        expect(parseHandoff(document)).to.deep.equal(document);
        expect(parseHandoff(JSON.stringify(document))).to.deep.equal(document);
      }),
    );
  });

  it("is known to be truncated wherever it is cut", () => {
    const text = JSON.stringify(DOCUMENT);
    const cuts = fc.integer({ min: 1, max: text.length - 1 });
    fc.assert(
      fc.property(cuts, (length) => {
        const problems = checkHandoff(text.slice(0, length), "handoff");
        expect(problems).to.have.lengthOf(1);
        // A cut right after an inner brace looks like any other broken document.
        if (text[length - 1] !== "}") expect(problems[0]?.remedy).to.equal("copy the whole document again");
      }),
    );
    expect(() => parseHandoff('{"version":1,"na')).to.throw(
      HandoffError,
      'The hand-off cannot be used. handoff: "{\\"version\\":1,\\"na" ends in the middle, after 16 characters; copy the whole document again.',
    );
  });

  it("is a JSON object", () => {
    const remedy = "use the provider's output handoff as it is";
    expect(messages("hello")).to.deep.equal([`handoff: "hello" is not a JSON document; ${remedy}.`]);
    expect(messages("[1]")).to.deep.equal([`handoff: [1] is not a hand-off document; ${remedy}.`]);
    expect(messages(undefined)).to.deep.equal([`handoff: (missing) is not a hand-off document; ${remedy}.`]);
  });

  it("is of the version that this release reads", () => {
    expect(messages({ ...DOCUMENT, version: 2, ports: "new form" })).to.deep.equal([
      "handoff.version: 2 is not the version that this release reads, 1; update saas-privatelink.",
    ]);
    expect(messages({ ...DOCUMENT, version: undefined })).to.deep.equal([
      "handoff.version: (missing) is not the version that this release reads, 1; ask the provider for the document again.",
    ]);
  });

  it("has the service name of its own Region", () => {
    expect(messages({ ...DOCUMENT, region: "us-west-2" })).to.deep.equal([
      'handoff.serviceName: "com.amazonaws.vpce.us-east-2.vpce-svc-0123456789abcdef0" is the name of a service in us-east-2, not in us-west-2; take service name and Region from the same stack of the provider.',
    ]);
  });

  it("has every field, and all that are wrong are said at once", () => {
    const again = "ask the provider for the document again";
    const { ipAddressTypes: _, ...rest } = DOCUMENT;
    const wrong = {
      ...rest,
      name: 7,
      availabilityZoneIds: ["us-east-2a"],
      ports: [{ name: "api", port: 70000, protocol: "HTTP" }, "admin"],
      supportedRegions: [],
      acceptanceRequired: "yes",
    };
    expect(messages(wrong)).to.deep.equal([
      `handoff.name: 7 is not a text; ${again}.`,
      `handoff.supportedRegions: [] is not a list with at least one entry; ${again}.`,
      'handoff.availabilityZoneIds[0]: "us-east-2a" is not an Availability Zone id; write the id, such as use1-az1, not the name.',
      `handoff.ports[0].port: 70000 is not a port from 1 to 65535; ${again}.`,
      `handoff.ports[0].protocol: "HTTP" is not one of TCP, TLS, UDP, TCP_UDP; ${again}.`,
      `handoff.ports[1]: "admin" is not a port with its name; ${again}.`,
      `handoff.acceptanceRequired: "yes" is neither true nor false; ${again}.`,
      `handoff.ipAddressTypes: (missing) is not in the document; ${again}.`,
    ]);
  });

  it("may have fields that a later release added", () => {
    expect(messages({ ...DOCUMENT, contact: "ops@example.com" })).to.deep.equal([]);
  });
});
