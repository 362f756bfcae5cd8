import * as path from "node:path";
import { expect } from "chai";
import { Operation } from "../../automation/engine/operation";
import { RolloutOutcome } from "../../automation/rollout/events";
import type { RolloutPlan } from "../../automation/rollout/plan";
import { T } from "../../sandbox/tokens";
import { EngineWatch } from "../support/engine-processes";
import { HOME, ManyRegions } from "../support/many-regions";
import { engineFor } from "./support/engine";
import { course, interruptedAt, mostAtOnce, outcomes, run } from "./support/rollouts";

/** The first of the second wave is the one that fails: it does so before its neighbour is up. */
const SECOND = ["ap-south-1", "us-east-2", "us-west-1", "us-west-2"];
const WAVES = `parallel: 3
waves:
  - { name: home, stacks: [${HOME}] }
  - { name: second, stacks: [${SECOND.join(", ")}], parallel: 2 }
  - { name: rest, stacks: rest }
`;

describe("A rollout over twelve Regions, on the real engine", function () {
  this.bail(true);
  let regions: ManyRegions;
  let plan: RolloutPlan;
  let rest: string[];
  let watch: EngineWatch;
  const each = (stacks: readonly string[], outcome: string) =>
    Object.fromEntries(stacks.map((name) => [name, outcome]));
  const published = () => {
    const services = regions.stacks.filter(
      (stack) => regions.place.world.cloud.all(T.VpcEndpointService, stack).length === 1,
    );
    return services.sort();
  };

  before("a project with twelve stacks", async function () {
    regions = await ManyRegions.open(await engineFor(this), 12);
    plan = await regions.plan(WAVES);
    rest = regions.stacks.filter((stack) => stack !== HOME && !SECOND.includes(stack));
    expect(rest).to.have.lengthOf(7);
    watch = new EngineWatch(path.join(regions.folder, "world"), 200);
  });
  after(async () => {
    await watch?.end();
    await regions?.close();
  });

  it("stops at a Region that fails in the second wave: what runs beside it is finished, nothing more is begun", async () => {
    await regions.set("ap-south-1", "fleet", "instanceType", "t9.huge");
    const { summary, events } = await run(regions, Operation.Up, plan);
    expect(summary).to.deep.include({ outcome: RolloutOutcome.Stopped, stoppedAt: "second", resumable: true });
    expect(outcomes(summary)).to.deep.equal({
      [HOME]: "done",
      "ap-south-1": "failed",
      "us-east-2": "done",
      ...each([...SECOND.slice(2), ...rest], "not begun"),
    });
    expect(course(events)).to.deep.equal([
      "wave home",
      `+ ${HOME}`,
      `- ${HOME}`,
      "gate home true",
      "wave second",
      "+ ap-south-1",
      "+ us-east-2",
      "- ap-south-1",
      "- us-east-2",
    ]);
    expect(published()).to.deep.equal([HOME, "us-east-2"]);
  });

  it("goes on when that is put right, and is interrupted in the last wave, where what runs is finished", async () => {
    await regions.set("ap-south-1", "fleet", "instanceType", "t3.small");
    const inRest = interruptedAt((event) => event.type === "stack-progressed" && rest.includes(event.stack));
    const { summary, events } = await run(regions, Operation.Up, plan, { resume: true, ...inRest });
    expect(summary).to.deep.include({ outcome: RolloutOutcome.Interrupted, stoppedAt: "rest", resumable: true });
    expect(outcomes(summary)).to.deep.equal({
      [HOME]: "done earlier",
      ...each(SECOND, "done"),
      "us-east-2": "unchanged",
      ...each(rest.slice(0, 3), "done"),
      ...each(rest.slice(3), "not begun"),
    });
    expect(mostAtOnce(events)).to.deep.equal({ second: 2, rest: 3 });
    const steps = course(events);
    expect(steps.indexOf("gate second true")).to.be.greaterThan(-1).and.lessThan(steps.indexOf("wave rest"));
    expect(await regions.locked()).to.deep.equal([]);
  });

  it("comes to its end after that, with the stacks of the healthy waves left alone", async () => {
    const { summary, events } = await run(regions, Operation.Up, plan, { resume: true });
    expect(summary.outcome).to.equal(RolloutOutcome.Succeeded);
    expect(outcomes(summary)).to.deep.equal({
      ...each([HOME, ...SECOND], "done earlier"),
      ...each(rest.slice(0, 3), "unchanged"),
      ...each(rest.slice(3), "done"),
    });
    expect(course(events).filter((step) => step.startsWith("+"))).to.have.members(rest.map((stack) => `+ ${stack}`));
    expect(published()).to.deep.equal([...regions.stacks].sort());
  });

  it("is taken down in reverse, until AWS is empty", async () => {
    const { summary, events } = await run(regions, Operation.Destroy, plan);
    expect(outcomes(summary)).to.deep.equal(each(regions.stacks, "done"));
    const steps = course(events);
    expect(steps.filter((step) => step.startsWith("wave"))).to.deep.equal(["wave rest", "wave second", "wave home"]);
    expect(steps.slice(-3)).to.deep.equal(["wave home", `+ ${HOME}`, `- ${HOME}`]);
    expect(mostAtOnce(events)).to.deep.equal({ rest: 3, second: 2, home: 1 });
    expect(regions.place.world.cloud.toJSON().resources).to.deep.equal([]);
    expect(await regions.locked()).to.deep.equal([]);
  });

  it("has never had more engines at work than the plan allows", async () => {
    await watch.end();
    if (watch.mostEngines !== undefined) expect(watch.mostEngines).to.equal(3);
  });
});
