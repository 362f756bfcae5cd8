import { expect } from "chai";
import { lineOf } from "../../../../automation/validate/render";
import { clientGroupFindings } from "../../../../automation/validate/rules/client-groups";
import { networkAclFindings } from "../../../../automation/validate/rules/network-acls";
import { securityGroupFindings } from "../../../../automation/validate/rules/security-groups";
import { aGroup, aTarget, facts, ingress, openAcl } from "../support/facts";

describe("the endpoint's security groups", () => {
  const lines = (rules: readonly object[], target = aTarget(), more: object = {}) =>
    securityGroupFindings(facts({ groups: [aGroup("sg-1", rules)], ...more }), target).map(lineOf);
  const clients = (cidrs: string[], groupIds: string[] = []) => aTarget({ clients: { cidrs, groupIds } });

  it("admit the VPC by one rule, by several that add up, by all protocols, and by a prefix list", () => {
    const ok = ["OK       TCP 443 into sg-1: Admitted: 10.0.0.0/16."];
    expect(lines([ingress("10.0.0.0/8")])).to.deep.equal(ok);
    expect(lines([ingress("10.0.0.0/17"), ingress("10.0.128.0/17")])).to.deep.equal(ok);
    expect(lines([ingress("0.0.0.0/0", { protocol: "-1", fromPort: 0, toPort: 65535 })])).to.deep.equal(ok);
    expect(lines([ingress("10.0.0.0/16", { protocol: "6", fromPort: 400, toPort: 500 })])).to.deep.equal(ok);
    const prefixLists = new Map([["pl-1", ["10.0.0.0/15"]]]);
    expect(lines([ingress(undefined, { prefixListId: "pl-1" })], aTarget(), { prefixLists })).to.deep.equal(ok);
  });

  it("fail for another port, another transport, and a rule that is outbound", () => {
    const fail = [
      "FAIL     TCP 443 into sg-1: Nobody in the VPC is admitted. Add an inbound rule to sg-1: TCP 443 from 10.0.0.0/16.",
    ];
    expect(lines([ingress("10.0.0.0/16", { fromPort: 444, toPort: 500 })])).to.deep.equal(fail);
    expect(lines([ingress("10.0.0.0/16", { protocol: "udp" })])).to.deep.equal(fail);
    expect(lines([ingress("10.0.0.0/16", { egress: true })])).to.deep.equal(fail);
    expect(lines([ingress("192.168.0.0/16")])).to.deep.equal(fail);
  });

  it("are looked at for both transports of a TCP_UDP port", () => {
    const target = aTarget({ ports: [{ name: "dns", port: 443, protocol: "TCP_UDP" }] });
    expect(lines([ingress("10.0.0.0/16")], target).map((line) => line.slice(0, 20))).to.deep.equal([
      "OK       TCP 443 int",
      "FAIL     UDP 443 int",
    ]);
  });

  it("are unknown where only some of the VPC are admitted and nobody says who the clients are", () => {
    expect(lines([ingress("10.0.1.0/24"), ingress(undefined, { groupId: "sg-app" })])).to.deep.equal([
      "UNKNOWN  TCP 443 into sg-1: Only 10.0.1.0/24 and members of sg-app are admitted, and whether the clients are among them is not known. " +
        "Say who the clients are with --client-cidr or --client-sg.",
    ]);
  });

  it("are judged by the clients that are said: blocks and groups", () => {
    const rules = [ingress("10.0.1.0/24"), ingress(undefined, { groupId: "sg-app" })];
    expect(lines(rules, clients(["10.0.1.0/25"], ["sg-app"]))).to.deep.equal([
      "OK       TCP 443 into sg-1: Admitted: 10.0.1.0/25.",
      "OK       TCP 443 into sg-1: Admitted: members of sg-app.",
    ]);
    expect(lines(rules, clients(["10.0.0.0/23"]))).to.deep.equal([
      "FAIL     TCP 443 into sg-1: The group does not admit 10.0.0.0/24. Add an inbound rule to sg-1: TCP 443 from 10.0.0.0/23.",
    ]);
    expect(lines(rules, clients([], ["sg-other"]))[0]).to.match(
      /^UNKNOWN {2}TCP 443 into sg-1: Of the VPC's addresses/,
    );
    expect(lines([], clients([], ["sg-other"]))).to.deep.equal([
      "FAIL     TCP 443 into sg-1: The group does not admit members of sg-other. Add an inbound rule to sg-1: TCP 443 from sg-other.",
    ]);
    expect(lines([ingress("10.0.0.0/16")], clients([], ["sg-other"]))).to.deep.equal([
      "OK       TCP 443 into sg-1: Admitted: all of the VPC, and so members of sg-other.",
    ]);
  });

  it("name the default group that AWS takes where none is given", () => {
    const own = aGroup("sg-d", [ingress(undefined, { groupId: "sg-d", protocol: "-1" })], "default");
    expect(securityGroupFindings(facts({ groups: [own] }), aTarget()).map(lineOf)).to.deep.equal([
      "FAIL     TCP 443 into sg-d: The endpoint has the VPC's default group, sg-d, which AWS takes where none is named; it admits its own members only. " +
        "Give the endpoint a group of its own that admits the clients; where the clients are in the default group, say so with --client-sg sg-d.",
    ]);
    const members = securityGroupFindings(facts({ groups: [own] }), clients([], ["sg-d"]));
    expect(members.map(({ verdict }) => verdict)).to.deep.equal(["OK"]);
  });
});

