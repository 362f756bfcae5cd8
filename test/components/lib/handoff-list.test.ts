import { expect } from "chai";
import { handoffDocument } from "../../../components/lib/handoff";
import { parseHandoffs } from "../../../components/lib/handoff-list";

const named = (name: string, mark: string) =>
  handoffDocument({
    name,
    serviceName: `com.amazonaws.vpce.us-east-1.vpce-svc-${mark.repeat(17)}`,
    region: "us-east-1",
    supportedRegions: [],
    availabilityZoneIds: ["use1-az1"],
    ports: [{ name: "api", port: 3000, protocol: "TCP" }],
    acceptanceRequired: true,
    ipAddressTypes: ["ipv4"],
  });
const ORDERS = named("orders", "a");
const REPORTS = named("reports", "b");

function refusal(documents: unknown): string {
  try {
    parseHandoffs(documents);
  } catch (error) {
    return (error as Error).message;
  }
  return "nothing was refused";
}

describe("a list of hand-offs", () => {
  it("is read from objects, from texts of them, and from the text of the list", () => {
    const both = [ORDERS, REPORTS];
    expect(parseHandoffs(both)).to.deep.equal(both);
    expect(parseHandoffs([JSON.stringify(ORDERS), REPORTS])).to.deep.equal(both);
    expect(parseHandoffs(JSON.stringify(both, undefined, 2))).to.deep.equal(both);
  });

  it("is refused with everything that is wrong with any of it, as single ones are", () => {
    const cut = JSON.stringify(REPORTS).slice(0, 40);
    expect(refusal([{ ...ORDERS, version: 2 }, cut, { ...REPORTS, region: "us-east-2" }])).to.equal(
      [
        "The hand-off cannot be used.",
        "handoffs[0].version: 2 is not the version that this release reads, 1; update saas-privatelink.",
        `handoffs[1]: ${JSON.stringify(cut)} ends in the middle, after 40 characters; copy the whole document again.`,
        `handoffs[2].serviceName: "${REPORTS.serviceName}" is the name of a service in us-east-1, not in us-east-2; take service name and Region from the same stack of the provider.`,
      ].join(" "),
    );
  });

  it("is refused when its text ends in the middle", () => {
    const text = JSON.stringify([ORDERS]).slice(0, 60);
    expect(refusal(text)).to.equal(
      `The hand-off cannot be used. handoffs: ${JSON.stringify(text)} ends in the middle, after 60 characters; copy the whole document again.`,
    );
  });

  it("is refused when it is none", () => {
    const rule = "is not a list with at least one hand-off; give one hand-off for each service, in brackets.";
    expect(refusal([])).to.equal(`The hand-off cannot be used. handoffs: [] ${rule}`);
    expect(refusal({ orders: 1 })).to.equal(`The hand-off cannot be used. handoffs: {"orders":1} ${rule}`);
    expect(refusal("orders")).to.equal(
      'The hand-off cannot be used. handoffs: "orders" is not a JSON document; use the provider\'s output handoff as it is.',
    );
  });

  it("has no two services of one name", () => {
    const twin = named("orders", "c");
    expect(refusal([ORDERS, REPORTS, twin])).to.equal(
      `The hand-off cannot be used. handoffs[2].name: "orders" is the name of ${ORDERS.serviceName} (handoffs[0]) and of ${twin.serviceName}; keep one of them in the list.`,
    );
  });
});
