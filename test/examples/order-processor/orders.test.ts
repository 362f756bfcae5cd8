import { expect } from "chai";
import fc from "fast-check";
import { parseOrder } from "../../../examples/order-processor/orders";

describe("parseOrder", () => {
  it("takes an order with and without a customer", () => {
    const items = [{ sku: "A-1", quantity: 1 }];
    expect(parseOrder({ items })).to.deep.equal({ order: { items } });
    expect(parseOrder({ items, customer: "c-7" })).to.deep.equal({ order: { items, customer: "c-7" } });
  });

  it("names every mistake at once, with its place, rule and value", () => {
    const body = {
      items: [{ sku: "A", quantity: 0 }, { sku: " ", quantity: 1.5, qty: 2 }, "A", { quantity: "2" }],
      customer: null,
      custommer: "c-7",
    };
    expect(parseOrder(body)).to.deep.equal({
      reasons: [
        "custommer is not a known key, known are items, customer",
        "customer must be a text of 1 to 100 characters, got null",
        "items[0].quantity must be a whole number from 1 to 1000000, got 0",
        "items[1].qty is not a known key, known are sku, quantity",
        'items[1].sku must be a text of 1 to 100 characters, got " "',
        "items[1].quantity must be a whole number from 1 to 1000000, got 1.5",
        'items[2] must be an object, got "A"',
        "items[3].sku must be a text of 1 to 100 characters, got nothing",
        'items[3].quantity must be a whole number from 1 to 1000000, got "2"',
      ],
    });
  });

  it("refuses an order without items and one with more than 500", () => {
    const item = { sku: "A", quantity: 1 };
    const reasonsFor = (items: unknown) => parseOrder({ items }).reasons;
    expect(reasonsFor([])).to.deep.equal(["items must be a list of 1 to 500 items, got a list of 0"]);
    expect(reasonsFor(undefined)).to.deep.equal(["items must be a list of 1 to 500 items, got nothing"]);
    expect(reasonsFor({ 0: item })).to.deep.equal(["items must be a list of 1 to 500 items, got an object"]);
    expect(reasonsFor(Array.from({ length: 501 }, () => item))).to.deep.equal([
      "items must be a list of 1 to 500 items, got a list of 501",
    ]);
    expect(reasonsFor(Array.from({ length: 500 }, () => item))).to.equal(undefined);
  });

  it("refuses a body that is not an object", () => {
    expect(parseOrder([1]).reasons).to.deep.equal(["the body must be a JSON object, got a list of 1"]);
    expect(parseOrder(null).reasons).to.deep.equal(["the body must be a JSON object, got null"]);
  });

  it("answers any JSON value, with an order or with reasons", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        const { order, reasons } = parseOrder(body);
        expect((order === undefined) !== (reasons === undefined)).to.equal(true);
      }),
    );
  });
});
