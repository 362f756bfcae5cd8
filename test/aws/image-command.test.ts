import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { ownJournalFolder } from "../../automation/stacks/own-journal";
import { workAlone } from "../../automation/stacks/work-lock";
import { PACKAGE, privatelink } from "../automation/support/command";
import { environmentOf } from "./support/clients";
import { useEmulator } from "./support/emulator";
import { copiesGo, copiesGoWell, ImageWorld } from "./support/images";

const HOME = "us-east-1";
const OHIO = "us-east-2";

describe("privatelink image", () => {
  useEmulator();
  let here: ImageWorld;
  let env: NodeJS.ProcessEnv;

  beforeEach(async () => {
    here = new ImageWorld({
      stacks: { [HOME]: "{ id: ami-00000000000000001 }", [OHIO]: "{ copyFrom: { stack: us-east-1 } }" },
    });
    env = await environmentOf(here.account);
  });

  afterEach(async () => {
    here.close();
    await copiesGoWell();
  });

  const run = (...args: readonly string[]) => privatelink(["image", ...args], here.root, env);

  it("shows what a promotion would do, and asks before it does anything", async () => {
    const source = await here.build(HOME, "orders 1");
    const plan = [
      `${source} of us-east-1, orders 1`,
      "",
      "Region     Image              Encrypted with             Stacks",
      "us-east-1  the AMI itself     as it is                   us-east-1",
      "us-east-2  a copy to be made  the account's key for EBS  us-east-2",
      "",
    ].join("\n");
    const shown = await run("promote", source, "--dry-run");
    expect(shown).to.include({ code: 0, stderr: "" });
    expect(shown.stdout.slice(0, plan.length)).to.equal(plan);
    expect(shown.stdout).to.match(/\n\nNothing was changed\.\n$/);
    const asked = await run("promote", source);
    expect(asked).to.include({
      code: 2,
      stderr: `Copy ${source} to us-east-2 and write 2 stack files? There is no terminal to ask on: say --yes to go on without being asked.\n`,
    });
    expect(await here.imageIds(OHIO)).to.deep.equal([]);
    expect(here.file(OHIO)).to.include("copyFrom");
  });

  it("lists every stack of a project in which nothing was promoted or copied yet", async () => {
    const { code, stdout } = await run("list");
    expect(code).to.equal(0);
    expect(stdout).to.include("us-east-1  ami-00000000000000001");
    expect(stdout).to.include(
      "\nStack      Image\nus-east-2  image.copyFrom: copies of the AMI of us-east-1, none in us-east-2 yet, as its update makes the first\n",
    );
    expect(JSON.parse((await run("list", "--json")).stdout).unnamed).to.have.lengthOf(1);
  });

  it("promotes, lists and goes back, with JSON alone on stdout where it is asked for", async () => {
    const [first, second] = [await here.build(HOME, "orders 1"), await here.build(HOME, "orders 2")];
    expect(await run("promote", first, "--yes")).to.include({ code: 0 });
    const promoted = await run("promote", second, "--yes", "--json");
    expect(promoted.code).to.equal(0);
    const [older = "", newer = ""] = await here.imageIds(OHIO);
    expect(JSON.parse(promoted.stdout)).to.deep.equal({
      sourceId: second,
      sourceRegion: HOME,
      images: [
        { region: HOME, imageId: second, stacks: [HOME] },
        { region: OHIO, imageId: newer, stacks: [OHIO] },
      ],
      written: [
        { stack: HOME, file: "Pulumi.us-east-1.yaml", imageId: second },
        { stack: OHIO, file: "Pulumi.us-east-2.yaml", imageId: newer },
      ],
      removed: [],
      problems: [],
      interrupted: false,
    });
    const back = await run("rollback", "--yes");
    expect(back.code).to.equal(0);
    expect(back.stdout).to.include("Next: look at the change with privatelink preview");
    expect(here.file(OHIO)).to.include(older);
    const { images } = JSON.parse((await run("list", "--json")).stdout) as {
      images: { region: string; imageId: string; currentOf: string[] }[];
    };
    expect(
      images.filter(({ currentOf }) => currentOf.length > 0).map(({ region, imageId }) => [region, imageId]),
    ).to.deep.equal([
      [HOME, first],
      [OHIO, older],
    ]);
    const { stdout } = await run("list");
    expect(stdout.split("\n")[0]).to.match(/^Region +Image +From +State +Promoted +Encrypted +Stacks +Used by$/);
  });

  it("is refused while another process works on the stacks, and shows what it would do all the same", async () => {
    const source = await here.build(HOME, "orders 6");
    const place = { journalFolder: ownJournalFolder(here.root), title: "a place" };
    const [refused, shown] = await workAlone(place, () =>
      Promise.all([run("promote", source, "--yes"), run("promote", source, "--dry-run")]),
    );
    expect({ code: refused.code, stderr: refused.stderr }).to.deep.equal({
      code: 1,
      stderr: `Process ${process.pid} is working on the stacks of this project, and a rollout must not meet a new image between two waves: nothing was copied and no stack file was written, and the same command does both once that process has ended.\n`,
    });
    expect(shown).to.include({ code: 0, stderr: "" });
    expect(await here.imageIds(OHIO)).to.deep.equal([]);
  });

  for (const [signal, code, said] of [
    [
      "SIGINT",
      130,
      "Interrupted. No stack file was written. AWS goes on with the copies: the same command takes them up again.\n",
    ],
    ["SIGKILL", null, ""],
  ] as const) {
    it(`takes up its copies again after ${signal}`, async () => {
      const source = await here.build(HOME, "orders 3");
      await copiesGo({ pending: 2 });
      const child = spawn(
        process.execPath,
        [path.join(PACKAGE, "bin", "privatelink.js"), "image", "promote", source, "--yes"],
        { cwd: here.root, env: { ...process.env, NODE_OPTIONS: "", ...env }, stdio: ["ignore", "ignore", "pipe"] },
      );
      let stderr = "";
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        stderr += text;
      });
      while (!stderr.includes("is copied to")) await sleep(20);
      child.kill(signal);
      const [ended] = (await once(child, "exit")) as [number | null];
      expect(ended).to.equal(code);
      expect(stderr.endsWith(said), stderr).to.equal(true);
      expect(here.file(OHIO)).to.include("copyFrom");
      const again = await run("promote", source, "--yes");
      expect(again).to.include({ code: 0 });
      const copies = await here.imageIds(OHIO);
      expect(copies).to.have.lengthOf(1);
      expect(again.stderr).to.include(`us-east-2: ${copies[0]} is of an earlier run\n`);
      expect(here.file(OHIO)).to.include(copies[0]);
    });
  }

  it("ends with 130 after signals in quick succession, however early and many they are", async () => {
    const source = await here.build(HOME, "orders 5");
    const child = spawn(
      process.execPath,
      [path.join(PACKAGE, "bin", "privatelink.js"), "image", "promote", source, "--yes"],
      { cwd: here.root, env: { ...process.env, NODE_OPTIONS: "", ...env }, stdio: ["ignore", "pipe", "pipe"] },
    );
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    await once(child.stdout, "data");
    child.kill("SIGINT");
    const exit = once(child, "exit");
    for (let count = 0; count < 10; count++) {
      await sleep(10);
      child.kill("SIGINT");
    }
    const [code, signal] = (await exit) as [number | null, string | null];
    expect({ code, signal }).to.deep.equal({ code: 130, signal: null });
    expect(stderr).to.match(
      /^(Stopped before anything was begun\.|Interrupted\. No stack file was written\. AWS goes on with the copies: the same command takes them up again\.)\n$/m,
    );
    expect(here.file(OHIO)).to.include("copyFrom");
  });

  it("says in one sentence what is wrong with credentials, stacks and ids", async () => {
    const source = await here.build(HOME, "orders 4");
    expect(await run("promote", "ami-1")).to.include({ code: 2 });
    expect(await run("promote", source, "--stack", "us-est-2")).to.deep.equal({
      code: 2,
      stdout: "",
      stderr: "There is no stack us-est-2; did you mean us-east-2?\n",
    });
    const without = { ...env, AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "", AWS_SESSION_TOKEN: "" };
    const { code, stderr } = await privatelink(["image", "list"], here.root, without);
    expect(code).to.equal(1);
    expect(stderr).to.match(/^There are no AWS credentials: .*\n$/);
  });
});
