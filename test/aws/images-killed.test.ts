import { expect } from "chai";
import { planPromotion } from "../../automation/images/plan-promotion";
import { promote } from "../../automation/images/promote";
import { startProxy } from "../support/proxy";
import { emulator, useEmulator } from "./support/emulator";
import { copiesGo, copiesGoWell, ImageWorld } from "./support/images";

const HOME = "us-east-1";
const OHIO = "us-east-2";
const FRIEND = "210987654321";

/** A second promotion where one image may stay: it copies, shares, marks, writes, and removes the copies of the first. */
async function busyWorld(): Promise<{ here: ImageWorld; first: string; source: string }> {
  const key = `arn:aws:kms:${OHIO}:${FRIEND}:key/01234567-89ab-cdef-0123-456789abcdef`;
  const stacks = Object.fromEntries([HOME, OHIO].map((stack) => [stack, "{ id: ami-00000000000000001 }"]));
  const images = { keep: 1, kmsKeyIds: { [OHIO]: key } };
  const here = new ImageWorld({ stacks, images });
  const first = await here.build(HOME, "first", { commit: "abc" });
  await here.promote(first);
  const source = await here.build(HOME, "second", { commit: "def" });
  await here.share(HOME, source, FRIEND);
  here.clock.advance(3_600_000);
  await copiesGo({ region: OHIO, pending: 2 });
  return { here, first, source };
}

/** Everything that there is in the end, with names in place of ids. */
async function endOf({ here, first, source }: Awaited<ReturnType<typeof busyWorld>>) {
  const names = new Map([
    [first, "FIRST"],
    [source, "SECOND"],
  ]);
  const regions: Record<string, unknown> = {};
  for (const region of [HOME, OHIO]) {
    const images = await here.images(region);
    for (const { id, tags } of images) {
      if (!names.has(id)) names.set(id, `COPY OF ${names.get(tags["privatelink:source-ami"] ?? "")} IN ${region}`);
    }
    regions[region] = {
      images: await Promise.all(
        images.map(async ({ id, tags, ...rest }) => ({ ...rest, id, tags, shared: await here.sharedWith(region, id) })),
      ),
      snapshots: await here.snapshots(region),
      file: here.file(region),
    };
  }
  let text = JSON.stringify(regions, undefined, 1);
  for (const [id, name] of names) text = text.replaceAll(id, name);
  return text
    .replaceAll(/"privatelink:promoted-at\/saas-privatelink": "[^"]*"/g, '"privatelink:promoted-at": "THEN"')
    .replaceAll(/ami-[0-9a-f]{8,17}/g, "ami");
}

describe("a promotion that dies", () => {
  useEmulator();
  let calls: string[] = [];
  let undisturbed: string;

  afterEach(() => copiesGoWell());

  before(async function () {
    this.timeout(60_000);
    const { url } = await emulator();
    const world = await busyWorld();
    const proxy = await startProxy(url, ({ action }) => {
      calls.push(action);
      return "pass";
    });
    const plan = await planPromotion({
      ...(await world.here.request(world.source)),
      clientsOf: await through(world.here, proxy.url),
    });
    calls = [];
    await promote(plan, { clock: world.here.clock, everyMs: 10_000, onEvent: () => undefined });
    await proxy.close();
    undisturbed = await endOf(world);
    world.here.close();
    await copiesGoWell();
  });

  it("has done what this scenario is about, when it does not die", () => {
    expect([...new Set(calls)].sort()).to.deep.equal([
      "CopyImage",
      "CreateTags",
      "DeleteSnapshot",
      "DeleteTags",
      "DeregisterImage",
      "DescribeAutoScalingGroups",
      "DescribeImageAttribute",
      "DescribeImages",
      "DescribeInstances",
      "DescribeLaunchTemplateVersions",
      "DescribeSnapshots",
      "ModifyImageAttribute",
    ]);
    expect(undisturbed.match(/"COPY OF SECOND IN/g)).to.have.lengthOf(1);
    expect(undisturbed).to.not.include("COPY OF FIRST");
  });

  it("comes to the same end with one copy in each Region, after whichever call it dies", async function () {
    this.timeout(300_000);
    const { url } = await emulator();
    for (let limit = 0; limit < calls.length; limit++) {
      const world = await busyWorld();
      const { here, source } = world;
      let passed = 0;
      let planning = true;
      let die: () => void = () => undefined;
      const dead = new Promise<void>((resolve) => {
        die = resolve;
      });
      const proxy = await startProxy(url, () => {
        if (planning || ++passed <= limit) return "pass";
        die();
        return "drop";
      });
      const plan = await planPromotion({ ...(await here.request(source)), clientsOf: await through(here, proxy.url) });
      planning = false;
      const first = promote(plan, { clock: here.clock, everyMs: 10_000, onEvent: () => undefined });
      const ended = first.then(
        () => "done",
        () => "failed",
      );
      await Promise.race([dead, ended]);
      await proxy.close();
      await ended;
      await here.promote(source);
      expect(await endOf(world), `after ${limit} calls`).to.equal(undisturbed);
      here.close();
      await copiesGoWell();
    }
  });
});

async function through(here: ImageWorld, endpoint: string) {
  here.through(endpoint);
  const clients = await here.clients();
  here.through(undefined);
  return () => clients;
}
