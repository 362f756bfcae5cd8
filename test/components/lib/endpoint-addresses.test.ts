import { expect } from "chai";
import { checkEndpointAddresses, type ZoneAddresses } from "../../../components/lib/endpoint-addresses";
import { sentence } from "../../../components/lib/problem";

const messages = (type: string, addresses: Record<string, ZoneAddresses>) =>
  checkEndpointAddresses(type)(addresses, "addresses").map(sentence);

describe("fixed addresses of an endpoint", () => {
  it("are of each family that the endpoint has", () => {
    expect(messages("ipv4", { "use1-az1": { ipv4: "10.0.0.10" } })).to.deep.equal([]);
    expect(messages("ipv6", { "use1-az1": { ipv6: "2600:1f18::1" } })).to.deep.equal([]);
    expect(messages("dualstack", { "use1-az1": { ipv4: "10.0.0.10", ipv6: "2600:1f18::1" } })).to.deep.equal([]);
    expect(messages("dualstack", { "use1-az1": { ipv4: "10.0.0.10" } })).to.deep.equal([
      'addresses["use1-az1"].ipv6: (missing) is needed: AWS wants an address of each family of an endpoint of type dualstack; give an unused address of the subnet, such as 2001:db8::10.',
    ]);
  });

  it("are of no other family", () => {
    expect(messages("ipv4", { "use1-az1": { ipv4: "10.0.0.10", ipv6: "2600:1f18::1" } })).to.deep.equal([
      'addresses["use1-az1"].ipv6: "2600:1f18::1" does not fit an endpoint of type ipv4; leave it out, or set ipAddressType to "dualstack".',
    ]);
  });

  it("are addresses, keyed by AZ id", () => {
    expect(messages("ipv4", { "us-east-1a": { ipv4: "10.0.0.0/24" } })).to.deep.equal([
      'addresses["us-east-1a"]: "us-east-1a" is not an Availability Zone id; write the id, such as use1-az1, not the name.',
      'addresses["us-east-1a"].ipv4: "10.0.0.0/24" is not an IPv4 address; use one such as 10.0.1.10.',
    ]);
  });
});
