import { expect } from "chai";
import { jsonOrText } from "../../../components/lib/json-or-text";

describe("a value of the config", () => {
  it("is what its JSON says", () => {
    expect(jsonOrText('{"stack":"us-east-1","keep":[2]}')).to.deep.equal({ stack: "us-east-1", keep: [2] });
    expect([jsonOrText("true"), jsonOrText("4")]).to.deep.equal([true, 4]);
  });

  it("is its text where that is no JSON", () => {
    expect([jsonOrText("us-east-1"), jsonOrText(""), jsonOrText("{")]).to.deep.equal(["us-east-1", "", "{"]);
  });
});
