import { expect } from "chai";
import { createColors } from "picocolors";
import { type Finding, fail, ok, unknown } from "../../../automation/validate/finding";
import { reportText } from "../../../automation/validate/render";
import { exitCodeOf, reportOf } from "../../../automation/validate/report";
import { aTarget, ENDPOINT, facts, REGIONAL, SERVICE } from "./support/facts";

const GOOD = ok("state", "State", "It is available.");
const BAD = fail("tcp", "TCP 443", "It refuses.", "Ask.");
const OPEN = unknown("dhcp", "DHCP", "Nobody knows.", "Look.");

function code(findings: readonly Finding[], { isAnswered = true, strict = false } = {}): number {
  return exitCodeOf(reportOf(facts(), aTarget(), findings, null), { isAnswered, strict });
}

describe("the exit code", () => {
  it("is 0 where nothing failed, and 2 where something did", () => {
    expect(code([GOOD])).to.equal(0);
    expect(code([GOOD, OPEN])).to.equal(0);
    expect(code([GOOD, OPEN, BAD])).to.equal(2);
  });

  it("is 2 for what is unknown only where that is asked for", () => {
    expect(code([GOOD, OPEN], { strict: true })).to.equal(2);
    expect(code([GOOD], { strict: true })).to.equal(0);
  });

  it("is 1 where AWS did not take the credentials or was out of reach, unless something else failed", () => {
    const refused = fail("credentials", "Credentials", "They have expired.", "Get new ones.");
    expect(code([refused, OPEN], { isAnswered: false })).to.equal(1);
    expect(
      code([unknown("credentials", "Credentials", "No answer.", "Wait."), OPEN], { isAnswered: false, strict: true }),
    ).to.equal(1);
    expect(code([refused, BAD], { isAnswered: false })).to.equal(2);
    expect(code([fail("credentials", "Credentials", "Of another account.", "Use others.")])).to.equal(2);
  });
});

describe("the report", () => {
  it("has each finding as one line, and their numbers", () => {
    const report = reportOf(facts(), aTarget(), [GOOD, BAD, OPEN], null);
    expect(reportText(report, createColors(false))).to.equal(
      "OK       State: It is available.\nFAIL     TCP 443: It refuses. Ask.\nUNKNOWN  DHCP: Nobody knows. Look.\n\n1 OK, 1 FAIL, 1 UNKNOWN\n",
    );
    const network = { from: "inside", host: "host-1", why: "--inside says so.", at: "" } as const;
    expect(
      reportText({ ...report, network }, createColors(false))
        .split("\n")
        .slice(3, 5),
    ).to.deep.equal(["", "The network was tried from host-1, which counts as inside vpc-1: --inside says so."]);
    expect(reportText(report, createColors(true)).split("\n")[1]).to.equal(
      "\u001b[31mFAIL\u001b[39m     TCP 443: It refuses. Ask.",
    );
  });

  it("says in JSON what it is about", () => {
    const { findings, ...about } = reportOf(facts(), aTarget(), [GOOD, OPEN], null);
    expect(findings).to.deep.equal([GOOD, OPEN]);
    expect(about).to.deep.equal({
      version: 1,
      verdict: "UNKNOWN",
      counts: { OK: 1, FAIL: 0, UNKNOWN: 1 },
      serviceName: SERVICE,
      serviceRegion: "us-east-1",
      region: "us-east-1",
      endpointId: ENDPOINT,
      vpcId: "vpc-1",
      name: REGIONAL,
      network: null,
    });
  });
});
