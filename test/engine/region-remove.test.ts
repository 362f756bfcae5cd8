import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "chai";
import { isUnchanged, Operation, OperationFailed } from "../../automation/engine/operation";
import type { RemovalSite } from "../../automation/regions/removal-site";
import { type Means, remove } from "../../automation/regions/remove";
import { Interruption } from "../../automation/rollout/interruption";
import { T } from "../../sandbox/tokens";
import { MemoryService, publishedService } from "../automation/consumers/support/memory-service";
import { FakeTerminal } from "../automation/support/terminal";
import { HOME, ManyRegions } from "../support/many-regions";
import { engineFor } from "./support/engine";

const FOLLOWER = "us-east-2";

/** Somebody ended the process. */
class Killed extends Error {}

describe("privatelink region remove, on the real engine", function () {
  this.bail(true);
  let regions: ManyRegions;
  let service: MemoryService;
  let killed: boolean;

  before("a project with two stacks, the second one protected", async function () {
    regions = await ManyRegions.open(await engineFor(this), 2);
    await regions.place.stack(HOME).operate(Operation.Up);
    const follower = regions.place.stack(FOLLOWER);
    const settings = { ...(await follower.settings()), "saas-privatelink:protect": true };
    await follower.operate(Operation.Up, { settings });
    service = new MemoryService(publishedService(FOLLOWER));
    service.endpoint("vpce-1", "222233334444");
    service.admitted.add("arn:aws:iam::222233334444:root");
  });
  after(() => regions?.close());

  const site = (): RemovalSite => ({
    place: regions.place,
    // The service of the sandbox has no connections of others; this one stands for it.
    apiOf: async () => service,
    namesOf: async () => new Map(),
    promotedIn: async () => [],
    close: async () => {},
  });

  async function run() {
    const terminal = new FakeTerminal();
    const means: Means = {
      open: async () => site(),
      clock: {
        now: () => new Date(0),
        sleep: async () => {
          if (killed) throw new Killed();
        },
      },
      interruption: () => new Interruption(),
    };
    const options = { graceMinutes: 0, timeoutMinutes: 1, yes: true };
    const code = await remove({ root: regions.project.root }, FOLLOWER, options, terminal, means);
    return { code, ...terminal.printed };
  }

  const count = (type: string) => regions.place.world.cloud.all(type, FOLLOWER).length;

  const needed = (more: string) =>
    `${HOME} is needed: ${FOLLOWER} copies its image from ${HOME} (image.copyFrom.stack${more}) and ` +
    `${FOLLOWER} shares the registry of ${HOME} (approval.registry.stack${more}); ` +
    "remove what needs it first, or change it and bring it up.\n";

  async function refusal(open: Means["open"]): Promise<string> {
    const terminal = new FakeTerminal();
    const none = () => Promise.reject(new Error("Nobody waits for it."));
    const means = { open, clock: { now: () => new Date(), sleep: none }, interruption: () => new Interruption() };
    const options = { graceMinutes: 0, timeoutMinutes: 1, yes: true };
    expect(await remove({ root: regions.project.root }, HOME, options, terminal, means)).to.equal(1);
    return terminal.printed.stderr;
  }

  it("refuses the stack that the other one needs by its stack file, and opens nothing for it", async () => {
    expect(await refusal(() => Promise.reject(new Error("Nothing is opened for it.")))).to.equal(needed(""));
  });

  it("refuses it by what the other one was last brought up with as well, where its file has changed since", async () => {
    const file = path.join(regions.project.root, `Pulumi.${FOLLOWER}.yaml`);
    const written = await readFile(file, "utf8");
    await regions.set(FOLLOWER, "image", { id: "ami-0abcdef1234567890" });
    await regions.set(FOLLOWER, "approval", { scheduleMinutes: 5 });
    const message = await refusal(async () => site());
    await writeFile(file, written);
    expect(message).to.equal(needed(" of its last update"));
    expect(count(T.VpcEndpointService)).to.equal(1);
  });

  it("closes the door of a protected stack: nothing approves, nobody is admitted, and the service stays", async () => {
    expect([count(T.Function), count(T.TableReplica), count(T.VpcEndpoint)]).to.deep.equal([1, 1, 2]);
    killed = true;
    const error = await run().catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(Killed);
    expect([count(T.Function), count(T.TableReplica), count(T.VpcEndpointServiceAllowedPrinciple)]).to.deep.equal([
      0, 0, 0,
    ]);
    expect([count(T.VpcEndpointService), count(T.LoadBalancer)]).to.deep.equal([1, 1]);
    // The endpoint to S3 stays, that of the stack's own consumer does not.
    expect(count(T.VpcEndpoint)).to.equal(1);
    const [closed] = regions.place.world.cloud.all(T.VpcEndpointService, FOLLOWER);
    expect(closed?.inputs.acceptanceRequired).to.equal(true);
    expect(await regions.locked()).to.deep.equal([]);
  });

  it("finds the service in the state, as the outputs have it", async () => {
    const follower = regions.place.stack(FOLLOWER);
    const { serviceId, region, accountId } = await follower.outputs();
    expect(await follower.services()).to.deep.equal([{ serviceId, region, accountId }]);
  });

  it("goes on from there to the end, without another update", async () => {
    killed = false;
    const { code, stdout, stderr } = await run();
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "" });
    expect(stdout).to.not.match(/Lift the protection|Close the door/);
    expect(stdout).to.match(
      /Destroy the stack\n(?: {2}.*\n)*Remove the stack from the backend\nPulumi\.us-east-2\.yaml is deleted\.\n/,
    );
    const { resources } = regions.place.world.cloud.toJSON();
    const left = resources.filter(({ region, seed }) => region === FOLLOWER || seed.includes(`:${FOLLOWER}:`));
    expect(left).to.deep.equal([]);
    expect(resources.filter(({ seed }) => seed.includes(`:${HOME}:`))).to.have.length.greaterThan(50);
    expect(await regions.place.stack(FOLLOWER).exists()).to.equal(false);
    expect(existsSync(path.join(regions.project.root, `Pulumi.${FOLLOWER}.yaml`))).to.equal(false);
    expect(service.live()).to.deep.equal([]);
    expect(await regions.locked()).to.deep.equal([]);
  });

  it("has nothing to do a third time, and leaves the other stack as it was", async () => {
    expect(await run()).to.deep.equal({
      code: 0,
      stdout: `No stack is in ${FOLLOWER}; there is nothing to remove.\n`,
      stderr: "",
    });
    expect(isUnchanged(await regions.place.stack(HOME).operate(Operation.Preview))).to.equal(true);
  });

  it("knows that the last update is not the last one that was begun", async () => {
    const home = regions.place.stack(HOME);
    expect(await home.earlier()).to.not.have.property("followed");
    const settings = { ...(await home.settings()), "saas-privatelink:fleet": { instanceType: 7 } };
    const error = await home.operate(Operation.Up, { settings }).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(OperationFailed);
    expect(await home.earlier()).to.have.property("followed", true);
  });
});
