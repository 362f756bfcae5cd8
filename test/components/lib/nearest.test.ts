import { expect } from "chai";
import { nearest } from "../../../components/lib/nearest";

describe("The word that was probably meant", () => {
  it("is the candidate that differs least", () => {
    expect(nearest("instanceTyp", ["image", "instanceType", "instanceTypes"])).to.equal("instanceType");
  });

  it("is none when every candidate is too different, or there is none", () => {
    expect(nearest("colour", ["image", "network"])).to.equal(undefined);
    expect(nearest("colour", [])).to.equal(undefined);
  });

  it("may differ more from a longer word", () => {
    expect(nearest("cat", ["dog"])).to.equal(undefined);
    expect(nearest("interfaceEndpoint", ["interfaceEndpoints.x"])).to.equal("interfaceEndpoints.x");
  });
});
