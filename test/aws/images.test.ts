import { expect } from "chai";
import { planPromotion } from "../../automation/images/plan-promotion";
import { promote } from "../../automation/images/promote";
import { planText, question } from "../../automation/images/render/promotion";
import { paintFor } from "../../automation/plan/render/paint";
import { emulator } from "./support/emulator";
import { copiesGo, copiesGoWell, type ImageWorld, type ImageWorldOptions, useImageWorlds } from "./support/images";
import { messageOf } from "./support/use-registry";

const HOME = "us-east-1";
const OHIO = "us-east-2";
const IRELAND = "eu-west-1";
const FRIEND = "210987654321";
const PARTNER = "310987654321";
const OLD = "{ id: ami-00000000000000001 }";
const TWO: ImageWorldOptions = { stacks: { [HOME]: OLD, [OHIO]: "{ copyFrom: { stack: us-east-1 } }" } };

describe("an AMI that is promoted", () => {
  const world = useImageWorlds();

  it("is used itself in its Region, and has an encrypted copy with its tags in every other one", async () => {
    const here = world(TWO);
    const source = await here.build(HOME, "orders 7", { Name: "orders", commit: "abc123" });
    const promoted = await here.promote(source);
    const [copy] = await here.images(OHIO);
    expect(copy).to.deep.include({ name: `privatelink-${source}`, state: "available", encrypted: true });
    expect(copy?.tags).to.deep.equal({
      Name: "orders",
      commit: "abc123",
      "privatelink:source-ami": source,
      "privatelink:source-region": HOME,
      "privatelink:managed-by": "image-promotion",
      "privatelink:promoted-at/saas-privatelink": "2026-11-21T10:00:00.000Z",
    });
    expect(promoted.images).to.deep.equal([
      { region: HOME, imageId: source, stacks: [HOME] },
      { region: OHIO, imageId: copy?.id, stacks: [OHIO] },
    ]);
    expect(here.file(HOME)).to.equal(
      `config:\n  aws:region: us-east-1\n  saas-privatelink:image:\n    # Promoted on 2026-11-21 by: privatelink image promote\n    id: ${source}\n  saas-privatelink:protect: true\n`,
    );
    expect(here.file(OHIO)).to.equal(
      `config:\n  aws:region: us-east-2\n  saas-privatelink:image:\n    # Copy of ${source} in us-east-1, promoted on 2026-11-21 by: privatelink image promote\n    id: ${copy?.id}\n  saas-privatelink:protect: true\n`,
    );
  });

  it("is waited for with its progress, and no stack file is written before all copies are available", async () => {
    const here = world({ stacks: { ...TWO.stacks, [IRELAND]: OLD } });
    const source = await here.build(HOME, "orders 8");
    await copiesGo({ region: OHIO, pending: 4, unknown: 2 });
    await here.promote(source);
    const [copy] = await here.imageIds(OHIO);
    const told = here.events.flatMap((event) =>
      event.type === "copy" && event.region === OHIO ? [`${event.stage} ${event.percent ?? ""}`.trim()] : [],
    );
    expect(told).to.deep.equal(["begun", "copying", "copying", "copying 25", "copying 50", "copying 75", "available"]);
    expect(here.events.findIndex((event) => event.type === "written")).to.be.greaterThan(
      here.events.findLastIndex((event) => event.type === "copy"),
    );
    expect(here.file(OHIO)).to.include(copy);
  });

  it("is copied once, however often it is promoted", async () => {
    const here = world(TWO);
    const source = await here.build(HOME, "orders 9");
    await here.promote(source);
    const [copy] = await here.imageIds(OHIO);
    here.clock.advance(86_400_000);
    const again = await here.promote(source);
    expect(await here.imageIds(OHIO)).to.deep.equal([copy]);
    expect(again.written).to.deep.equal([]);
    expect((await here.images(OHIO))[0]?.tags["privatelink:promoted-at/saas-privatelink"]).to.equal(
      "2026-11-22T10:00:00.000Z",
    );
  });

  it("is not taken from a copy that Pulumi made, because Pulumi deletes it with the next update", async () => {
    const here = world(TWO);
    const source = await here.build(HOME, "orders 10");
    await here.build(OHIO, "copy of pulumi", { "privatelink:source-ami": source });
    const { notes } = await planned(here, source);
    await here.promote(source);
    const [ofPulumi, ours] = await here.imageIds(OHIO);
    expect(here.file(OHIO)).to.include(ours).and.not.include(ofPulumi);
    expect(notes).to.deep.equal([
      "Until now Pulumi made the copies that us-east-2 used, where it is deployed: its next update deletes them with their snapshots, also the one that it runs now, so that there is no way back to it but by image.copyFrom.",
      "us-east-2 will not copy from us-east-1 any more, and not come after it for that reason: write a rollout.yaml to keep an order.",
    ]);
  });

  it("writes nothing when one copy of several fails, says why, and uses the others in the next run", async () => {
    const here = world({ stacks: { ...TWO.stacks, [IRELAND]: OLD } });
    const source = await here.build(HOME, "orders 11");
    const before = [here.file(HOME), here.file(OHIO), here.file(IRELAND)];
    await copiesGo({ region: IRELAND, pending: 1, fail: "Client.InternalError: the key is disabled" });
    const message = await messageOf(here.promote(source));
    const [failed = ""] = await here.imageIds(IRELAND);
    expect(message).to.equal(
      [
        `eu-west-1 has no copy: ${failed} is failed: Client.InternalError: the key is disabled.`,
        "No stack file was written. us-east-1 and us-east-2 have theirs, which the next run uses. Promote it again when that is put right.",
      ].join("\n"),
    );
    expect([here.file(HOME), here.file(OHIO), here.file(IRELAND)]).to.deep.equal(before);
    await copiesGoWell();
    await here.promote(source);
    expect(await here.imageIds(OHIO)).to.have.lengthOf(1);
    // The failed one is no use to anybody.
    const [left, ...others] = await here.images(IRELAND);
    expect(others).to.deep.equal([]);
    expect(left).to.include({ name: `privatelink-${source}-2`, state: "available" });
    expect(here.file(IRELAND)).to.include(left?.id);
    expect(await here.snapshots(IRELAND)).to.have.lengthOf(1);
  });

  it("gets another copy when AWS answers with one that was deregistered in the meantime", async () => {
    const here = world({ ...TWO, images: { keep: 1 } });
    const [first, second] = [await here.build(HOME, "orders 12"), await here.build(HOME, "orders 13")];
    await here.promote(first);
    await here.promote(second);
    expect(await here.images(OHIO)).to.have.lengthOf(1);
    await here.promote(first);
    const [copy, ...others] = await here.images(OHIO);
    expect(others).to.deep.equal([]);
    expect(copy).to.include({ name: `privatelink-${first}-2` });
    expect(here.file(OHIO)).to.include(copy?.id);
  });

  it("is asked about again when AWS is asked too much, or has a fault, while a copy is made", async () => {
    const here = world(TWO);
    const source = await here.build(HOME, "orders 14");
    const promotion = await here.request(source);
    await copiesGo({ region: OHIO, pending: 3 });
    const { control } = await emulator();
    const plan = await planPromotion(promotion);
    let looks = 0;
    await promote(plan, {
      clock: {
        ...here.clock,
        sleep: async (ms, signal) => {
          looks += 1;
          if (looks === 1) await control.fault({ action: "ec2:DescribeImages", throttle: true, times: 2 });
          await here.clock.sleep(ms, signal);
        },
      },
      everyMs: 10_000,
      onEvent: (event) => here.events.push(event),
    });
    const told = here.events.flatMap((event) => (event.type === "copy" ? [event.stage] : []));
    expect(told).to.deep.equal(["begun", "copying", "unanswered", "unanswered", "copying", "available"]);
    expect(here.file(OHIO)).to.include((await here.imageIds(OHIO))[0]);
  });

  it("says which permission is missing, and leaves the stack files alone", async () => {
    const here = world(TWO);
    const source = await here.build(HOME, "orders 15");
    const { control } = await emulator();
    await control.fault({
      action: "ec2:CopyImage",
      error: {
        code: "UnauthorizedOperation",
        message: "You are not authorized to perform: ec2:CopyImage on resource: arn:aws:ec2:us-east-2::image/*.",
        status: 403,
      },
      times: 1,
    });
    const message = await messageOf(here.promote(source));
    expect(message)
      .to.include("us-east-2 has no copy: AWS denies ec2:CopyImage")
      .and.include("No stack file was written.");
    expect(here.file(HOME)).to.include(OLD);
  });

  it("shares its copies with those who may use it, where a key of one's own encrypts them", async () => {
    const key = `arn:aws:kms:us-east-2:${FRIEND}:key/01234567-89ab-cdef-0123-456789abcdef`;
    const here = world({ ...TWO, images: { kmsKeyIds: { [OHIO]: key } } });
    const source = await here.build(HOME, "orders 16");
    await here.share(HOME, source, FRIEND, here.account);
    await here.promote(source);
    const [copy] = await here.images(OHIO);
    expect(await here.sharedWith(OHIO, copy?.id ?? "")).to.deep.equal([FRIEND]);
    expect(copy?.tags["privatelink:kms-key"]).to.equal(key);
  });

  it("is refused before the first copy when the copies could not be shared, and promoted without", async () => {
    const here = world(TWO);
    const source = await here.build(HOME, "orders 17");
    await here.share(HOME, source, FRIEND);
    expect(await messageOf(here.promote(source))).to.equal(
      `${source} may be used by ${FRIEND}, and AWS lets nobody share what is encrypted with alias/aws/ebs, as copies in us-east-2 would be: set images.kmsKeyIds of us-east-2 in rollout.yaml to keys that these may use, or promote it with --no-permissions, so that nobody but this account may use the copies.`,
    );
    expect(await here.imageIds(OHIO)).to.deep.equal([]);
    await here.promote(source, { sharing: false });
    const [copy = ""] = await here.imageIds(OHIO);
    expect(await here.sharedWith(OHIO, copy)).to.deep.equal([]);
  });

  it("has every other copy of it lose the permissions that it has lost itself, which is said before", async () => {
    const [first, second] = ["0", "1"].map((digit) =>
      `arn:aws:kms:us-east-2:${FRIEND}:key/01234567-89ab-cdef-0123-45678${digit}abcdef`.slice(0, -1),
    );
    const kmsKeyIds = { [OHIO]: first ?? "" };
    const here = world({ ...TWO, images: { kmsKeyIds } });
    const source = await here.build(HOME, "orders 30");
    await here.share(HOME, source, FRIEND, PARTNER);
    await here.promote(source);
    // A copy with another key, which is the one that is used from now on.
    Object.assign(kmsKeyIds, { [OHIO]: second });
    await here.promote(source);
    const copies = await here.imageIds(OHIO);
    for (const copy of copies) expect(await here.sharedWith(OHIO, copy)).to.deep.equal([FRIEND, PARTNER]);
    await here.unshare(HOME, source, PARTNER);
    const [, ohio] = (await planned(here, source)).regions;
    expect(ohio?.unshare.map(({ image, permissions }) => [image.id, permissions])).to.deep.equal(
      copies.map((copy) => [copy, [{ UserId: PARTNER }]]),
    );
    await here.promote(source);
    for (const copy of copies) expect(await here.sharedWith(OHIO, copy)).to.deep.equal([FRIEND]);
    expect(here.events.filter(({ type }) => type === "unshared")).to.have.deep.members(
      copies.map((imageId) => ({ type: "unshared", region: OHIO, imageId, accounts: 1 })),
    );
    expect((await planned(here, source)).regions[1]?.unshare).to.deep.equal([]);
  });

  it("takes the permissions from copies that were shared before, when it is promoted without", async () => {
    const key = `arn:aws:kms:us-east-2:${FRIEND}:key/01234567-89ab-cdef-0123-456789abcdef`;
    const here = world({ ...TWO, images: { kmsKeyIds: { [OHIO]: key } } });
    const source = await here.build(HOME, "orders 31");
    await here.share(HOME, source, FRIEND);
    await here.promote(source);
    const [copy = ""] = await here.imageIds(OHIO);
    const plan = await planPromotion(await here.request(source, { sharing: false }));
    expect(planText(plan, paintFor({}, { NO_COLOR: "1" }))).to.include(
      `\nLaunch permissions that copies lose:\n  us-east-2  ${copy}: ${FRIEND}\n`,
    );
    expect(question(plan)).to.equal("Take launch permissions from 1 copy?");
    await here.promote(source, { sharing: false });
    expect(await here.sharedWith(OHIO, copy)).to.deep.equal([]);
    // The source is what its owner has made it.
    expect(await here.sharedWith(HOME, source)).to.deep.equal([FRIEND]);
  });

  it("gets a further copy with another key where the name of the first copy is free again", async () => {
    const key = (end: string) => `arn:aws:kms:us-east-2:${FRIEND}:key/01234567-89ab-cdef-0123-456789abcde${end}`;
    const kmsKeyIds = { [OHIO]: key("1") };
    const here = world({ ...TWO, images: { kmsKeyIds } });
    const source = await here.build(HOME, "orders 32");
    await copiesGo({ region: OHIO, pending: 1, fail: "Client.InternalError: the key is disabled" });
    await messageOf(here.promote(source));
    await copiesGoWell();
    // The failed one goes with the promotion that comes to its end, and leaves privatelink-<source>-2.
    await here.promote(source);
    expect((await here.images(OHIO)).map(({ name }) => name)).to.deep.equal([`privatelink-${source}-2`]);
    Object.assign(kmsKeyIds, { [OHIO]: key("2") });
    await here.promote(source);
    expect((await here.images(OHIO)).map(({ name }) => name)).to.have.members([
      `privatelink-${source}-2`,
      `privatelink-${source}`,
    ]);
    Object.assign(kmsKeyIds, { [OHIO]: key("3") });
    await here.promote(source);
    const [, , third] = await here.images(OHIO);
    expect(third?.name).to.equal(`privatelink-${source}-3`);
    expect(here.file(OHIO)).to.include(third?.id);
  });

  it("gets a copy with another name where somebody has taken the name of the copy", async () => {
    const here = world(TWO);
    const source = await here.build(HOME, "orders 33");
    await here.build(OHIO, `privatelink-${source}`);
    await here.promote(source);
    const [, copy] = await here.images(OHIO);
    expect(copy?.name).to.equal(`privatelink-${source}-2`);
    expect(here.file(OHIO)).to.include(copy?.id);
  });

  it("keeps the key of the copy before, which the stack file says no more", async () => {
    const here = world(TWO);
    const key = "arn:aws:kms:us-east-2:123456789012:key/01234567-89ab-cdef-0123-456789abcdef";
    here.setImage(OHIO, `{ copyFrom: { stack: us-east-1 }, kmsKeyId: "${key}" }`);
    const [first, second] = [await here.build(HOME, "orders 18"), await here.build(HOME, "orders 19")];
    await here.promote(first);
    await here.promote(second);
    const keys = (await here.images(OHIO)).map(({ tags }) => tags["privatelink:kms-key"]);
    expect(keys).to.deep.equal([key, key]);
  });

  it("begins no copy and writes nothing when it is interrupted before, also where all copies are there", async () => {
    const here = world(TWO);
    const source = await here.build(HOME, "orders 21");
    const ended = await here.promote(source, {}, AbortSignal.abort()).catch((error: Error) => error.name);
    expect(ended).to.equal("AbortError");
    expect(await here.imageIds(OHIO)).to.deep.equal([]);
    await here.promote(source);
    here.setImage(OHIO, "{ copyFrom: { stack: us-east-1 } }");
    const again = await here.promote(source, {}, AbortSignal.abort()).catch((error: Error) => error.name);
    expect(again).to.equal("AbortError");
    expect(here.file(OHIO)).to.include("copyFrom");
  });

  for (const [what, interruptedBy] of [
    ["a copy is available", { type: "copy", stage: "available" }],
    ["the stack files are written", { type: "written" }],
  ] as const) {
    it(`removes nothing when it is interrupted as ${what}`, async () => {
      const here = world({ ...TWO, images: { keep: 1 } });
      const first = await here.build(HOME, "orders 22");
      await here.promote(first);
      const [copy = ""] = await here.imageIds(OHIO);
      const second = await here.build(HOME, "orders 23");
      const stop = new AbortController();
      const promotion = await planned(here, second);
      const isWritten = interruptedBy.type === "written";
      const done = await promote(promotion, {
        clock: here.clock,
        everyMs: 1,
        signal: stop.signal,
        onEvent: (event) => {
          const { type, stage } = event as { readonly type: string; readonly stage?: string };
          if (type === interruptedBy.type && (isWritten || stage === "available")) stop.abort();
        },
      }).catch((error: Error) => error.name);
      if (isWritten) expect(done).to.deep.include({ interrupted: true, removed: [] });
      else expect(done).to.equal("AbortError");
      expect(here.file(HOME).includes(second)).to.equal(isWritten);
      expect(await here.imageIds(OHIO)).to.include(copy);
      expect(await here.promote(second)).to.deep.include({
        interrupted: false,
        removed: [{ region: OHIO, imageId: copy }],
      });
    });
  }

  it("goes on with the copies of a run that was interrupted", async () => {
    const here = world(TWO);
    const source = await here.build(HOME, "orders 20");
    await copiesGo({ region: OHIO, pending: 5 });
    const stop = new AbortController();
    const running = here.promote(source, {}, stop.signal);
    here.clock.sleep = async (_ms, signal) => {
      stop.abort();
      signal?.throwIfAborted();
    };
    expect(await running.catch((error: Error) => error.name)).to.equal("AbortError");
    expect(here.file(OHIO)).to.include("copyFrom");
    here.clock.sleep = async () => undefined;
    await here.promote(source);
    expect(await here.imageIds(OHIO)).to.have.lengthOf(1);
    expect(here.events).to.deep.include({
      type: "copy",
      region: OHIO,
      imageId: (await here.imageIds(OHIO))[0],
      stage: "found",
    });
  });
});

async function planned(here: ImageWorld, source: string) {
  return planPromotion(await here.request(source));
}
