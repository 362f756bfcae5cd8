import { expect } from "chai";
import { Operation, OperationFailed } from "../../automation/engine/operation";
import { HealthAfterRollback, type RolloutEvent, RolloutOutcome } from "../../automation/rollout/events";
import type { RolloutPlan } from "../../automation/rollout/plan";
import { T } from "../../sandbox/tokens";
import { HOME, ManyRegions } from "../support/many-regions";
import { engineFor } from "./support/engine";
import { course, interruptedAt, outcomes, run, type Wanted } from "./support/rollouts";

const FIRST_AMI = "ami-0abcdef1234567890";
const SECOND_AMI = "ami-11111111111111111";
const FOLLOWER = "us-east-2";

describe("A rollout over two Regions, on the real engine", function () {
  this.bail(true);
  let regions: ManyRegions;
  let plan: RolloutPlan;
  let rollback: RolloutPlan;
  const up = (wanted?: Wanted) => run(regions, Operation.Up, plan, wanted);
  const images = (stack: string) =>
    regions.place.world.cloud
      .all(T.LaunchTemplate, stack)
      .map(({ inputs }) => String(inputs.imageId))
      .map((id) => (stack === HOME ? id : sourceOf(stack, id)));
  const sourceOf = (stack: string, copy: string): string => {
    const copies = regions.place.world.cloud.all(T.AmiCopy, stack);
    return String(copies.find(({ id }) => id === copy)?.inputs.sourceAmiId);
  };

  before("a project with two stacks", async function () {
    regions = await ManyRegions.open(await engineFor(this), 2);
    const waves = `waves: [{ name: home, stacks: [${HOME}] }, { name: rest, stacks: rest }]\n`;
    rollback = await regions.plan(`onFailure: rollback\n${waves}`);
    plan = await regions.plan(waves);
  });
  after(() => regions?.close());

  it("previews nothing and makes no stack where none is", async () => {
    const { summary } = await run(regions, Operation.Preview, plan);
    expect(outcomes(summary)).to.deep.equal({ [HOME]: "not there", [FOLLOWER]: "not there" });
    expect(await regions.place.stack(HOME).exists()).to.equal(false);
  });

  it("is interrupted after the stack that runs, and says that it can be gone on with", async () => {
    const { summary, events } = await up(interruptedAt(({ type }) => type === "stack-progressed"));
    expect(outcomes(summary)).to.deep.equal({ [HOME]: "done", [FOLLOWER]: "not begun" });
    expect(summary).to.deep.include({ outcome: RolloutOutcome.Interrupted, stoppedAt: "home", resumable: true });
    expect(course(events)).to.deep.equal(["wave home", `+ ${HOME}`, `- ${HOME}`]);
    expect(await regions.locked()).to.deep.equal([]);
  });

  it("is gone on with, and cancelled in the middle of a stack, which leaves no lock", async () => {
    const begun = (event: RolloutEvent): boolean =>
      event.type === "stack-progressed" && event.stack === FOLLOWER && event.done > 5;
    const { summary } = await up({ resume: true, ...interruptedAt(begun, 2) });
    expect(outcomes(summary)).to.deep.equal({ [HOME]: "unchanged", [FOLLOWER]: "cancelled" });
    expect(summary).to.deep.include({ outcome: RolloutOutcome.Interrupted, stoppedAt: "rest", resumable: true });
    expect(await regions.locked()).to.deep.equal([]);
    const there = regions.place.world.cloud.all(T.VpcEndpointService, FOLLOWER);
    expect(there).to.deep.equal([]);
  });

  it("is gone on with after the last healthy wave, to the end", async () => {
    const { summary, events } = await up({ resume: true });
    expect(outcomes(summary)).to.deep.equal({ [HOME]: "done earlier", [FOLLOWER]: "done" });
    expect(summary).to.deep.include({ outcome: RolloutOutcome.Succeeded, mostEngines: 1, resumable: false });
    expect(course(events)).to.deep.equal(["wave rest", `+ ${FOLLOWER}`, `- ${FOLLOWER}`, "gate rest true"]);
  });

  it("changes nothing when nothing has changed", async () => {
    const { summary, events } = await up();
    expect(outcomes(summary)).to.deep.equal({ [HOME]: "unchanged", [FOLLOWER]: "unchanged" });
    expect(course(events)).to.deep.equal([
      "wave home",
      `+ ${HOME}`,
      `- ${HOME}`,
      "gate home true",
      "wave rest",
      `+ ${FOLLOWER}`,
      `- ${FOLLOWER}`,
      "gate rest true",
    ]);
  });

  it("finds in a refresh that AWS is as the state has it", async () => {
    const { summary } = await run(regions, Operation.Refresh, plan);
    expect(outcomes(summary)).to.deep.equal({ [HOME]: "unchanged", [FOLLOWER]: "unchanged" });
  });

  it("stops at a Region that fails in the second wave, whose reason it tells, and leaves everything as it is", async () => {
    await regions.set(HOME, "image", "id", SECOND_AMI);
    await regions.set(FOLLOWER, "fleet", "instanceType", "t9.huge");
    const { summary } = await up();
    expect(outcomes(summary)).to.deep.equal({ [HOME]: "done", [FOLLOWER]: "failed" });
    expect(summary).to.deep.include({ outcome: RolloutOutcome.Stopped, stoppedAt: "rest", resumable: true });
    expect(summary.stacks[1]?.problems.join()).to.contain("t9.huge");
    expect([images(HOME), images(FOLLOWER)]).to.deep.equal([[SECOND_AMI], [FIRST_AMI]]);
    await regions.set(FOLLOWER, "fleet", "instanceType", "t3.small");
  });

  it("brings a Region back that is not healthy, to the AMI before, though the first Region has the new one", async () => {
    const { summary, events } = await run(regions, Operation.Up, rollback, { unhealthy: [FOLLOWER] });
    expect(outcomes(summary)).to.deep.equal({ [HOME]: "unchanged", [FOLLOWER]: "rolled back" });
    expect(summary).to.deep.include({
      outcome: RolloutOutcome.RolledBack,
      stoppedAt: "rest",
      healthAfterRollback: HealthAfterRollback.Healthy,
    });
    expect(summary.stacks[1]?.problems).to.deep.equal([`${FOLLOWER}: it is unhealthy on purpose (--unhealthy)`]);
    expect(course(events).slice(4)).to.deep.equal([
      "wave rest",
      `+ ${FOLLOWER}`,
      `- ${FOLLOWER}`,
      "gate rest false",
      "back rest",
      `+ ${FOLLOWER}`,
      `- ${FOLLOWER}`,
      "gate rest true after the rollback",
    ]);
    expect(images(FOLLOWER)).to.deep.equal([FIRST_AMI]);
    const settings = await regions.place.stack(FOLLOWER).settings();
    expect(settings["saas-privatelink:image"]).to.deep.equal({ copyFrom: { stack: HOME } });
  });

  it("brings it to the new AMI when it is begun again and healthy", async () => {
    const { summary } = await up();
    expect(outcomes(summary)).to.deep.equal({ [HOME]: "unchanged", [FOLLOWER]: "done" });
    expect(images(FOLLOWER)).to.deep.equal([SECOND_AMI]);
  });

  it("says who works on a stack that another process has locked, and changes nothing there", async () => {
    await regions.set(FOLLOWER, "access", "allowedPrincipals", ["111122223333", "444455556666"]);
    const stop = new AbortController();
    const other = regions.place
      .stack(FOLLOWER)
      .operate(Operation.Up, { signal: stop.signal })
      .catch((error: unknown) => error);
    while ((await regions.locked()).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    const only = await regions.plan(`waves: [{ name: rest, stacks: [${FOLLOWER}] }]\n`);
    const { summary } = await run(regions, Operation.Up, only);
    expect(outcomes(summary)).to.deep.equal({ [FOLLOWER]: "failed" });
    expect(summary.stacks[0]?.problems).to.have.lengthOf(1);
    expect(summary.stacks[0]?.problems[0]).to.match(
      /^us-east-2 is being worked on by \S+@\S+ \(process \d+\) since \S+: wait until it has ended or, if nobody works on it, run pulumi cancel --stack us-east-2\.$/,
    );
    stop.abort();
    const ended = await other;
    if (ended instanceof Error) expect(ended).to.be.instanceOf(OperationFailed);
    expect(await regions.locked()).to.deep.equal([]);
  });

  it("is taken down in reverse, until AWS is empty", async () => {
    const { summary, events } = await run(regions, Operation.Destroy, plan);
    expect(outcomes(summary)).to.deep.equal({ [HOME]: "done", [FOLLOWER]: "done" });
    expect(course(events)).to.deep.equal([
      "wave rest",
      `+ ${FOLLOWER}`,
      `- ${FOLLOWER}`,
      "wave home",
      `+ ${HOME}`,
      `- ${HOME}`,
    ]);
    expect(regions.place.world.cloud.toJSON().resources).to.deep.equal([]);
    expect(await regions.locked()).to.deep.equal([]);
  });
});
