import * as path from "node:path";
import { expect } from "chai";
import { Operation } from "../../automation/engine/operation";
import { HealthAfterRollback, RolloutOutcome } from "../../automation/rollout/events";
import type { RolloutPlan } from "../../automation/rollout/plan";
import type { EarlierUpdate } from "../../automation/stacks/place";
import { T } from "../../sandbox/tokens";
import { EngineWatch } from "../support/engine-processes";
import { HOME, ManyRegions } from "../support/many-regions";
import { engineFor } from "./support/engine";
import { holdLock } from "./support/held-lock";
import { course, interruptedAt, mostAtOnce, outcomes, run } from "./support/rollouts";

/** A principal that is new in every Region of the second wave, and that somebody else has added in one of them. */
const NEW_ACCOUNT = "444455556666";
const TAKEN_IN = "us-west-2";

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

  /** What the last updates that succeeded have made of the stacks of the second wave. */
  const updates = async () => {
    const made: Pick<EarlierUpdate, "settings" | "outputs">[] = [];
    // Each is an engine, and no more of them run at once than the plan allows.
    for (const name of SECOND) {
      const update = await regions.place.stack(name).earlier();
      made.push({ settings: update?.settings ?? {}, outputs: update?.outputs ?? {} });
    }
    return made;
  };
  /** Stacks whose services an account may connect to. */
  const publishedTo = (account: string) =>
    SECOND.filter((stack) =>
      regions.place.world.cloud
        .all(T.VpcEndpointServiceAllowedPrinciple, stack)
        .some(({ inputs }) => inputs.principalArn === `arn:aws:iam::${account}:root`),
    ).sort();

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

  /** The first two waves, and a third one in which nothing has changed; what it has more would only take time. */
  const threeWaves = (onFailure: string) =>
    regions.plan(
      `onFailure: ${onFailure}\n${WAVES.replace("stacks: rest", `stacks: [${rest.slice(0, 2).join(", ")}]`)}`,
    );

  it("brings the second wave back where a Region of it fails, and begins no later one", async () => {
    const { cloud } = regions.place.world;
    const before = await updates();
    for (const stack of SECOND) {
      await regions.set(stack, "access", "allowedPrincipals", ["111122223333", NEW_ACCOUNT]);
    }
    const [service] = cloud.all(T.VpcEndpointService, TAKEN_IN);
    const principalArn = `arn:aws:iam::${NEW_ACCOUNT}:root`;
    const inputs = { vpcEndpointServiceId: String(service?.id), principalArn };
    const made = cloud.create(T.VpcEndpointServiceAllowedPrinciple, inputs, {
      region: TAKEN_IN,
      seed: "somebody else",
    });

    const { summary, events } = await run(regions, Operation.Up, await threeWaves("rollback"));
    expect(summary).to.deep.include({
      outcome: RolloutOutcome.RolledBack,
      stoppedAt: "second",
      resumable: true,
      healthAfterRollback: HealthAfterRollback.Healthy,
    });
    expect(outcomes(summary)).to.deep.equal({
      [HOME]: "unchanged",
      ...each(SECOND, "rolled back"),
      ...each(rest.slice(0, 2), "not begun"),
    });
    const wrong = summary.stacks.filter(({ problems }) => problems.length > 0);
    expect(wrong.map(({ stack }) => stack)).to.deep.equal([TAKEN_IN]);
    expect(wrong[0]?.problems).to.have.lengthOf(1);
    expect(wrong[0]?.problems[0]).to.contain(`${principalArn} is allowed already by ${made.id}`);
    for (const { stack, stillNew } of summary.stacks) {
      const still = { settings: true, archives: [], references: [] };
      expect(stillNew, stack).to.deep.equal(SECOND.includes(stack) ? still : undefined);
    }
    // What the stack file takes from another stack is pinned to what was taken then.
    const image = { copyFrom: { region: HOME, id: "ami-0abcdef1234567890" } };
    const pinned = before.map(({ settings, outputs }) => ({
      settings: { ...settings, "saas-privatelink:image": image },
      outputs,
    }));
    expect(await updates()).to.deep.equal(pinned);
    expect(publishedTo(NEW_ACCOUNT)).to.deep.equal([TAKEN_IN]);

    const steps = course(events);
    const back = steps.indexOf("back second");
    expect(steps.slice(0, 5)).to.deep.equal(["wave home", `+ ${HOME}`, `- ${HOME}`, "gate home true", "wave second"]);
    expect(steps.slice(5, back)).to.have.members(SECOND.flatMap((stack) => [`+ ${stack}`, `- ${stack}`]));
    expect(steps.slice(back + 1, -1)).to.have.members(SECOND.flatMap((stack) => [`+ ${stack}`, `- ${stack}`]));
    expect(steps.at(-1)).to.equal("gate second true after the rollback");
    expect(mostAtOnce(events)).to.deep.equal({ home: 1, second: 2 });
    expect(await regions.locked()).to.deep.equal([]);
    cloud.delete(T.VpcEndpointServiceAllowedPrinciple, made.id, { region: TAKEN_IN });
  });

  it("stops at a Region of the second wave that another process has locked, and changes nothing there", async () => {
    const { holder, release } = await holdLock(regions, "ap-south-1");
    const { summary, events } = await run(regions, Operation.Up, await threeWaves("stop"), { resume: true });
    expect(summary).to.deep.include({ outcome: RolloutOutcome.Stopped, stoppedAt: "second", resumable: true });
    expect(outcomes(summary)).to.deep.equal({
      [HOME]: "done earlier",
      "ap-south-1": "failed",
      "us-east-2": "done",
      ...each([...SECOND.slice(2), ...rest.slice(0, 2)], "not begun"),
    });
    expect(summary.stacks.find(({ stack }) => stack === "ap-south-1")?.problems).to.deep.equal([
      `ap-south-1 is being worked on by ${holder}: wait until it has ended or, if nobody works on it, run pulumi cancel --stack ap-south-1.`,
    ]);
    expect(course(events)).to.deep.equal(["wave second", "+ ap-south-1", "+ us-east-2", "- ap-south-1", "- us-east-2"]);
    expect(publishedTo(NEW_ACCOUNT)).to.deep.equal(["us-east-2"]);
    expect(await regions.locked()).to.deep.equal(["ap-south-1"]);
    await release();
  });

  it("comes to its end once that lock is gone", async () => {
    const { summary, events } = await run(regions, Operation.Up, await threeWaves("stop"), { resume: true });
    expect(summary).to.deep.include({ outcome: RolloutOutcome.Succeeded, resumable: false });
    expect(outcomes(summary)).to.deep.equal({
      [HOME]: "done earlier",
      ...each(SECOND, "done"),
      "us-east-2": "unchanged",
      ...each(rest.slice(0, 2), "unchanged"),
    });
    expect(course(events).filter((step) => /^(wave|gate)/.test(step))).to.deep.equal([
      "wave second",
      "gate second true",
      "wave rest",
      "gate rest true",
    ]);
    expect(publishedTo(NEW_ACCOUNT)).to.deep.equal([...SECOND].sort());
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
