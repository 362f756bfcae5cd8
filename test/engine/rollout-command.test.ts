import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { expect } from "chai";
import { takeLock } from "../../automation/engine/lock";
import { runProcess } from "../../automation/engine/processes";
import { prepareWorkspace } from "../../automation/engine/workspace";
import type { RolloutEvent, RolloutSummary } from "../../automation/rollout/events";
import { engineFor } from "./support/engine";

const ROOT = path.join(__dirname, "..", "..");
const LAUNCHER = path.join(ROOT, "bin", "privatelink.js");

describe("privatelink up, preview, outputs and destroy on the sandbox", function () {
  this.bail(true);
  let root: string;

  const privatelink = (...words: string[]) =>
    runProcess(process.execPath, [LAUNCHER, ...words, "--sandbox"], { cwd: root, timeoutMs: 300_000 });

  const eventsIn = (stdout: string): RolloutEvent[] =>
    stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as RolloutEvent);

  /** The summary that the last event has, as the outcome of each stack. */
  function outcomes(stdout: string): readonly [RolloutSummary["outcome"] | undefined, readonly string[]] {
    const last = eventsIn(stdout).at(-1);
    if (last?.type !== "rollout-ended") return [undefined, []];
    return [last.summary.outcome, last.summary.stacks.map(({ stack, outcome }) => `${stack}: ${outcome}`)];
  }

  /** Runs an update, and sends a signal when an event of that type comes for the first time. */
  function interrupted(type: RolloutEvent["type"], signal: NodeJS.Signals) {
    return new Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>(
      (resolve) => {
        const child = spawn(process.execPath, [LAUNCHER, "up", "--sandbox", "--json"], { cwd: root });
        let [stdout, stderr, sent] = ["", "", false];
        child.stdout.on("data", (chunk: Buffer) => {
          stdout += chunk.toString();
          if (sent || !stdout.includes(`"type":"${type}"`)) return;
          sent = true;
          child.kill(signal);
        });
        child.stderr.on("data", (chunk: Buffer) => {
          stderr += chunk.toString();
        });
        child.on("close", (code) => resolve({ code, stdout, stderr }));
      },
    );
  }

  before("an engine, and a project with a .privatelink folder of its own", async function () {
    await engineFor(this);
    root = await realpath(await mkdtemp(path.join(os.tmpdir(), "privatelink-up-")));
    await prepareWorkspace(ROOT, root, [{ name: "us-east-1" }, { name: "us-east-2" }]);
  });
  after(() => rm(root, { recursive: true, force: true }));

  it("has no outputs before anything was brought up", async () => {
    const { code, stderr } = await privatelink("outputs", "--stack", "us-east-1");
    expect([code, stderr]).to.deep.equal([
      1,
      "us-east-1: has no outputs yet: privatelink up --sandbox brings it up.\n",
    ]);
  });

  it("finishes the stack that it is working on when it is told to end, and says how to go on", async () => {
    const { code, stdout, stderr } = await interrupted("stack-progressed", "SIGTERM");
    expect(code, stderr).to.equal(130);
    expect(outcomes(stdout)).to.deep.equal(["interrupted", ["us-east-1: done", "us-east-2: not begun"]]);
    expect(stderr).to.contain("\n  privatelink up --sandbox --resume\n");
    expect(existsSync(path.join(root, ".privatelink", "rehearsal.lock"))).to.equal(false);
  });

  it("goes on with the rest", async () => {
    const { code, stdout, stderr } = await privatelink("up", "--resume");
    expect(code, stderr).to.equal(0);
    expect(stdout).to.match(/us-east-1: unchanged: 93 unchanged in [\d.]+ s\n/);
    expect(stdout).to.match(/wave home: gate: healthy\nwave rest: us-east-2\n/);
    expect(stdout).to.match(/us-east-2 +rest +done +97 created +[\d.]+ s\n/);
  });

  it("finds no changes afterwards", async () => {
    const { code, stdout } = await privatelink("preview", "--json");
    expect(code).to.equal(0);
    expect(outcomes(stdout)).to.deep.equal(["succeeded", ["us-east-1: unchanged", "us-east-2: unchanged"]]);
    expect(eventsIn(stdout)[0]).to.include({ type: "rollout-began", operation: "preview", sandbox: true });
  });

  it("prints an output of each stack", async () => {
    const { code, stdout } = await privatelink("outputs", "--name", "serviceName");
    expect(code).to.equal(0);
    expect(stdout).to.match(
      /^us-east-1\tcom\.amazonaws\.vpce\.us-east-1\.vpce-svc-\w+\nus-east-2\tcom\.amazonaws\.vpce\.us-east-2\.vpce-svc-\w+\n$/,
    );
  });

  it("prints outputs while another process has the sandbox, which nothing else can use then", async () => {
    const release = await takeLock(path.join(root, ".privatelink", "rehearsal.lock"), { timeoutMs: 0 });
    try {
      const read = await privatelink("outputs", "--stack", "us-east-2", "--name", "region");
      expect(read).to.include({ code: 0, stdout: "us-east-2\n", stderr: "" });
      const refused = await privatelink("preview");
      expect(refused).to.include({
        code: 1,
        stdout: "",
        stderr: `Process ${process.pid} works on the sandbox in .privatelink/rehearsal at the moment: wait until it has ended.\n`,
      });
    } finally {
      await release();
    }
  });

  it("stops at a stack that is not healthy, and tells why", async () => {
    const { code, stdout } = await privatelink("up", "--wave", "rest", "--unhealthy", "us-east-2");
    expect(code).to.equal(1);
    expect(stdout).to.match(/✖ us-east-2 +rest +unhealthy +97 unchanged/);
    expect(stdout).to.match(/\nThe update stopped at wave rest after [\d.]+ s\.\n/);
  });

  it("ends with 130 and a word about it at a signal that comes right after the waves are shown", async () => {
    const child = spawn(process.execPath, [LAUNCHER, "up", "--sandbox"], { cwd: root });
    let printed = "";
    const keep = (chunk: Buffer): void => {
      if (printed === "") child.kill("SIGINT");
      printed += chunk.toString();
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    const [code, signal] = (await once(child, "close")) as [number | null, string | null];
    expect({ code, signal }, printed).to.deep.equal({ code: 130, signal: null });
    expect(printed).to.match(/^Update of 2 stacks in 2 waves\n/);
    // By then it may have begun, with nothing or with the first stack.
    expect(printed).to.match(
      /\nStopped before anything was begun\.\n|\nThe update was interrupted at wave home after /,
    );
  });

  it("takes everything down, the last wave first", async () => {
    const { code, stdout } = await privatelink("destroy", "--json");
    expect(code).to.equal(0);
    expect(outcomes(stdout)).to.deep.equal(["succeeded", ["us-east-1: done", "us-east-2: done"]]);
    const ended = eventsIn(stdout).flatMap((event) => (event.type === "stack-ended" ? [event.summary] : []));
    expect(ended.map(({ stack, changes }) => [stack, changes.delete])).to.deep.equal([
      ["us-east-2", 97],
      ["us-east-1", 93],
    ]);
  });

  it("previews nothing of what was taken down, and says what shows what it would be", async () => {
    const { code, stdout, stderr } = await privatelink("preview");
    expect([code, stderr]).to.deep.equal([0, ""]);
    expect(stdout.trimEnd().split("\n").at(-1)).to.equal(
      "Nothing was previewed: us-east-1 and us-east-2 are not up. What they would create: privatelink plan --stack us-east-1 --stack us-east-2",
    );
  });
});
