import { spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import type { Engine } from "../../automation/engine/engine";
import { FailureReason, Operation, OperationFailed } from "../../automation/engine/operation";
import type { OperateOptions, Place, StackHandle } from "../../automation/stacks/place";
import { T } from "../../sandbox/tokens";
import { engineFor } from "./support/engine";
import { OwnProject } from "./support/own-project";
import { changesOf } from "./support/stacks";

const FIXTURE = path.join(__dirname, "fixtures", "places");
const TOKEN = "sesame-4711";
const STACK_FILE = `# The stack of the tests.
config:
  aws:region: us-east-1
  # Two zones.
  places:network: { cidr: 10.0.0.0/16, zones: [{ id: use1-az1, cidr: 10.0.1.0/24 }] }
  label: first
  places:waitSeconds: 0
`;
const ZONES = [
  { id: "use1-az1", cidr: "10.0.1.0/24" },
  { id: "use1-az2", cidr: "10.0.2.0/24" },
];

describe("The user's own place, on the real engine", function () {
  this.bail(true);
  let engine: Engine;
  let own: OwnProject;
  let place: Place;
  let stack: StackHandle;
  const file = () => path.join(own.root, "Pulumi.one.yaml");
  const edit = async (from: string, to: string): Promise<void> => {
    const text = await readFile(file(), "utf8");
    expect(text).to.contain(from);
    await writeFile(file(), text.replace(from, to));
  };
  const failure = async (operation: Operation, options: OperateOptions = {}): Promise<OperationFailed> => {
    try {
      await stack.operate(operation, options);
    } catch (error) {
      if (error instanceof OperationFailed) return error;
      throw error;
    }
    throw new Error(`${operation} did not fail.`);
  };
  /** Settings by which an update takes a minute, at the end of which nobody waits in these tests. */
  const slow = async (label: string) => ({
    ...(await stack.settings()),
    "places:label": label,
    "places:waitSeconds": 60,
  });
  const until = async (what: string, isSo: () => boolean | Promise<boolean>): Promise<void> => {
    for (const deadline = Date.now() + 60_000; !(await isSo()); await sleep(50)) {
      if (Date.now() > deadline) throw new Error(`It did not come to it that ${what}.`);
    }
  };
  const labelInAws = () => {
    const [vpc] = own.provider.cloud.all(T.Vpc);
    return (vpc?.inputs.tags as Record<string, string> | undefined)?.Name;
  };

  before("a project with a stack file", async function () {
    engine = await engineFor(this);
    own = await OwnProject.make(engine, FIXTURE);
    await writeFile(file(), STACK_FILE);
    place = await own.open();
    stack = place.stack("one");
  });
  after(() => own?.close());

  describe("before the first update", () => {
    it("says where the state is", () => {
      expect(place.title).to.equal(`the stacks of places in ${own.env.PULUMI_BACKEND_URL}`);
      expect(place.journalFolder).to.equal(path.join(own.root, ".privatelink", "rollout"));
    });

    it("shows nothing that opens the backend, neither where the state is nor in what is wrong with it", async () => {
      const open = (url: string) => own.open({ ...own.env, PULUMI_BACKEND_URL: url });
      const key = path.join(own.folder, "key");
      await writeFile(key, "sesame");
      const url = `${own.env.PULUMI_BACKEND_URL}&base_url=http%3A%2F%2Flocalhost`;
      expect((await open(`${url}&secret_key_path=${key}`)).title).to.equal(
        `the stacks of places in ${own.env.PULUMI_BACKEND_URL}&base_url=[secret]&secret_key_path=[secret]`,
      );
      const error = await open("postgres://ops:hunter2@127.0.0.1:1/state?password=hunter2").catch((e: Error) => e);
      expect(String(error)).to.contain('"postgres://127.0.0.1:1/state?password=[secret]"').and.not.contain("hunter2");
    });

    it("knows a stack that is only a file as not there", async () => {
      expect(await stack.exists()).to.equal(false);
      expect(await stack.outputs()).to.deep.equal({});
      expect(await stack.earlier()).to.equal(undefined);
    });

    it("neither makes it nor writes into its file by asking about it", async () => {
      for (const operation of [Operation.Preview, Operation.Refresh, Operation.Destroy]) {
        const { errors, reason } = await failure(operation);
        expect(errors).to.deep.equal(["There is no stack one in the backend: the first pulumi up makes it."]);
        expect(reason).to.equal(FailureReason.Failed);
      }
      expect(await readFile(file(), "utf8")).to.equal(STACK_FILE);
      expect(await own.pulumi("stack", "ls", "--json")).to.equal("[]\n");
    });
  });

  describe("the first update", () => {
    it("fails as the program does, when a secret is missing", async () => {
      const { errors, reason } = await failure(Operation.Up);
      expect(errors.join()).to.contain("Missing required configuration variable 'places:token'");
      expect(reason).to.equal(FailureReason.Failed);
      expect(await own.locks()).to.deep.equal([]);
    });

    it("has made the stack, and adds to its file only how secrets are encrypted", async () => {
      expect(await stack.exists()).to.equal(true);
      const [salt] = /\nencryptionsalt: v1:\S+\n$/.exec(await readFile(file(), "utf8")) ?? [];
      expect(await readFile(file(), "utf8")).to.equal(`${STACK_FILE.trimEnd()}${salt}`);
      expect(await stack.earlier()).to.equal(undefined);
    });

    it("selects no stack for the user", async () => {
      const stacks = JSON.parse(await own.pulumi("stack", "ls", "--json")) as { name: string; current: boolean }[];
      expect(stacks.map(({ name, current }) => ({ name, current }))).to.deep.equal([{ name: "one", current: false }]);
    });

    it("makes everything, tells how far it is, and shows no secret", async () => {
      await own.pulumi("config", "set", "--stack", "one", "--secret", "token", TOKEN);
      const done: number[] = [];
      const result = await stack.operate(Operation.Up, { onProgress: (progress) => done.push(progress.done) });
      expect(result.changes).to.deep.equal({ create: 4, same: 1 });
      expect(result.warnings).to.deep.equal([]);
      expect(done.at(-1)).to.equal(5);
      expect(result.outputs.label).to.deep.equal({ value: "first", secret: false });
      expect(result.outputs.token).to.deep.equal({ value: "[secret]", secret: true });
      expect(JSON.stringify(result)).not.to.contain(TOKEN);
      const [guard] = own.provider.cloud.all(T.SecurityGroup).filter(({ seed }) => seed.endsWith("::guard"));
      expect(guard?.inputs.tags).to.deep.equal({ Token: TOKEN });
    });
  });

  describe("what a rollback goes back to", () => {
    it("is the config of the last update in the form of the stack file, with secrets encrypted, and the outputs", async () => {
      const earlier = await stack.earlier();
      const settings = await stack.settings();
      expect(earlier?.settings).to.deep.equal(settings);
      expect(settings["places:token"]).to.have.all.keys("secure");
      expect(earlier?.lost).to.deep.equal([]);
      expect(earlier?.outputs).to.include({ label: "first", token: "[secret]", zones: 1 });
      expect(earlier?.outputs).to.deep.equal(await stack.outputs());
      expect(JSON.stringify(earlier)).not.to.contain(TOKEN);
    });

    it("is the second update after it, also when a third one has failed since and the file has moved on", async () => {
      await edit("label: first", "label: second");
      expect(changesOf(await stack.operate(Operation.Up))).to.deep.equal(["update network"]);
      await edit("10.0.1.0/24", "10.9.1.0/24");
      await edit("label: second", "label: third");
      expect((await failure(Operation.Up)).errors.join()).to.contain("10.9.1.0/24");
      const earlier = await stack.earlier();
      expect(earlier?.settings["places:label"]).to.equal("second");
      expect(earlier?.settings["places:network"]).to.deep.equal({ cidr: "10.0.0.0/16", zones: ZONES.slice(0, 1) });
    });

    it("is gone back to by its settings, while the stack file stays as it is", async () => {
      const written = await readFile(file(), "utf8");
      const { settings } = (await stack.earlier()) ?? {};
      const result = await stack.operate(Operation.Up, { ...(settings && { settings }), message: "back again" });
      expect(result.outputs.label?.value).to.equal("second");
      expect(labelInAws()).to.equal("second");
      expect(await readFile(file(), "utf8")).to.equal(written);
      const [newest] = JSON.parse(await own.pulumi("stack", "history", "--json", "--stack", "one")) as {
        message: string;
      }[];
      expect(newest?.message).to.equal("back again");
    });

    it("names the secrets that the stack file has no more", async () => {
      const written = await readFile(file(), "utf8");
      await writeFile(file(), STACK_FILE);
      const { settings = {}, lost } = (await stack.earlier()) ?? {};
      expect(lost).to.deep.equal(["places:token"]);
      expect(settings).not.to.have.property("places:token");
      await writeFile(file(), written);
    });
  });

  describe("targets", () => {
    before("a further zone, and another label", async () => {
      await edit("10.9.1.0/24", "10.0.1.0/24");
      await edit("cidr: 10.0.1.0/24}", "cidr: 10.0.1.0/24}, {id: use1-az2, cidr: 10.0.2.0/24}");
    });

    it("that nothing is called are refused before anything is done, with the nearest name", async () => {
      const { errors } = await failure(Operation.Up, { targets: ["subnet-use1-az2", "subnt-use1-az1"] });
      expect(errors).to.deep.equal(["target: subnt-use1-az1 is no resource of one; did you mean subnet-use1-az1?"]);
      expect(own.provider.cloud.all(T.Subnet)).to.have.lengthOf(1);
    });

    it("confine an update, by a name or a URN", async () => {
      expect(changesOf(await stack.operate(Operation.Preview))).to.deep.equal([
        "update network",
        "create subnet-use1-az2",
        "update late",
      ]);
      const urn = "urn:pulumi:one::places::aws:ec2/subnet:Subnet::subnet-use1-az1";
      const result = await stack.operate(Operation.Up, { targets: ["subnet-use1-az2", urn] });
      expect(changesOf(result)).to.deep.equal(["create subnet-use1-az2"]);
      expect(labelInAws()).to.equal("second");
    });
  });

  describe("drift", () => {
    it("is nothing right after an update", async () => {
      await stack.operate(Operation.Up);
      const { changes, steps } = await stack.drift();
      expect(changes).to.deep.equal({ same: 6 });
      expect(steps.flatMap(({ differences }) => differences)).to.deep.equal([]);
    });

    it("is found with what was and what is, by paths, and with secrets masked; nothing is changed by it", async () => {
      const { cloud } = own.provider;
      const [vpc] = cloud.all(T.Vpc);
      const [guard] = cloud.all(T.SecurityGroup).filter(({ seed }) => seed.endsWith("::guard"));
      const [subnet] = cloud.all(T.Subnet).filter(({ seed }) => seed.endsWith("az2"));
      if (vpc === undefined || guard === undefined || subnet === undefined) throw new Error("AWS is empty.");
      Object.assign(vpc.inputs, { tags: { Name: "by hand" } });
      Object.assign(guard.inputs, { tags: { Token: "changed-too" } });
      cloud.remove(subnet);
      const result = await stack.drift();
      expect(result.changes).to.deep.equal({ update: 2, delete: 1, same: 3 });
      const found = Object.fromEntries(result.steps.map(({ name, op, differences }) => [name, { op, differences }]));
      expect(found.network).to.deep.equal({
        op: "update",
        differences: [{ path: "tags", kind: "updated", before: { Name: "third" }, after: { Name: "by hand" } }],
      });
      expect(found.guard?.op).to.equal("update");
      expect(JSON.stringify(found.guard)).to.contain("[secret]");
      expect(found["subnet-use1-az2"]).to.deep.equal({ op: "delete", differences: [] });
      expect(found["subnet-use1-az1"]).to.deep.equal({ op: "same", differences: [] });
      expect(JSON.stringify(result)).not.to.contain(TOKEN);
      expect((await stack.drift()).changes).to.deep.equal(result.changes);
    });

    it("is put right by a refresh and an update", async () => {
      await stack.operate(Operation.Refresh);
      const result = await stack.operate(Operation.Up);
      expect(changesOf(result)).to.have.members(["update network", "update guard", "create subnet-use1-az2"]);
      expect((await stack.drift()).changes).to.deep.equal({ same: 6 });
    });
  });

  describe("a stack that another process works on", () => {
    it("is refused with who works on it, since when, and what to do", async () => {
      const settings = await slow("busy");
      const stop = new AbortController();
      const busy = stack.operate(Operation.Up, { settings, signal: stop.signal }).catch((error: unknown) => error);
      await until("the update is at work", () => labelInAws() === "busy");
      const [lock = ""] = await own.locks();
      const { pid, username, hostname } = JSON.parse(await readFile(lock, "utf8")) as Record<string, string | number>;
      const { errors, reason } = await failure(Operation.Up);
      expect(reason).to.equal(FailureReason.Locked);
      expect(errors).to.have.lengthOf(1);
      const [before, after] = (errors[0] ?? "").split(/ since \d{4}-\d\d-\d\dT[\d:]+(?:Z|[+-][\d:]+): /);
      expect(before).to.equal(`one is being worked on by ${username}@${hostname} (process ${pid})`);
      expect(after).to.equal("wait until it has ended or, if nobody works on it, run pulumi cancel --stack one.");
      stop.abort();
      expect(await busy).to.be.instanceOf(OperationFailed);
    });
  });

  describe("an update that is told to stop", () => {
    it("ends in time, keeps what it has done, and leaves neither a lock nor anything half known", async () => {
      await stack.operate(Operation.Destroy);
      const stop = new AbortController();
      const settings = await slow("stopped");
      const stopping = failure(Operation.Up, { settings, signal: stop.signal });
      await until("the first resources are made", () => own.provider.cloud.all(T.SecurityGroup).length > 0);
      stop.abort();
      const { reason, errors, steps } = await stopping;
      expect(reason).to.equal(FailureReason.Cancelled);
      expect(errors).to.deep.equal(["pulumi up of one was told to stop and left the rest as it is."]);
      expect(steps.map(({ name }) => name)).to.include("network");
      expect(await own.locks()).to.deep.equal([]);
      const state = JSON.parse(await own.pulumi("stack", "export", "--stack", "one")) as {
        deployment: { pending_operations?: unknown[]; resources: { urn: string }[] };
      };
      expect(state.deployment.pending_operations ?? []).to.deep.equal([]);
      const known = state.deployment.resources.filter(({ urn }) => urn.includes("aws:ec2"));
      expect(known).to.have.lengthOf(own.provider.cloud.toJSON().resources.length);
    });

    it("is gone on with by the next one", async () => {
      const result = await stack.operate(Operation.Up);
      expect(result.warnings).to.deep.equal([]);
      expect(changesOf(result)).to.include("create late");
      expect(own.provider.cloud.toJSON().resources).to.have.lengthOf(5);
    });

    it("is not taken for one that came to its end, where it is a destroy", async () => {
      const stop = new AbortController();
      const onProgress = () => stop.abort();
      const { reason, errors } = await failure(Operation.Destroy, { signal: stop.signal, onProgress });
      expect(reason).to.equal(FailureReason.Cancelled);
      expect(errors).to.deep.equal(["pulumi destroy of one was told to stop and left the rest as it is."]);
      expect(own.provider.cloud.toJSON().resources).to.not.have.lengthOf(0);
      expect(await own.locks()).to.deep.equal([]);
      expect(await stack.earlier()).to.include({ partlyDestroyed: true });
      await stack.operate(Operation.Destroy);
      expect(own.provider.cloud.toJSON().resources).to.deep.equal([]);
      await stack.operate(Operation.Up);
      expect(await stack.earlier()).not.to.have.property("partlyDestroyed");
    });

    it("before the engine listens, is stopped as soon as it does", async () => {
      const stop = new AbortController();
      const settings = await slow("early");
      const stopping = failure(Operation.Up, { settings, signal: stop.signal });
      await until("the engine has the stack", async () => (await own.locks()).length > 0);
      stop.abort();
      expect((await stopping).reason).to.equal(FailureReason.Cancelled);
      expect(await own.locks()).to.deep.equal([]);
    });

    it("before it has begun, is not begun", async () => {
      const { reason, errors } = await failure(Operation.Up, { signal: AbortSignal.abort() });
      expect(reason).to.equal(FailureReason.Cancelled);
      expect(errors).to.deep.equal(["pulumi up of one was told to stop before it began."]);
    });
  });

  describe("an update whose process is killed", () => {
    it("goes on to its end by itself, and writes down what it did", async () => {
      await edit("label: third", "label: orphan");
      await edit('waitSeconds: "0"', "waitSeconds: 3");

      const script = path.join(__dirname, "support", "update-alone.ts");
      const args = ["--import", "tsx", script, own.root, "one"];
      const child = spawn(process.execPath, args, { env: { ...own.env, TMPDIR: own.folder }, stdio: "ignore" });
      await until("the update is at work", () => labelInAws() === "orphan");
      child.kill("SIGKILL");
      expect(await own.locks()).to.have.lengthOf(1);
      await until("the engine has ended", async () => (await own.locks()).length === 0);
      expect((await stack.earlier())?.settings["places:label"]).to.equal("orphan");
      expect(await stack.outputs()).to.include({ label: "orphan", zones: 2 });
      expect((await stack.operate(Operation.Preview)).changes).to.deep.equal({ same: 6 });
    });
  });

  describe("an engine that is killed", () => {
    it("is told of with how to unlock the stack, which works", async () => {
      const settings = await slow("killed");
      const failing = failure(Operation.Up, { settings });
      await until("the update is at work", () => labelInAws() === "killed");
      const [lock = ""] = await own.locks();
      process.kill((JSON.parse(await readFile(lock, "utf8")) as { pid: number }).pid, "SIGKILL");
      const { reason, errors } = await failing;
      expect(reason).to.equal(FailureReason.Killed);
      expect(errors).to.deep.equal([
        "The engine was ended by SIGKILL in the middle of its work. Its stack may still be locked, which pulumi cancel " +
          "--stack one ends, and may not know of what was begun last, which pulumi refresh --stack one finds.",
      ]);
      expect((await failure(Operation.Refresh)).reason).to.equal(FailureReason.Locked);
      await own.pulumi("cancel", "--yes", "--stack", "one");
      await stack.operate(Operation.Refresh);
    });
  });

  describe("at the end", () => {
    it("a stack that still has resources is not removed", async () => {
      await expectError(stack.remove(), "still has resources");
      expect(await stack.exists()).to.equal(true);
    });

    it("a stack that was destroyed has nothing to go back to, though it has a history", async () => {
      await stack.operate(Operation.Destroy);
      expect(await stack.exists()).to.equal(true);
      expect(await stack.earlier()).to.equal(undefined);
      expect(own.provider.cloud.toJSON().resources).to.deep.equal([]);
    });

    it("is removed without its file, once or twice", async () => {
      const written = await readFile(file(), "utf8");
      await stack.remove();
      await stack.remove();
      expect(await stack.exists()).to.equal(false);
      expect(await readFile(file(), "utf8")).to.equal(written);
    });
  });

  describe("a place that cannot be worked with", () => {
    it("is refused where the user is not logged in", async () => {
      const { PULUMI_BACKEND_URL: _, ...env } = own.env;
      await expectError(
        own.open(env),
        "Pulumi is not logged in to a backend, which keeps what the stacks are: run pulumi login, or set " +
          "PULUMI_BACKEND_URL or PULUMI_ACCESS_TOKEN.",
      );
    });

    it("is refused where the backend is not there", async () => {
      const missing = path.join(own.folder, "nowhere");
      await expectError(
        own.open({ ...own.env, PULUMI_BACKEND_URL: `file://${missing}` }),
        `The backend of Pulumi cannot be worked with: unable to open state directory "file://${missing}": stat ${missing}: ` +
          "no such file or directory; see pulumi whoami --verbose, and pulumi login for another one.",
      );
    });

    it("is refused where there is no engine, which is not downloaded behind one's back", async () => {
      const nothing = path.join(own.folder, "empty");
      await expectError(
        own.open({ ...own.env, PATH: nothing, XDG_CACHE_HOME: nothing }),
        "Install Pulumi (https://www.pulumi.com/docs/install), or run npm run demo once, which comes by an engine.",
      );
    });

    it("says what is wrong with the passphrase", async () => {
      const wrong = await own.open({ ...own.env, PULUMI_CONFIG_PASSPHRASE: "wrong" });
      await expectError(wrong.stack("one").operate(Operation.Up), "incorrect passphrase");
    });
  });
});

async function expectError(work: Promise<unknown>, text: string): Promise<void> {
  let said: string | undefined;
  await work.catch((error: unknown) => {
    said = error instanceof Error ? error.message : String(error);
  });
  expect(said).to.contain(text);
}
