import { expect } from "chai";
import fc from "fast-check";
import {
  AUTO_NAME_SUFFIX_LENGTH,
  checkAutoName,
  checkLoadBalancerStem,
  checkShortName,
} from "../../../components/lib/names";
import { sentence } from "../../../components/lib/problem";

describe("A short name", () => {
  it("begins with a letter and holds lowercase letters, digits and inner hyphens", () => {
    for (const name of ["a", "api", "order-processor", "a1", "v-2-x"]) {
      expect(checkShortName(name, "name"), name).to.deep.equal([]);
    }
  });

  for (const name of ["", "Api", "1a", "-a", "a-", "a_b", "a b", "ä", "a\n"]) {
    it(`is refused as ${JSON.stringify(name)}`, () => {
      expect(checkShortName(name, "service.name").map(sentence)).to.deep.equal([
        `service.name: ${JSON.stringify(name)} is not a name of lowercase letters, digits and inner hyphens that begins with a letter; use one such as order-processor.`,
      ]);
    });
  }
});

describe("The name of what is named after a load balancer", () => {
  it("may have 20 characters, so that Pulumi's suffix fits into AWS's 32", () => {
    expect(checkLoadBalancerStem("a".repeat(20), "name")).to.deep.equal([]);
    expect(checkLoadBalancerStem("a".repeat(22), "service.name").map(sentence)).to.deep.equal([
      'service.name: "aaaaaaaaaaaaaaaaaaaaaa" makes the name "aaaaaaaaaaaaaaaaaaaaaa-nlb" of a load balancer 26 characters long, and 24 is the longest (AWS allows 32, Pulumi appends 8); shorten it by 2 characters.',
    ]);
  });

  it("does not begin with internal-, and may begin with internal", () => {
    expect(checkLoadBalancerStem("internals", "name")).to.deep.equal([]);
    expect(checkLoadBalancerStem("internal-api", "name").map(sentence)).to.deep.equal([
      'name: "internal-api" begins with "internal-", which AWS reserves in names of load balancers; choose another beginning.',
    ]);
  });

  it("is refused for its characters alone when they are wrong", () => {
    expect(checkLoadBalancerStem("INTERNAL-AND-MUCH-TOO-LONG", "name")).to.have.length(1);
  });
});

describe("The length of a logical name", () => {
  it("is refused exactly when the physical name would exceed AWS's limit", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 80 }), fc.integer({ min: 16, max: 64 }), (length, limit) => {
        const logicalName = "x".repeat(length);
        const problems = checkAutoName("x", "name", { logicalName, of: "role", limit });
        expect(problems.length > 0).to.equal(length + AUTO_NAME_SUFFIX_LENGTH > limit);
      }),
    );
  });

  it("is said in the singular when one character is too many", () => {
    const name = { logicalName: "a".repeat(25), of: "target group", limit: 32 };
    expect(checkAutoName("a", "name", name)[0]?.remedy).to.equal("shorten it by 1 character");
  });
});
