import { expect } from "chai";
import { at } from "../../../components/lib/path";

describe("A path", () => {
  it("names members as a user writes them", () => {
    expect(at("network", "cidr")).to.equal("network.cidr");
    expect(at("", "cidr")).to.equal("cidr");
    expect(at("ports", 1)).to.equal("ports[1]");
    expect(at("subnetIds", "use1-az1")).to.equal('subnetIds["use1-az1"]');
  });
});
