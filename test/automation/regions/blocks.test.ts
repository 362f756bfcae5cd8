import { expect } from "chai";
import { chooseBlock, takenBlocks } from "../../../automation/regions/blocks";

const TAKEN = takenBlocks(
  new Map([
    ["home", { "saas-privatelink:network": { cidr: "10.64.0.0/22" } }],
    [
      "ohio",
      {
        "saas-privatelink:network": { existing: { cidr: "10.64.8.0/22" } },
        "saas-privatelink:consumer": { cidr: "10.128.0.0/22" },
      },
    ],
    ["new", {}],
  ]),
);

describe("the block of a new stack", () => {
  it("is judged by the VPCs of all stacks, those that exist and those of consumers among them", () => {
    expect(TAKEN).to.deep.equal([
      { stack: "home", path: "network.cidr", cidr: "10.64.0.0/22" },
      { stack: "ohio", path: "network.existing.cidr", cidr: "10.64.8.0/22" },
      { stack: "ohio", path: "consumer.cidr", cidr: "10.128.0.0/22" },
    ]);
  });

  const cases: readonly (readonly [string, string | undefined, string | undefined, string | undefined, string])[] = [
    ["the next free one", undefined, "10.64.0.0/22", "10.64.4.0/22", "ok: 10.64.4.0/22 overlaps with no other stack"],
    ["the given one", "10.70.0.0/24", "10.64.0.0/22", "10.70.0.0/24", "ok: 10.70.0.0/24 overlaps with no other stack"],
    [
      "one that is taken",
      "10.128.2.0/24",
      undefined,
      "10.128.2.0/24",
      "problem: 10.128.2.0/24 overlaps with 10.128.0.0/22, consumer.cidr of ohio; give another one by --cidr",
    ],
    [
      "no block",
      "10.70.0.0/33",
      undefined,
      "10.70.0.0/33",
      'problem: "10.70.0.0/33" is not an IPv4 block in CIDR notation; write it as address/prefix, for example 10.64.0.0/22',
    ],
    [
      "none of a template with a VPC that exists",
      undefined,
      undefined,
      undefined,
      "unknown: no VPC is made: the template uses one that exists; --cidr makes one",
    ],
    [
      "none where no other is free",
      undefined,
      "192.168.0.0/16",
      undefined,
      "problem: no block of the size of 192.168.0.0/16 is free in its private range; give one by --cidr",
    ],
  ];
  for (const [what, given, ofTemplate, cidr, said] of cases) {
    it(`is ${what}`, () => {
      const chosen = chooseBlock(given, ofTemplate, TAKEN);
      expect(chosen.cidr).to.equal(cidr);
      expect(`${chosen.finding.state}: ${chosen.finding.text}`).to.equal(said);
    });
  }
});
