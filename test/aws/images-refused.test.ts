import { expect } from "chai";
import { type ImageWorldOptions, useImageWorlds } from "./support/images";
import { messageOf } from "./support/use-registry";

const HOME = "us-east-1";
const OHIO = "us-east-2";
const IRELAND = "eu-west-1";
const OLD = "{ id: ami-00000000000000001 }";
const TWO: ImageWorldOptions = { stacks: { [HOME]: OLD, [OHIO]: "{ copyFrom: { stack: us-east-1 } }" } };

describe("an AMI that cannot be promoted", () => {
  const world = useImageWorlds();

  for (const [what, from, id, said] of [
    [
      "of another Region",
      OHIO,
      undefined,
      "There is no AMI {id} in us-east-2 that this account may use: check the id and its Region.",
    ],
    [
      "that is not there",
      undefined,
      "ami-0fffffffffffffff1",
      "There is no AMI ami-0fffffffffffffff1 in us-east-1 or us-east-2 that this account may use: check the id, and say its Region where it is none of these.",
    ],
  ] as const) {
    it(`is refused when it is one ${what}`, async () => {
      const here = world(TWO);
      const source = await here.build(HOME, "orders 21");
      expect(await messageOf(here.promote(id ?? source, from === undefined ? {} : { from }))).to.equal(
        said.replace("{id}", source),
      );
    });
  }

  it("is refused when it is a copy, with the AMI that is meant", async () => {
    const here = world(TWO);
    const source = await here.build(HOME, "orders 22");
    await here.promote(source);
    const [copy = ""] = await here.imageIds(OHIO);
    expect(await messageOf(here.promote(copy, { from: OHIO }))).to.equal(
      `${copy} is the copy of ${source} in us-east-2; promote ${source} --from us-east-1.`,
    );
  });

  it("is refused where a fleet's instances are of another processor, before the first copy", async () => {
    const settings = "  saas-privatelink:fleet: { instanceType: t3.small }\n";
    const here = world({ ...TWO, settings });
    const arm = await here.build(HOME, "orders 24", {}, "arm64");
    expect(await messageOf(here.promote(arm))).to.equal(
      [HOME, OHIO]
        .map(
          (stack) =>
            `${stack}: fleet.instanceType: "t3.small" runs x86_64, and ${arm} is built for arm64; promote another AMI, or change the type first.`,
        )
        .join("\n"),
    );
    expect(await here.imageIds(OHIO)).to.deep.equal([]);
    await here.promote(await here.build(HOME, "orders 25"));
    expect(await here.imageIds(OHIO)).to.have.lengthOf(1);
  });

  it("is refused for a stack that takes its AMI from a parameter, and promoted without it", async () => {
    const here = world({ stacks: { ...TWO.stacks, [IRELAND]: "{ ssmParameter: /images/orders }" } });
    const source = await here.build(HOME, "orders 23");
    expect(await messageOf(here.promote(source))).to.equal(
      "eu-west-1: image.ssmParameter: the parameter says which AMI the stack runs, and whoever writes it decides; put the AMI into the parameter, take image.ssmParameter out of the stack file for image.id, or leave it out: --stack us-east-1 --stack us-east-2.",
    );
    const promoted = await here.promote(source, { stacks: [OHIO] });
    expect(promoted.written.map(({ stack }) => stack)).to.deep.equal([OHIO]);
    expect(here.file(HOME)).to.include(OLD);
  });
});
