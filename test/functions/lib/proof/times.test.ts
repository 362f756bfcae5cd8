import { expect } from "chai";
import { ANEW, DOCUMENT, refusals, withHeaders } from "./support/sample";

const at = (text: string) => ({ now: new Date(text) });
const expiring = (text: string) => withHeaders({ "x-privatelink-expires": text });

describe("the validity of a proof", () => {
  it("ends with the instant that the proof names", () => {
    expect(refusals(DOCUMENT, at("2026-03-01T12:14:59.999Z"))).to.deep.equal([]);
    expect(refusals(DOCUMENT, at("2026-03-01T12:15:00.000Z"))).to.deep.equal([
      `headers.x-privatelink-expires: "2026-03-01T12:15:00Z" is over by the clock here, 2026-03-01T12:15:00Z; ${ANEW}.`,
    ]);
    expect(refusals(expiring("2026-03-01T12:03:00Z"))).to.have.length(1);
  });

  it("takes a clock that is 5 minutes ahead, and no more", () => {
    expect(refusals(DOCUMENT, at("2026-03-01T11:55:00Z"))).to.deep.equal([]);
    expect(refusals(DOCUMENT, at("2026-03-01T11:54:59Z"))).to.deep.equal([
      `headers.x-amz-date: "20260301T120000Z" is more than 5 minutes in the future by the clock here, 2026-03-01T11:54:59Z; set the clocks of both machines, and ${ANEW}.`,
    ]);
  });

  it("is 15 minutes at most, and more than none", () => {
    expect(refusals(expiring("2026-03-01T12:15:01Z"))).to.deep.equal([
      `headers.x-privatelink-expires: "2026-03-01T12:15:01Z" is more than 15 minutes after the signature, 20260301T120000Z, and AWS takes no older one; ${ANEW}.`,
    ]);
    expect(refusals(expiring("2026-03-01T12:00:00Z"))).to.deep.equal([
      `headers.x-privatelink-expires: "2026-03-01T12:00:00Z" is not after the signature, 20260301T120000Z; ${ANEW}.`,
    ]);
  });

  it("is in instants of one form that exist", () => {
    const dates = [
      "20260230T120000Z",
      "20260301T240000Z",
      "2026-03-01T12:00:00Z",
      "20260301T120000+0000",
      "20260301T120000Z ",
      "",
    ];
    for (const date of dates) {
      const own = refusals(withHeaders({ "x-amz-date": date })).filter((said) => said.startsWith("headers.x-amz-date"));
      expect(own, date).to.deep.equal([
        `headers.x-amz-date: ${JSON.stringify(date)} is not an instant such as 20270131T120000Z; ${ANEW}.`,
      ]);
    }
    for (const text of [
      "2026-02-30T12:00:00Z",
      "2026-03-01T12:10:00.000Z",
      "2026-03-01T12:10:00+00:00",
      "1772366999",
    ]) {
      expect(refusals(expiring(text)), text).to.deep.equal([
        `headers.x-privatelink-expires: "${text}" is not an instant such as 2027-01-31T12:00:00Z; ${ANEW}.`,
      ]);
    }
  });
});