describe("the clients' security groups", () => {
  const target = aTarget({ clients: { cidrs: [], groupIds: ["sg-app"] } });
  const lines = (rules: readonly object[]) =>
    clientGroupFindings(facts({ clientGroups: [aGroup("sg-app", rules)] }), target).map(lineOf);

  it("let their members out to the endpoint's group or to all of its addresses", () => {
    expect(lines([ingress(undefined, { egress: true, groupId: "sg-1" })])).to.deep.equal([
      "OK       TCP 443 out of sg-app: Allowed to members of sg-1.",
    ]);
    expect(lines([ingress("10.0.0.0/16", { egress: true })])).to.deep.equal([
      "OK       TCP 443 out of sg-app: Allowed to all addresses of the endpoint.",
    ]);
  });

  it("fail for the addresses that they do not let out to, and are not looked at unless they are named", () => {
    expect(lines([ingress("10.0.1.0/24", { egress: true }), ingress("10.0.0.0/16")])).to.deep.equal([
      "FAIL     TCP 443 out of sg-app: The group does not let its members out to 10.0.2.31. Add an outbound rule to sg-app: TCP 443 to sg-1.",
    ]);
    expect(clientGroupFindings(facts(), aTarget())).to.deep.equal([]);
  });
});

describe("network ACLs", () => {
  const deny = (changes: object) => ({
    egress: false,
    number: 50,
    protocol: "6",
    allow: false,
    cidr: "10.0.0.0/16",
    fromPort: 443,
    toPort: 443,
    ...changes,
  });
  const lines = (more: readonly object[], cidrs: string[] = []) => {
    const acls = [openAcl("acl-1", ["subnet-1", "subnet-2"], more), openAcl("acl-6", ["subnet-6"])];
    return networkAclFindings(facts({ acls }), aTarget({ clients: { cidrs, groupIds: [] } })).map(lineOf);
  };

  it("pass requests and answers as AWS makes them", () => {
    expect(lines([])).to.deep.equal(["OK       Network ACLs: acl-1 and acl-6 pass requests and answers."]);
  });

  it("fail where they deny requests to the endpoint, with the rule", () => {
    const allow =
      "Allow TCP ports 443 from 10.0.0.0/16 in acl-1, inbound: an ACL keeps no state, so requests and answers both need a rule.";
    expect(lines([deny({})])).to.deep.equal([
      `FAIL     TCP 443 into the endpoint's subnets: acl-1 denies it from 10.0.0.0/16 by rule 50. ${allow}`,
    ]);
  });

  it("fail where they deny the answers, which come back to ports that nobody thinks of", () => {
    const none = openAcl("acl-1", ["subnet-1", "subnet-2"]);
    const [, , out] = none.entries as unknown as { number: number; egress: boolean }[];
    expect(out).to.include({ number: 100, egress: true });
    const narrow = {
      ...none,
      entries: [
        ...(none.entries as object[]).filter((entry) => entry !== out),
        deny({ egress: true, allow: true, number: 90, cidr: "0.0.0.0/0", fromPort: 1024, toPort: 40000 }),
      ] as never,
    };
    const said = aTarget({ clients: { cidrs: ["10.0.6.0/24"], groupIds: [] } });
    expect(
      networkAclFindings(facts({ acls: [narrow, openAcl("acl-6", ["subnet-6"])] }), said).map(lineOf),
    ).to.deep.equal([
      "FAIL     TCP 32768 to 65535 out of the endpoint's subnets: acl-1 denies it to 10.0.6.0/24 by the rule *. " +
        "Allow TCP ports 32768 to 65535 to 10.0.6.0/24 in acl-1, outbound: an ACL keeps no state, so requests and answers both need a rule.",
    ]);
  });

  it("do not fail for a part of the VPC in which perhaps no client is, but are unknown", () => {
    const [line = ""] = lines([deny({ cidr: "10.0.6.0/24" })]);
    expect(line).to.match(
      /^UNKNOWN {2}TCP 443 into the endpoint's subnets: acl-1 denies it from 10\.0\.6\.0\/24 by rule 50\. Say where the clients are with --client-cidr\./,
    );
    expect(lines([deny({ cidr: "10.0.6.0/24" })], ["10.0.6.0/24"])[0]).to.match(/^FAIL/);
    expect(lines([deny({ cidr: "10.0.6.0/24" })], ["10.0.1.0/24"])[0]).to.match(/^OK/);
  });

  it("are looked at on the clients' side as well", () => {
    const acls = [
      openAcl("acl-1", ["subnet-1", "subnet-2"]),
      openAcl("acl-6", ["subnet-6"], [deny({ egress: true, cidr: "10.0.1.25/32" })]),
    ];
    const said = aTarget({ clients: { cidrs: ["10.0.6.0/24"], groupIds: [] } });
    expect(networkAclFindings(facts({ acls }), said).map(({ subject, cause }) => `${subject}: ${cause}`)).to.deep.equal(
      ["TCP 443 out of the clients' subnets: acl-6 denies it to 10.0.1.25 by rule 50."],
    );
  });
});
