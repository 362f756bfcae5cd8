import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "chai";
import { Operation } from "../../../automation/engine/operation";
import { lookAhead } from "../../../automation/rollout/journal-of-up";
import type { RolloutPlan } from "../../../automation/rollout/plan";
import type { RolloutRequest } from "../../../automation/rollout/request";
import { runRollout } from "../../../automation/rollout/rollout";
import { CleanUp, folderWith, write } from "../support/folder";
import { FakePlace } from "./support/fake-place";
import { FakeClock, filesOf, healthBut, outcomes, planOf, wave } from "./support/rollouts";

describe("a rollout that is to be resumed", () => {
  const cleanUp = new CleanUp();
  afterEach(cleanUp.all);
  const plan = planOf([wave("home", ["a"]), wave("rest", ["b", "c"])]);
  let place: FakePlace;

  beforeEach(() => {
    place = new FakePlace(folderWith({}, cleanUp.add), filesOf(plan));
  });

  function up(of: RolloutPlan, more: Partial<RolloutRequest> = {}) {
    const clock = new FakeClock();
    return runRollout({ operation: Operation.Up, plan: of, place, health: healthBut(), clock, ...more });
  }

  async function refusal(of: RolloutPlan, more: Partial<RolloutRequest> = {}): Promise<string> {
    const before = await readFile(path.join(place.journalFolder, "journal.json"), "utf8").catch(() => undefined);
    place.worked.length = 0;
    const message = await up(of, { resume: true, ...more }).catch((error: Error) => error.message);
    expect(place.worked).to.deep.equal([]);
    expect(await readFile(path.join(place.journalFolder, "journal.json"), "utf8").catch(() => undefined)).to.equal(
      before,
    );
    return message as string;
  }

  it("is refused where none was begun", async () => {
    expect(await refusal(plan)).to.equal(
      "There is nothing to resume: no rollout was begun. Begin one by privatelink up.",
    );
  });

  it("is refused after one that succeeded", async () => {
    await up(plan);
    expect(await refusal(plan)).to.equal(
      "There is nothing to resume: the rollout of 2026-03-02T09:00:00.000Z succeeded. Begin a new one by privatelink up.",
    );
  });

  const beginning = "This is not the rollout of 2026-03-02T09:00:00.000Z, which is to be resumed (";
  const remedy = "): say the same stacks, waves and targets as then, or begin anew without --resume.";

  it("is refused with other waves, in one sentence with the names of all", async () => {
    await up(plan, { health: healthBut("c") });
    expect(await refusal(planOf([wave("home", ["a"]), wave("rest", ["b"]), wave("last", ["c"])]))).to.equal(
      `${beginning}wave rest had b, c and has b; wave last had no stacks and has c${remedy}`,
    );
    expect(await refusal(planOf([wave("rest", ["b", "c"]), wave("home", ["a"])]))).to.equal(
      `${beginning}the waves came in the order home, rest and come in the order rest, home${remedy}`,
    );
  });

  it("is refused with other targets", async () => {
    await up(plan, { health: healthBut("c"), targets: ["order-processor-nlb"] });
    expect(await refusal(plan)).to.equal(
      `${beginning}it was confined to the targets order-processor-nlb and is confined to (all)${remedy}`,
    );
  });

  it("takes another order of the stacks in a wave, and another number of engines", async () => {
    await up(plan, { health: healthBut("c") });
    const same = planOf([wave("home", ["a"]), wave("rest", ["c", "b"], { parallel: 2 })], { parallel: 1 });
    expect(outcomes(await up(same, { resume: true }))).to.deep.equal({
      a: "done earlier",
      c: "unchanged",
      b: "unchanged",
    });
  });

  it("begins again with the wave of a stack file, or an archive, that has changed since it was healthy", async () => {
    const file = "dist/service.tar.gz";
    write(place.project, { [file]: "first" });
    const service = { name: "s", artifact: { path: file } };
    place.edit("a", { "saas-privatelink:service": service });
    await up(plan, { health: healthBut("c") });
    const resumed = async () => (await up(plan, { resume: true, health: healthBut("c") })).stacks[0];
    const again = async () => {
      const request = { operation: Operation.Up, plan, place, health: healthBut(), resume: true };
      const [note] = await lookAhead(request);
      const line = await resumed();
      expect(line?.warnings).to.deep.equal([note]);
      expect(line?.outcome).to.equal("done");
      return note;
    };
    expect((await resumed())?.outcome).to.equal("done earlier");
    const text =
      "The settings or archives of a have changed since wave home was healthy: the rollout begins again with that wave.";
    write(place.project, { [file]: "second" });
    expect(await again()).to.equal(text);
    expect(await resumed()).to.deep.include({ outcome: "done earlier", warnings: [] });
    place.edit("a", { "saas-privatelink:image": { id: "ami-a-9" } });
    expect(await again()).to.equal(text);
  });

  describe("beside an unfinished one", () => {
    const stacks = ["a", "b", "c"];
    const narrow = planOf([wave("rest", ["b"])]);
    const about = (of: RolloutPlan, more: Partial<RolloutRequest> = {}) =>
      lookAhead({ operation: Operation.Up, plan: of, stacks, place, health: healthBut(), ...more });

    it("leaves what can be resumed, whatever comes of the narrower one", async () => {
      await up(plan, { stacks, health: healthBut("c") });
      const text =
        "The unfinished rollout of 2026-03-02T09:00:00.000Z is kept beside this one, and can still be resumed: privatelink up --sandbox --resume";
      expect(await about(narrow, { sandbox: true })).to.deep.equal([text]);
      for (const health of [healthBut(), healthBut("b")]) {
        expect((await up(narrow, { stacks, health })).resumable).to.equal(false);
        expect((await up(plan, { stacks, targets: ["typo"], health })).resumable).to.equal(false);
      }
      place.worked.length = 0;
      const resumed = await up(plan, { stacks, resume: true });
      expect(outcomes(resumed)).to.deep.equal({ a: "done earlier", b: "unchanged", c: "unchanged" });
    });

    it("is begun again with a wave in which the narrower one has left a stack unhealthy", async () => {
      await up(plan, { stacks, health: healthBut("c") });
      await up(planOf([wave("home", ["a"])]), { stacks, health: healthBut("a") });
      const resumed = await up(plan, { stacks, resume: true });
      expect(outcomes(resumed).a).to.equal("unchanged");
      expect(resumed.stacks[0]?.warnings).to.deep.equal([
        "a was brought up, and has not been healthy, since wave home was healthy: the rollout begins again with that wave.",
      ]);
    });

    it("takes its place with all of its stacks, and says so before", async () => {
      await up(plan, { stacks, health: healthBut("c") });
      expect(await about(plan)).to.deep.equal([
        "This takes the place of the unfinished rollout of 2026-03-02T09:00:00.000Z; to go on with that one instead: privatelink up --resume",
      ]);
      await up(plan, { stacks });
      expect(await about(plan)).to.deep.equal([]);
      expect(await refusal(plan)).to.contain("There is nothing to resume");
    });

    it("takes its place where the other stacks are not in the project or in a wave any more", async () => {
      await up(plan, { stacks, health: healthBut("c") });
      const without = planOf([wave("home", ["a", "b"])]);
      expect((await about(without, { stacks: ["a", "b"] }))[0]).to.contain("takes the place");
      expect((await about({ ...without, leftOut: ["c"] }))[0]).to.contain("takes the place");
    });
  });

  it("is refused, as is a new one, where the journal is not one", async () => {
    const file = path.join(place.journalFolder, "journal.json");
    for (const [text, where] of [
      ["{", ""],
      [JSON.stringify({ version: 2 }), " at version"],
    ] as const) {
      write(place.journalFolder, { "journal.json": text });
      const message = `${file}: is not the journal of a rollout${where}; remove it, and begin anew by privatelink up.`;
      expect(await refusal(plan)).to.equal(message);
      expect(await up(plan).catch((error: Error) => error.message)).to.equal(message);
    }
  });
});
