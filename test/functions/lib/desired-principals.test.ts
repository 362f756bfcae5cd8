import { expect } from "chai";
import {
  accountOf,
  desiredPrincipals,
  judgePrincipal,
  principalChange,
} from "../../../functions/lib/desired-principals";
import { accountId, consumer, rootOf, SERVICE, START } from "../support/builders";

const NOW = new Date(START);

function desired(...consumers: Parameters<typeof desiredPrincipals>[0]): string[] {
  return [...desiredPrincipals(consumers, SERVICE, NOW)];
}

function change(admitted: string[], wanted: string[], stackPrincipals: string[] = [], unreadableAccount?: string) {
  const unreadable =
    unreadableAccount === undefined ? [] : [{ key: "CONSUMERS/x", account: unreadableAccount, problem: "broken" }];
  return principalChange(admitted, new Set(wanted), { ...SERVICE, stackPrincipals }, unreadable);
}

describe("the desired principals", () => {
  it("are the principals of each consumer, or the whole account where it names none", () => {
    const role = `arn:aws:iam::${accountId(2)}:role/connect`;
    expect(desired(consumer(1), consumer(2, { principals: [role] }))).to.deep.equal([rootOf(accountId(1)), role]);
  });

  it("are those of active consumers, within their dates, of this service", () => {
    const out = [
      consumer(1, { status: "suspended" }),
      consumer(2, { status: "ended" }),
      consumer(3, { validUntil: START }),
      consumer(4, { validFrom: "2026-06-01T12:00:00.001Z" }),
      consumer(5, { services: ["billing"] }),
    ];
    expect(desired(...out)).to.deep.equal([]);
    const inside = consumer(6, { validFrom: START, validUntil: "2026-06-01T12:00:00.001Z", regions: ["eu-west-1"] });
    expect(desired(inside)).to.deep.equal([rootOf(accountId(6))]);
  });

  it("are in the partition of the service", () => {
    const service = { ...SERVICE, serviceArn: SERVICE.serviceArn.replace("arn:aws:", "arn:aws-cn:") };
    expect([...desiredPrincipals([consumer(1)], service, NOW)]).to.deep.equal(["arn:aws-cn:iam::100000000001:root"]);
    expect(() => desiredPrincipals([], { ...SERVICE, serviceArn: "service" }, NOW)).to.throw(
      "service is not the ARN of an endpoint service.",
    );
  });

  it("are never all accounts, even if an entry says so", () => {
    expect(desired(consumer(1, { principals: ["*"] }))).to.deep.equal([]);
  });
});

describe("the reason of a principal", () => {
  const root = rootOf(accountId(1));
  const reasonFor = (principal: string, ...consumers: Parameters<typeof desiredPrincipals>[0]) =>
    judgePrincipal(principal, consumers, SERVICE, NOW);

  it("is the standing of its consumer, else what its entry does not cover", () => {
    const cases = [
      [consumer(1), "active"],
      [consumer(1, { status: "suspended", validUntil: START }), "suspended"],
      [consumer(1, { status: "ended" }), "ended"],
      [consumer(1, { validUntil: START }), "expired"],
      [consumer(1, { validFrom: "2026-06-01T12:00:00.001Z" }), "notYetValid"],
      [consumer(1, { services: ["billing"] }), "serviceNotCovered"],
      [consumer(1, { principals: [`arn:aws:iam::${accountId(1)}:role/connect`] }), "principalNotListed"],
    ] as const;
    for (const [one, reason] of cases) {
      expect(reasonFor(root, consumer(2), one)).to.deep.equal({ principal: root, consumer: one, reason });
    }
  });

  it("is that nobody has the account, also of all accounts", () => {
    expect(reasonFor(root, consumer(2))).to.deep.equal({ principal: root, reason: "notInRegistry" });
    expect(reasonFor("*", consumer(2))).to.deep.equal({ principal: "*", reason: "notInRegistry" });
  });
});

describe("the change of principals", () => {
  const [one, two, three] = [rootOf(accountId(1)), rootOf(accountId(2)), rootOf(accountId(3))] as const;

  it("adds what lacks, removes what nobody wants, and touches nothing else", () => {
    expect(change([two, three], [one, two])).to.deep.equal({ add: [one], remove: [three] });
    expect(change([two, one], [one, two])).to.deep.equal({ add: [], remove: [] });
  });

  it("leaves the stack's principals to the stack", () => {
    expect(change([one], [], [one])).to.deep.equal({ add: [], remove: [] });
    expect(change([], [one], [one])).to.deep.equal({ add: [], remove: [] });
  });

  it("removes the principal for all accounts unless the stack has declared it", () => {
    expect(change(["*", one], [one])).to.deep.equal({ add: [], remove: ["*"] });
    expect(change(["*", one], [one], ["*"])).to.deep.equal({ add: [], remove: [] });
  });

  it("keeps what an account has whose entry cannot be read", () => {
    const role = `arn:aws:iam::${accountId(2)}:role/connect`;
    expect(change([one, two, role], [], [], accountId(2))).to.deep.equal({ add: [], remove: [one] });
  });

  it("knows the account of an ARN, and of nothing else", () => {
    expect(accountOf("arn:aws-us-gov:iam::123456789012:user/someone")).to.equal("123456789012");
    expect(accountOf("*")).to.equal(undefined);
    expect(accountOf("arn:aws:iam::aws:policy/X")).to.equal("aws");
  });
});
