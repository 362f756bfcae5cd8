import { expect } from "chai";
import { ImageOrigin, listImages } from "../../automation/images/inventory";
import { planRollback, rollback } from "../../automation/images/rollback";
import { mark } from "../../automation/images/rolled-back";
import { defaultVersion } from "./support/image-users";
import { type ImageWorldOptions, useImageWorlds } from "./support/images";
import { messageOf } from "./support/use-registry";

const HOME = "us-east-1";
const OHIO = "us-east-2";
const GIVEN = "{ id: ami-00000000000000001 }";
const OPTIONS: ImageWorldOptions = { stacks: { [HOME]: GIVEN, [OHIO]: GIVEN }, images: { keep: 2 } };

describe("images of earlier promotions", () => {
  const world = useImageWorlds();

  it("are gone back to in the stack files, one promotion at a time, and no further than they are kept", async () => {
    const here = world(OPTIONS);
    const [, second = "", third = ""] = await here.promoteAll("one", "two", "three");
    const [older] = await here.imageIds(OHIO);
    const done = await rollback(await planRollback(await here.request("")));
    expect(done).to.deep.include({ sourceId: second, sourceRegion: HOME });
    expect(here.file(HOME)).to.include(second);
    expect(here.file(OHIO)).to.include(older).and.include(`# Copy of ${second} in us-east-1`);
    expect(await messageOf(planRollback(await here.request("")))).to.equal(
      `There is no promotion before that of ${second} which is still kept.`,
    );
    await rollback(await planRollback({ ...(await here.request("")), to: third }));
    expect(here.file(HOME)).to.include(third);
  });

  it("are passed over once they were rolled back from, until they are promoted again", async () => {
    const here = world({ ...OPTIONS, images: { keep: 4 } });
    const [first = "", second = ""] = await here.promoteAll("one", "two");
    const back = async (more: { readonly to?: string } = {}) =>
      (await rollback(await planRollback({ ...(await here.request("")), ...more }), here.clock)).sourceId;
    expect(await back()).to.equal(first);
    const [third = ""] = await here.promoteAll("three");
    const left = (await listImages(await here.request(""))).filter((one) => one.rolledBackAt !== undefined);
    expect(left.map(({ region, sourceId }) => [region, sourceId])).to.have.deep.members([
      [HOME, second],
      [OHIO, second],
    ]);
    expect(await back()).to.equal(first);
    expect(await messageOf(planRollback(await here.request("")))).to.equal(
      `There is no promotion before that of ${first} which is still kept.`,
    );
    // Named, it is gone to, and counts again.
    expect(await back({ to: second })).to.equal(second);
    here.clock.advance(3_600_000);
    await here.promote(third);
    expect(await back()).to.equal(second);
    here.clock.advance(3_600_000);
    await here.promote(third);
    const tags = (await here.images(HOME)).find(({ id }) => id === third)?.tags ?? {};
    expect(Object.keys(tags).filter((key) => key.startsWith("privatelink:rolled-back"))).to.deep.equal([]);
  });

  it("are marked before a stack file is written, so that the same rollback run again ends the same", async () => {
    const here = world(OPTIONS);
    const [first = "", second = ""] = await here.promoteAll("one", "two");
    const planned = await planRollback(await here.request(""));
    await mark(planned, here.clock.now());
    await mark(await planRollback(await here.request("")), here.clock.now());
    expect(here.file(HOME)).to.include(second);
    expect(await rollback(await planRollback(await here.request("")))).to.include({ sourceId: first });
  });

  it("are none where nobody promoted anything", async () => {
    const here = world(OPTIONS);
    expect(await messageOf(planRollback(await here.request("")))).to.equal(
      "Nothing was promoted yet that is there in these Regions, so there is nothing to go back to: privatelink image promote is what makes a promotion.",
    );
  });

  it("are not gone back to when a Region lacks one, which is said", async () => {
    const here = world(OPTIONS);
    const first = await here.build(HOME, "one");
    await here.promote(first, { stacks: [HOME] });
    await here.promoteAll("two");
    expect(await messageOf(planRollback(await here.request("")))).to.equal(
      `us-east-2 has no available image of ${first} any more; copy it again by privatelink image promote ${first} --from us-east-1, or name another promotion: privatelink image list shows them.`,
    );
  });

  it("are not guessed at where stack files name what nobody promoted", async () => {
    const here = world(OPTIONS);
    const [first, second] = await here.promoteAll("one", "two");
    here.setImage(OHIO, "{ id: ami-00000000000000009 }");
    expect(await messageOf(planRollback(await here.request("")))).to.equal(
      `The images of the stack files are of ${second} and ami-00000000000000009: name the promotion that is wanted.`,
    );
    expect(await messageOf(planRollback({ ...(await here.request("")), to: "ami-00000000000000009" }))).to.equal(
      `ami-00000000000000009 was not promoted here, or is not kept any more; there are ${second} and ${first}.`,
    );
  });

  it("are listed with where they come from, who uses them, and which stack names them", async () => {
    const here = world(OPTIONS);
    const [source = ""] = await here.promoteAll("one");
    const [copy = ""] = await here.imageIds(OHIO);
    await defaultVersion(here, copy);
    const ofPulumi = await here.build(OHIO, "by pulumi", { "privatelink:source-ami": source });
    here.setImage(HOME, "{ id: ami-00000000000000009 }");
    const images = await listImages(await here.request(""));
    expect(
      images.map(({ region, imageId, origin, usedBy, currentOf }) => ({ region, imageId, origin, usedBy, currentOf })),
    ).to.have.deep.members([
      { region: HOME, imageId: source, origin: ImageOrigin.Original, usedBy: [], currentOf: [] },
      { region: HOME, imageId: "ami-00000000000000009", origin: ImageOrigin.Missing, usedBy: [], currentOf: [HOME] },
      {
        region: OHIO,
        imageId: copy,
        origin: ImageOrigin.Copy,
        usedBy: ["version 1 of launch template fleet"],
        currentOf: [OHIO],
      },
      { region: OHIO, imageId: ofPulumi, origin: ImageOrigin.Pulumi, usedBy: [], currentOf: [] },
    ]);
  });
});
