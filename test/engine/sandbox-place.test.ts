import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import type { Engine } from "../../automation/engine/engine";
import { EngineCommand } from "../../automation/engine/engine-command";
import { Operation } from "../../automation/engine/operation";
import { prepareWorkspace } from "../../automation/engine/workspace";
import { type Project, readProject } from "../../automation/plan/project";
import { PlaceError } from "../../automation/stacks/place-error";
import { openSandboxPlace, type SandboxPlace, type SandboxPlaceOptions } from "../../automation/stacks/sandbox-place";
import { T } from "../../sandbox/tokens";
import { engineFor } from "./support/engine";
import { temporaryFolder } from "./support/folders";
import { changesOf } from "./support/stacks";

const STACK_FILE = `config:
  aws:region: us-east-1
  places:network: { cidr: 10.0.0.0/16, zones: [{ id: use1-az1, cidr: 10.0.1.0/24 }] }
  places:token: sesame
  places:label: mine
`;

describe("A sandbox as the place of a project, on the real engine", function () {
  this.bail(true);
  let engine: Engine;
  let folder: string;
  let project: Project;
  let place: SandboxPlace;
  const world = () => path.join(folder, "project", ".privatelink", "rehearsal");
  const open = (options?: SandboxPlaceOptions) => openSandboxPlace(project, engine, world(), options);
  const locks = async (): Promise<string[]> => {
    const entries = await readdir(path.join(world(), "state", ".pulumi", "locks"), { recursive: true }).catch(() => []);
    return entries.filter((name) => name.endsWith(".json"));
  };
  const newestResult = async (stack: string): Promise<string | undefined> => {
    const at = await place.world.workspaceOf(project.root);
    const args = ["stack", "history", "--json", "--stack", stack];
    const { stdout } = await new EngineCommand(engine).run(args, at, await place.world.variablesOf(project.root));
    return (JSON.parse(stdout) as { result: string }[])[0]?.result;
  };

  before("a project", async function () {
    engine = await engineFor(this);
    folder = await temporaryFolder();
    const root = path.join(folder, "project");
    await prepareWorkspace(path.join(__dirname, "fixtures", "places"), root, []);
    for (const name of ["one", "two"]) await writeFile(path.join(root, `Pulumi.${name}.yaml`), STACK_FILE);
    project = readProject(root);
    place = await open();
  });
  after(async () => {
    await place?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("says where it is, and keeps everything there", () => {
    expect(place.title).to.equal("the sandbox in .privatelink/rehearsal");
    expect(place.journalFolder).to.equal(path.join(world(), "rollout"));
    expect(place.project).to.equal(project.root);
  });

  it("lifts protection, and leaves the project's own files as they are", async () => {
    expect(await place.stack("one").settings()).to.include({
      "saas-privatelink:protect": false,
      "places:label": "mine",
    });
    await place.stack("one").operate(Operation.Up);
    expect(await readFile(path.join(project.root, "Pulumi.one.yaml"), "utf8")).to.equal(STACK_FILE);
  });

  it("has two stacks made at the same time", async () => {
    const results = await Promise.all(["one", "two"].map((name) => place.stack(name).operate(Operation.Up)));
    expect(results.map((result) => changesOf(result).length)).to.deep.equal([0, 6]);
    expect(place.world.cloud.all(T.Vpc)).to.have.lengthOf(2);
  });

  it("follows the project's files, and what a test changes in the copies", async () => {
    await writeFile(path.join(project.root, "Pulumi.one.yaml"), STACK_FILE.replace("mine", "yours"));
    expect(changesOf(await place.stack("one").operate(Operation.Preview))).to.include("update network");
    expect((await place.stack("one").settings())["places:label"]).to.equal("yours");
  });

  it("is open in one process at a time", async () => {
    const refused = await open().catch((error: unknown) => error);
    expect(refused)
      .to.be.instanceOf(PlaceError)
      .and.to.have.property(
        "message",
        `Process ${process.pid} works on the sandbox in .privatelink/rehearsal at the moment: wait until it has ended.`,
      );
  });

  it("is taken up as it was left, with other changes to the copies", async () => {
    await place.close();
    place = await open({ edit: (stack, file) => file.setIn(["config", "places:label"], `${stack} edited`) });
    expect(place.world.cloud.all(T.Vpc)).to.have.lengthOf(2);
    expect(await place.stack("two").outputs()).to.include({ label: "mine" });
    const { outputs } = await place.stack("two").operate(Operation.Up);
    expect(outputs.label?.value).to.equal("two edited");
    await place.close();
    place = await open();
  });

  it("is taken up after a kill, once the engine that was left behind has ended", async () => {
    await place.close();
    const slow = `${STACK_FILE}  places:waitSeconds: 300\n`.replace("mine", "killed");
    await writeFile(path.join(project.root, "Pulumi.one.yaml"), slow);
    const script = path.join(__dirname, "support", "rehearse-alone.ts");
    const args = ["--import", "tsx", script, project.root, world(), "one"];
    const child = spawn(process.execPath, args, { stdio: "ignore", env: { ...process.env, TMPDIR: folder } });
    const account = () => readFile(path.join(world(), "cloud.json"), "utf8");
    while (!(await account()).includes('"killed"')) await sleep(50);
    expect(await locks()).to.have.lengthOf(1);
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
    await writeFile(path.join(project.root, "Pulumi.one.yaml"), STACK_FILE.replace("mine", "after"));
    place = await open();
    // An engine writes down how its update ended only when it has ended by itself.
    expect(await newestResult("one")).to.equal("failed");
    expect(await locks()).to.deep.equal([]);
    const { outputs, warnings } = await place.stack("one").operate(Operation.Up);
    expect(outputs.label?.value).to.equal("after");
    expect(warnings).to.deep.equal([]);
  });

  it("is empty when its stacks are destroyed and removed", async () => {
    for (const name of ["one", "two"]) {
      await place.stack(name).operate(Operation.Destroy);
      await place.stack(name).remove();
      expect(await place.stack(name).exists()).to.equal(false);
    }
    expect(place.world.cloud.toJSON().resources).to.deep.equal([]);
  });
});
