import { expect } from "chai";
import { planPromotion } from "../../automation/images/plan-promotion";
import { promote } from "../../automation/images/promote";
import { planRollback, rollback } from "../../automation/images/rollback";
import { ownJournalFolder } from "../../automation/stacks/own-journal";
import { StacksBusy, workAlone } from "../../automation/stacks/work-lock";
import { Refused } from "../../automation/terminal/refused";
import { type ImageWorld, type ImageWorldOptions, useImageWorlds } from "./support/images";

const HOME = "us-east-1";
const OHIO = "us-east-2";
const GIVEN = "{ id: ami-00000000000000001 }";
const OPTIONS: ImageWorldOptions = { stacks: { [HOME]: GIVEN, [OHIO]: GIVEN }, images: { keep: 2 } };
const WHO = `Process ${process.pid} is working on the stacks of this project, and a rollout must not meet a new image between two waves`;

describe("images, while a rollout of the project is under way", () => {
  const world = useImageWorlds();

  /** Works on the stacks as a rollout does. */
  const rollingOut = <T>(here: ImageWorld, work: () => Promise<T>): Promise<T> =>
    workAlone({ journalFolder: ownJournalFolder(here.root), title: "a place" }, work);
  const refusal = (running: Promise<unknown>): Promise<unknown> =>
    running.then(
      () => "done",
      (error: unknown) => (error instanceof Refused ? error.message : error),
    );
  const promotionTags = async (here: ImageWorld, region: string): Promise<string[]> =>
    (await here.images(region)).flatMap(({ tags }) =>
      Object.keys(tags).filter((key) => key.startsWith("privatelink:promoted-at/")),
    );

  it("are not promoted, and nothing is copied", async () => {
    const here = world(OPTIONS);
    const source = await here.build(HOME, "orders 1");
    const refused = await rollingOut(here, () => refusal(here.promote(source)));
    expect(refused).to.equal(
      `${WHO}: nothing was copied and no stack file was written, and the same command does both once that process has ended.`,
    );
    expect(await here.imageIds(OHIO)).to.deep.equal([]);
    expect(here.file(HOME)).to.include(GIVEN);
    await here.promote(source);
    expect(here.file(HOME)).to.include(source);
  });

  it("are planned all the same, which changes nothing", async () => {
    const here = world(OPTIONS);
    const source = await here.build(HOME, "orders 1");
    const plan = await rollingOut(here, async () => planPromotion(await here.request(source)));
    expect(plan.writes.map(({ stack }) => stack)).to.deep.equal([HOME, OHIO]);
  });

  it("are copied, but neither marked nor written into a stack file, when it begins while they are copied", async () => {
    const here = world(OPTIONS);
    const source = await here.build(HOME, "orders 2");
    const plan = await planPromotion(await here.request(source));
    let begin = (): void => undefined;
    let end = (): void => undefined;
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    let rollout: Promise<void> = Promise.resolve();
    const running = promote(plan, {
      clock: {
        ...here.clock,
        sleep: async () => begun,
      },
      everyMs: 1,
      onEvent: (event) => {
        if (event.type !== "copy" || event.stage !== "begun") return;
        rollout = rollingOut(here, () => {
          begin();
          return new Promise((resolve) => {
            end = resolve;
          });
        });
      },
    });
    expect(await refusal(running)).to.equal(
      `${WHO}: the copies are there and no stack file was written, and the same command writes the stack files once that process has ended.`,
    );
    expect([here.file(HOME), here.file(OHIO)].every((text) => text.includes(GIVEN))).to.equal(true);
    expect(await promotionTags(here, HOME)).to.deep.equal([]);
    expect(await promotionTags(here, OHIO)).to.deep.equal([]);
    end();
    await rollout;
    const [copy] = await here.imageIds(OHIO);
    await here.promote(source);
    expect(await here.imageIds(OHIO)).to.deep.equal([copy]);
    expect(here.file(OHIO)).to.include(copy);
  });

  it("are not gone back to, and nothing is marked", async () => {
    const here = world(OPTIONS);
    const [first = "", second = ""] = await here.promoteAll("one", "two");
    const planned = await planRollback(await here.request(""));
    const refused = await rollingOut(here, () => refusal(rollback(planned, here.clock)));
    expect(refused).to.equal(
      `${WHO}: no stack file was written, and the same command writes the stack files once that process has ended.`,
    );
    expect(here.file(HOME)).to.include(second);
    for (const { tags } of [...(await here.images(HOME)), ...(await here.images(OHIO))]) {
      expect(Object.keys(tags).filter((key) => key.startsWith("privatelink:rolled-back-at/"))).to.deep.equal([]);
    }
    expect(await rollback(await planRollback(await here.request("")), here.clock)).to.include({ sourceId: first });
  });

  it("are written while no rollout can begin, and afterwards one can", async () => {
    const here = world(OPTIONS);
    const source = await here.build(HOME, "orders 3");
    const plan = await planPromotion(await here.request(source));
    const attempts: unknown[] = [];
    // Marking is the first thing that is done under the lock, and writing the last.
    for (const { region } of plan.regions) {
      const { images } = region;
      const tag = images.tag.bind(images);
      images.tag = async (ids, tags) => {
        attempts.push(await rollingOut(here, async () => "begun").catch((error: unknown) => error));
        return tag(ids, tags);
      };
    }
    await promote(plan, { clock: here.clock, everyMs: 1, onEvent: () => undefined });
    expect(attempts).to.have.lengthOf(2);
    for (const attempt of attempts) expect(attempt).to.be.instanceOf(StacksBusy);
    expect(await rollingOut(here, async () => "begun")).to.equal("begun");
  });
});
