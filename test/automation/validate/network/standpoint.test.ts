import { expect } from "chai";
import { fail, ok } from "../../../../automation/validate/finding";
import { controlsOf } from "../../../../automation/validate/network/controls";
import { ConnectOutcome, type Observations } from "../../../../automation/validate/network/observations";
import { networkPlan } from "../../../../automation/validate/network/plan";
import { standpointOf } from "../../../../automation/validate/network/vantage";
import { lineOf } from "../../../../automation/validate/render";
import { doubted } from "../../../../automation/validate/rules/doubt";
import { aTarget, facts } from "../support/facts";

const at = (address: string, outcome: ConnectOutcome) => ({ address, port: 443, outcome });
const seen = (outcome: ConnectOutcome): Observations => ({
  version: 1,
  endpointId: "vpce-1",
  at: "",
  host: "host",
  resolution: { name: "a", outcome: "resolved", addresses: [] },
  connections: [at("10.0.1.25", outcome)],
  handshakes: [],
  requests: [],
});
const PLAIN = {
  isSaid: false,
  isOwn: false,
  isAvailable: true,
  controls: [at("10.0.1.3", ConnectOutcome.Timeout)],
};
const PROXY = [at("10.0.1.3", ConnectOutcome.Connected)];
const TAKES_ALL =
  "10.0.1.3 lets this host connect on port 443 too, where nothing can be: something on the way, such as a proxy, takes every connection.";

describe("where a host stands", () => {
  it("is inside where the endpoint lets it connect, and a free address does not", () => {
    expect(standpointOf(seen("connected"), PLAIN)).to.deep.equal({
      vantage: "inside",
      why: "10.0.1.25 of the endpoint lets it connect on port 443, and an address where nothing can be does not.",
    });
  });

  it("is not inferred from a connection that proves nothing", () => {
    expect(standpointOf(seen("connected"), { ...PLAIN, controls: PROXY })).to.deep.equal({
      vantage: "elsewhere",
      why: TAKES_ALL,
      doubt: TAKES_ALL,
    });
    const early = standpointOf(seen("connected"), { ...PLAIN, isAvailable: false });
    expect([early.vantage, early.doubt]).to.deep.equal([
      "elsewhere",
      "10.0.1.25 lets this host connect, but the endpoint is not available yet: something else answers.",
    ]);
    expect(standpointOf(seen("connected"), { ...PLAIN, controls: [] }).vantage).to.equal("elsewhere");
    expect(standpointOf(seen("timeout"), PLAIN)).to.deep.equal({
      vantage: "elsewhere",
      why: "Nothing tells that it is in the VPC.",
    });
  });

  it("is inside by word or by its interface, and a proxy is told all the same", () => {
    expect(standpointOf(seen("timeout"), { ...PLAIN, isSaid: true })).to.deep.equal({
      vantage: "inside",
      why: "--inside says so.",
    });
    expect(standpointOf(seen("connected"), { ...PLAIN, isOwn: true, controls: PROXY })).to.deep.equal({
      vantage: "inside",
      why: "AWS knows one of its network interfaces there.",
      doubt: TAKES_ALL,
    });
  });

  it("is compared with the fourth address of a subnet of the endpoint, on the same ports", () => {
    const plan = networkPlan(facts(), aTarget(), { timeoutSeconds: 1 });
    if (plan === undefined) throw new Error("There is no plan.");
    expect(controlsOf(facts(), plan)).to.deep.equal([{ address: "10.0.1.3", port: 443 }]);
    expect(controlsOf(facts({ subnets: [] }), plan)).to.deep.equal([]);
  });
});

describe("findings over connections that prove nothing", () => {
  it("are unknown, whether good or bad, and the name stays as it is", () => {
    const refused = fail("tcp", "TCP 444", "It refuses.", "Ask.");
    const named = ok("resolution", "Name a", "It gives 10.0.1.25.");
    const lines = doubted(
      [named, ok("tcp", "TCP 443", "It connects."), refused, fail("tls", "TLS 443", "It is not TLS.", "Ask.")],
      TAKES_ALL,
    ).map(lineOf);
    const rest = `But ${TAKES_ALL} Try it from a host in the VPC without a proxy between: --probe writes a script for that.`;
    expect(lines).to.deep.equal([
      lineOf(named),
      `UNKNOWN  TCP 443: It connects. ${rest}`,
      `UNKNOWN  TCP 444: It refuses. ${rest}`,
      `UNKNOWN  TLS 443: It is not TLS. ${rest}`,
    ]);
  });
});
