import { expect } from "chai";
import { ImageOrigin, listImages } from "../../automation/images/inventory";
import { planRollback, rollback } from "../../automation/images/rollback";
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

  it("are not gone back to when a Region lacks one, which is said", async () => {
    const here = world(OPTIONS);
    const first = await here.build(HOME, "one");
    await here.promote(first, { stacks: [HOME] });
    await here.promoteAll("two");
    expect(await messageOf(planRollback(await here.request("")))).to.equal(
      `us-east-2 has no available image of ${first} any more; copy it again by privatelink image promote ${first} --from us-east-1, or name another promotion with --to: privatelink image list shows them.`,
    );
  });

  it("are not guessed at where stack files name what nobody promoted", async () => {
    const here = world(OPTIONS);
    const [first, second] = await here.promoteAll("one", "two");
    here.setImage(OHIO, "{ id: ami-00000000000000009 }");
    expect(await messageOf(planRollback(await here.request("")))).to.equal(
      `The images of the stack files are of ${second} and ami-00000000000000009: name the promotion that is wanted with --to.`,
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
