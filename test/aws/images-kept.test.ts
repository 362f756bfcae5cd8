import {
  CreateTagsCommand,
  DeleteTagsCommand,
  DescribeSnapshotsCommand,
  ModifyLaunchTemplateCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { expect } from "chai";
import { ImageOrigin, listImages } from "../../automation/images/inventory";
import { planPromotion } from "../../automation/images/plan-promotion";
import { promote } from "../../automation/images/promote";
import { planRollback } from "../../automation/images/rollback";
import { Journal } from "../../automation/rollout/journal";
import { ownJournalFolder } from "../../automation/stacks/own-journal";
import { present } from "./support/clients";
import { emulator } from "./support/emulator";
import { defaultVersion, groupVersion, launchConfiguration, refreshing, runInstance } from "./support/image-users";
import { type ImageWorld, type ImageWorldOptions, useImageWorlds } from "./support/images";
import { messageOf } from "./support/use-registry";

const HOME = "us-east-1";
const OHIO = "us-east-2";
const GIVEN = "{ id: ami-00000000000000001 }";
const OPTIONS: ImageWorldOptions = { stacks: { [HOME]: GIVEN, [OHIO]: GIVEN }, images: { keep: 1 } };

describe("images that were promoted before", () => {
  const make = useImageWorlds();
  const world = (options = OPTIONS): ImageWorld => make(options);

  const sourcesIn = async (here: ImageWorld, region: string): Promise<(string | undefined)[]> =>
    (await here.images(region)).map(({ tags }) => tags["privatelink:source-ami"]);

  const copiesIn = async (here: ImageWorld): Promise<(string | undefined)[]> =>
    (await sourcesIn(here, OHIO)).filter((source) => source !== undefined);

  /** The question is answered whether to promote a second AMI, and to remove the copy of the first one. */
  const answered = async () => {
    const here = world();
    const [first] = await here.promoteAll("one");
    const [copy = ""] = await here.imageIds(OHIO);
    const second = await here.build(HOME, "two");
    here.clock.advance(3_600_000);
    const plan = await planPromotion(await here.request(second));
    expect(plan.regions[1]?.remove.map(({ image }) => image.id)).to.deep.equal([copy]);
    const onEvent = (event: (typeof here.events)[number]) => here.events.push(event);
    return { here, first, second, copy, carryOut: () => promote(plan, { clock: here.clock, everyMs: 1, onEvent }) };
  };

  it("stay as many as are to be kept, and older copies go with their snapshots", async () => {
    const here = world({ ...OPTIONS, images: { keep: 2 } });
    const [first, second, third] = await here.promoteAll("one", "two", "three");
    expect(await copiesIn(here)).to.deep.equal([second, third]);
    expect(await here.snapshots(OHIO)).to.have.lengthOf(2);
    // Originals stay: whoever built them decides. They only lose their tags.
    expect(await here.imageIds(HOME)).to.deep.equal([first, second, third]);
    expect(await sourcesIn(here, HOME)).to.deep.equal([undefined, second, third]);
  });

  it("stay when an original is promoted anew: it counts as the newest", async () => {
    const here = world({ ...OPTIONS, images: { keep: 2 } });
    const [first = "", second] = await here.promoteAll("one", "two");
    here.clock.advance(3_600_000);
    await here.promote(first);
    const [third] = await here.promoteAll("three");
    expect(await copiesIn(here))
      .to.have.members([first, third])
      .and.not.include(second);
  });

  it("stay when a stack file names them that is not promoted to", async () => {
    const here = world();
    here.setImage("other", GIVEN, OHIO);
    const stacks = [HOME, OHIO];
    const first = await here.build(HOME, "one");
    await here.promote(first, { stacks });
    const [copy] = await here.imageIds(OHIO);
    here.setImage("other", `{ id: ${copy} }`, OHIO);
    const second = await here.build(HOME, "two");
    here.clock.advance(3_600_000);
    await here.promote(second, { stacks });
    expect(await copiesIn(here)).to.deep.equal([first, second]);
  });

  for (const [what, use, said] of [
    ["an instance", runInstance, /^instance i-[0-9a-f]+$/],
    ["the default version of a launch template", defaultVersion, /^version 1 of launch template fleet$/],
    [
      "a version that an Auto Scaling group names",
      groupVersion,
      /^version 1 of launch template fleet, which Auto Scaling group g-\d+ runs$/,
    ],
    ["a launch configuration", launchConfiguration, /^Auto Scaling group g-\d+$/],
    [
      "a group whose refresh may go back to them",
      refreshing,
      /^version 1 of launch template fleet, to which the refresh of g-\d+ may go back$/,
    ],
  ] as const) {
    it(`stay while ${what} uses them, which is said before`, async () => {
      const here = world();
      const [first] = await here.promoteAll("one");
      const [copy = ""] = await here.imageIds(OHIO);
      await use(here, copy);
      const second = await here.build(HOME, "two");
      here.clock.advance(3_600_000);
      const plan = await planPromotion(await here.request(second));
      const [, ohio] = plan.regions;
      expect(ohio?.remove).to.deep.equal([]);
      expect(ohio?.used.map(({ image }) => image.id)).to.deep.equal([copy]);
      expect(ohio?.used[0]?.users[0]).to.match(said);
      await here.promote(second);
      expect(await copiesIn(here)).to.deep.equal([first, second]);
    });
  }

  it("go when nobody uses them any more: terminated instances and old versions of a launch template do not count", async () => {
    const here = world();
    await here.promoteAll("one");
    const [copy = ""] = await here.imageIds(OHIO);
    const ec2 = await here.ec2(OHIO);
    const instanceId = await runInstance(here, copy);
    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [instanceId] }));
    await defaultVersion(here, copy);
    await ec2.send(new ModifyLaunchTemplateCommand({ LaunchTemplateName: "fleet", DefaultVersion: "2" }));
    const [second] = await here.promoteAll("two");
    expect(await copiesIn(here)).to.deep.equal([second]);
  });

  it("stay when somebody begins to use them after the question was answered", async () => {
    const { here, first, second, copy, carryOut } = await answered();
    await runInstance(here, copy);
    const done = await carryOut();
    expect(done.removed).to.deep.equal([]);
    expect(await copiesIn(here)).to.deep.equal([first, second]);
    expect(here.events.find(({ type }) => type === "kept")).to.include({ region: OHIO, imageId: copy });
  });

  it("stay when a stack file has come to name them since the question was answered", async () => {
    const { here, first, second, copy, carryOut } = await answered();
    here.setImage("other", `{ id: ${copy} }`, OHIO);
    await carryOut();
    expect(await copiesIn(here)).to.deep.equal([first, second]);
    expect(here.events.find(({ type }) => type === "kept")).to.include({
      imageId: copy,
      text: "it is used by stack other",
    });
  });

  it("stay while another project of the account has promoted them, and are no promotion of this one any more", async () => {
    const here = world();
    const [first] = await here.promoteAll("one");
    const [copy = ""] = await here.imageIds(OHIO);
    const Tags = [{ Key: "privatelink:promoted-at/billing", Value: "2026-11-01T00:00:00.000Z" }];
    await (await here.ec2(OHIO)).send(new CreateTagsCommand({ Resources: [copy], Tags }));
    const [second] = await here.promoteAll("two");
    expect(await copiesIn(here)).to.deep.equal([first, second]);
    const [left] = await here.images(OHIO);
    expect(left?.tags).to.include({ "privatelink:source-ami": first, "privatelink:managed-by": "image-promotion" });
    expect(Object.keys(left?.tags ?? {}).filter((key) => key.startsWith("privatelink:promoted-at/"))).to.deep.equal([
      "privatelink:promoted-at/billing",
    ]);
  });

  it("stay when they are of another project, however many this one promotes, and are none to go back to", async () => {
    const here = world();
    const [theirs] = await here.promoteAll("theirs");
    const [copy = ""] = await here.imageIds(OHIO);
    for (const region of [HOME, OHIO]) {
      const ids = region === HOME ? [theirs ?? ""] : [copy];
      const ec2 = await here.ec2(region);
      await ec2.send(
        new DeleteTagsCommand({ Resources: ids, Tags: [{ Key: "privatelink:promoted-at/saas-privatelink" }] }),
      );
      const Tags = [{ Key: "privatelink:promoted-at/billing", Value: "2026-11-01T00:00:00.000Z" }];
      await ec2.send(new CreateTagsCommand({ Resources: ids, Tags }));
    }
    const [, second] = await here.promoteAll("one", "two");
    expect(await copiesIn(here)).to.deep.equal([theirs, second]);
    const back = await planRollback(await here.request(second ?? "")).catch((error: Error) => error.message);
    expect(back).to.equal(`There is no promotion before that of ${second} which is still kept.`);
  });

  it("stay when it cannot be found out who uses them, and the promotion is done all the same", async () => {
    const here = world();
    const [first] = await here.promoteAll("one");
    const second = await here.build(HOME, "two");
    here.clock.advance(3_600_000);
    const plan = await planPromotion(await here.request(second));
    await (await emulator()).control.fault({
      action: "ec2:DescribeInstances",
      error: {
        code: "UnauthorizedOperation",
        message: "You are not authorized to perform: ec2:DescribeInstances.",
        status: 403,
      },
      times: 5,
    });
    const done = await promote(plan, { clock: here.clock, everyMs: 1, onEvent: () => undefined });
    expect(done.problems).to.deep.equal([
      "us-east-2: not all older images could be removed: AWS denies ec2:DescribeInstances to these credentials: use credentials that may do it, or have it allowed.",
    ]);
    expect(here.file(OHIO)).to.include(done.images[1]?.imageId);
    expect(await copiesIn(here)).to.deep.equal([first, second]);
  });

  it("are not what somebody has copied with their tags: such a backup stays, and takes the place of none", async () => {
    const here = world({ ...OPTIONS, images: { keep: 2 } });
    const [first] = await here.promoteAll("one");
    const [copy] = await here.images(OHIO);
    const backup = await here.build(OHIO, "golden-backup", copy?.tags ?? {});
    const [second] = await here.promoteAll("two");
    expect(await copiesIn(here)).to.deep.equal([first, first, second]);
    const [third] = await here.promoteAll("three");
    expect(await here.imageIds(OHIO)).to.include(backup);
    expect(await copiesIn(here)).to.deep.equal([first, second, third]);
    const listed = (await listImages(await here.request(""))).find(({ imageId }) => imageId === backup);
    expect(listed).to.deep.include({ origin: ImageOrigin.Others, sourceId: first }).and.not.have.property("promotedAt");
    // Nor is it used in place of a copy.
    await here.promote(first ?? "");
    expect(here.file(OHIO)).to.not.include(backup);
    here.setImage(OHIO, `{ id: ${backup} }`);
    expect(await messageOf(planRollback(await here.request("")))).to.equal(
      `The images of the stack files are of ${first} and ${backup}: name the promotion that is wanted.`,
    );
  });

  it("stay while an unfinished rollout may bring a stack back to them, which is said", async () => {
    const here = world();
    const [first] = await here.promoteAll("one");
    const [copy = ""] = await here.imageIds(OHIO);
    const settings = { "saas-privatelink:image": { id: copy } };
    const began = "2026-11-21T09:00:00.000Z";
    const user = `the unfinished rollout of ${began}, which may bring ${OHIO} back to it`;
    const write = (outcome?: "succeeded") =>
      Journal.open(ownJournalFolder(here.root), {
        version: 1,
        began,
        ...(outcome && { outcome }),
        targets: [],
        waves: [],
        stacks: {
          [OHIO]: { state: "begun", earlier: { settings, outputs: { imageId: copy } }, fingerprint: "f" },
        },
      });
    await write();
    const second = await here.build(HOME, "two");
    here.clock.advance(3_600_000);
    const plan = await planPromotion(await here.request(second));
    expect(plan.regions[1]?.remove).to.deep.equal([]);
    expect(plan.regions[1]?.used.map(({ users }) => users)).to.deep.equal([[user]]);
    await here.promote(second);
    expect(await copiesIn(here)).to.deep.equal([first, second]);
    const listed = (await listImages(await here.request(""))).find(({ imageId }) => imageId === copy);
    expect(listed?.usedBy).to.deep.equal([user]);
    await write("succeeded");
    expect((await here.promote(second)).removed).to.deep.equal([{ region: OHIO, imageId: copy }]);
  });

  it("stay when a rollout has begun since the question was answered that may go back to them", async () => {
    const { here, first, second, copy, carryOut } = await answered();
    const began = "2026-11-21T09:00:00.000Z";
    await Journal.open(ownJournalFolder(here.root), {
      version: 1,
      began,
      targets: [],
      waves: [],
      stacks: { [OHIO]: { state: "begun", earlier: { settings: {}, outputs: { imageId: copy } }, fingerprint: "f" } },
    });
    await carryOut();
    expect(await copiesIn(here)).to.deep.equal([first, second]);
    expect(here.events.find(({ type }) => type === "kept")).to.deep.include({
      imageId: copy,
      text: `it is used by the unfinished rollout of ${began}, which may bring ${OHIO} back to it`,
    });
  });

  it("leave a snapshot that another AMI has, and say so", async () => {
    const here = world();
    await here.promoteAll("one");
    await (await emulator()).control.fault({
      action: "ec2:DeleteSnapshot",
      error: { code: "InvalidSnapshot.InUse", message: "The snapshot is currently in use by ami-0abc.", status: 400 },
      times: 6,
    });
    const second = await here.build(HOME, "two");
    here.clock.advance(3_600_000);
    const done = await here.promote(second);
    expect(done.problems).to.have.lengthOf(1);
    expect(done.problems[0]).to.match(
      /^us-east-2: the snapshot snap-\w+ stays: The snapshot is currently in use by ami-0abc\.$/,
    );
    // The next run tries again.
    expect(await here.promote(second)).to.deep.include({ problems: [] });
    expect(await here.snapshots(OHIO)).to.have.lengthOf(1);
  });

  it("lose no snapshot that is marked while its AMI is still there", async () => {
    const here = world({ ...OPTIONS, images: { keep: 3 } });
    const [source = ""] = await here.promoteAll("one");
    const [copy = ""] = await here.imageIds(OHIO);
    const ec2 = await here.ec2(OHIO);
    const { Snapshots = [] } = await ec2.send(new DescribeSnapshotsCommand({ OwnerIds: ["self"] }));
    const Tags = [{ Key: "privatelink:removed-with", Value: copy }];
    await ec2.send(new CreateTagsCommand({ Resources: [present(Snapshots[0]?.SnapshotId, "snapshot")], Tags }));
    await here.promote(source);
    expect(await here.snapshots(OHIO)).to.have.lengthOf(1);
  });
});
