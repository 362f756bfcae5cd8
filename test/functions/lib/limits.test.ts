import { expect } from "chai";
import { EntitlementStatus } from "../../../functions/lib/entitlement";
import { byAge, connectionsAhead } from "../../../functions/lib/limits";
import { connection, consumer, ENTITLED, endpointId, START } from "../support/builders";

const NOW = new Date(START);
const AVAILABLE = { state: "available" };

function ahead(connections: Parameters<typeof connectionsAhead>[0], change = {}, entitlement = ENTITLED) {
  const places = connectionsAhead(connections, consumer(7, change), entitlement, NOW, "order-processor");
  return Object.fromEntries(places);
}

describe("the connections that come before one", () => {
  it("are the established ones by age, then the pending ones by age, however AWS lists them", () => {
    const [one, two, three, four] = [
      connection(4, 7),
      connection(3, 7, AVAILABLE),
      connection(2, 7),
      connection(1, 7, AVAILABLE),
    ] as const;
    const expected = { [endpointId(1)]: 0, [endpointId(3)]: 1, [endpointId(2)]: 2, [endpointId(4)]: 3 };
    expect(ahead([one, two, three, four])).to.deep.equal(expected);
    expect(ahead([four, three, two, one])).to.deep.equal(expected);
  });

  it("are told apart by endpoint id when they were created in the same instant", () => {
    const createdAt = "2026-05-01T00:00:00.000Z";
    const twins = [connection(2, 7, { createdAt }), connection(1, 7, { createdAt })];
    expect(ahead(twins)).to.deep.equal({ [endpointId(1)]: 0, [endpointId(2)]: 1 });
    expect(twins.toSorted(byAge).map((one) => one.endpointId)).to.deep.equal([endpointId(1), endpointId(2)]);
  });

  it("are those that stay: neither settled ones nor those that will be cut", () => {
    const connections = [
      connection(1, 7, { state: "rejected" }),
      connection(2, 7, { state: "available", region: "eu-west-1" }),
      connection(3, 7, { region: "eu-west-1" }),
      connection(4, 7, AVAILABLE),
      connection(5, 7),
    ];
    const places = ahead(connections, { regions: ["us-east-1"] });
    expect(places).to.deep.equal({
      [endpointId(2)]: 0,
      [endpointId(4)]: 0,
      [endpointId(3)]: 1,
      [endpointId(5)]: 1,
    });
  });

  it("are also those that stay because the books cannot be asked, but not those that are not paid for", () => {
    const connections = [connection(1, 7, AVAILABLE), connection(2, 7)];
    const unknown = { status: EntitlementStatus.Unknown, detail: "no answer" };
    expect(ahead(connections, {}, unknown)).to.deep.equal({ [endpointId(1)]: 0, [endpointId(2)]: 1 });
    const unpaid = { status: EntitlementStatus.NotEntitled, detail: "no payment" };
    expect(ahead(connections, {}, unpaid)).to.deep.equal({ [endpointId(1)]: 0, [endpointId(2)]: 0 });
  });
});
