import type { EventEmitter } from "node:events";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { FailureReason, Operation, OperationFailed } from "../../../automation/engine/operation";
import type { RemoveOptions } from "../../../automation/regions/options";
import { type Means, remove } from "../../../automation/regions/remove";
import { Interruption } from "../../../automation/rollout/interruption";
import type { StackHandle, StackService, StackSettings } from "../../../automation/stacks/place";
import { MemoryService, publishedService } from "../consumers/support/memory-service";
import { CleanUp, folderWith } from "../support/folder";
import { FakeTerminal } from "../support/terminal";

const TABLE = "arn:aws:dynamodb:us-east-1:123456789012:table/registry";

const AGAIN =
  "Go on by: privatelink region remove ohio. Until then it may be unprotected and closed for consumers; privatelink up --stack ohio makes it what its stack file says.";

function stackFile(region: string, more = ""): string {
  return `config:\n  aws:region: ${region}\n  saas-privatelink:service: { name: x, ports: [{ name: api, port: 3000 }] }\n${more}`;
}

const FILES = {
  "Pulumi.yaml": "name: saas-privatelink\nruntime: nodejs\n",
  "Pulumi.home.yaml": stackFile("us-east-1"),
  "Pulumi.ohio.yaml": stackFile("us-east-2", "  saas-privatelink:approval: { registry: { stack: home } }\n"),
  "rollout.yaml": "waves:\n  - { name: home, stacks: [home] }\n  - { name: us, stacks: [ohio] }\n",
};

describe("privatelink region remove", () => {
  const cleanUp = new CleanUp();
  afterEach(cleanUp.all);
  let root: string;
  let service: MemoryService;
  let done: string[];
  let outputs: Record<string, unknown>;
  let services: StackService[];
  let there: boolean;
  let fail: ((what: string) => void) | undefined;
  /** What stacks were last updated with, where it is something of their own. */
  let deployed: Map<string, StackSettings | Error>;

  beforeEach(() => {
    root = folderWith(FILES, cleanUp.add);
    service = new MemoryService(publishedService("us-east-2"));
    done = [];
    fail = undefined;
    deployed = new Map();
    services = [];
    there = true;
    outputs = { serviceId: "vpce-svc-1", registry: { ownerArn: TABLE, region: "us-east-1" } };
  });

  const means: Means = {
    open: async () => ({
      place: {
        title: "the test",
        project: root,
        journalFolder: path.join(root, ".privatelink", "rollout"),
        stack: handle,
        stacks: async () => [],
        close: async () => {},
      },
      apiOf: async () => service,
      namesOf: async () => new Map([["222233334444", "acme"]]),
      promotedIn: async () => ["ami-01234567", "ami-89abcdef"],
      close: async () => void done.push("close"),
    }),
    clock: { now: () => new Date(0), sleep: async () => {} },
    interruption: () => new Interruption(),
  };

  function handle(name: string): StackHandle {
    const settings = {
      "saas-privatelink:image": { id: "ami-01234567" },
      "saas-privatelink:access": { approval: "registry" },
    };
    return {
      name,
      exists: async () => there,
      earlier: async () => {
        const own = deployed.get(name) ?? settings;
        if (own instanceof Error) throw own;
        return { settings: own, outputs };
      },
      outputs: async () => outputs,
      settings: async () => settings,
      services: async () => services,
      drift: () => Promise.reject(new Error("Nobody asks for drift.")),
      operate: async (operation, options) => {
        const what = `${operation} ${options?.message}`;
        fail?.(what);
        done.push(what);
        return { changes: {}, steps: [], warnings: [], outputs: {}, seconds: 1 };
      },
      remove: async () => {
        done.push("remove");
        there = false;
      },
    };
  }

  async function run(word: string, options: Partial<RemoveOptions> = {}, with_: Partial<Means> = {}) {
    const terminal = new FakeTerminal();
    const all = { graceMinutes: 0, timeoutMinutes: 1, yes: true, ...options };
    const code = await remove({ root }, word, all, terminal, { ...means, ...with_ });
    return { code, ...terminal.printed };
  }

  it("asks AWS with the credentials of the stack file, and of Pulumi.yaml where that has none", async () => {
    const roles = (name: string) => [{ roleArn: `arn:aws:iam::111122223333:role/${name}` }];
    const yaml = (name: string) => JSON.stringify(roles(name));
    const all = `config:\n  aws:profile: ci\n  aws:assumeRoles: { value: ${yaml("all")} }\n`;
    writeFileSync(path.join(root, "Pulumi.yaml"), `${FILES["Pulumi.yaml"]}${all}`);
    writeFileSync(
      path.join(root, "Pulumi.ohio.yaml"),
      `${FILES["Pulumi.ohio.yaml"]}  aws:assumeRoles: ${yaml("ohio")}\n`,
    );
    const asked: unknown[] = [];
    const open: Means["open"] = async (host, project, terminal, identity) => {
      asked.push(identity);
      return means.open(host, project, terminal, identity);
    };
    expect((await run("ohio", {}, { open })).code).to.equal(0);
    expect(asked).to.deep.equal([{ profile: "ci", assumeRoles: roles("ohio") }]);
  });

  it("shows who is connected by name, and takes everything of the stack away", async () => {
    service.endpoint("vpce-1", "222233334444").endpoint("vpce-2", "333344445555", "pendingAcceptance");
    const { code, stdout } = await run("us-east-2");
    expect(code).to.equal(0);
    expect(stdout.split("\n")).to.deep.equal([
      "ohio in us-east-2 (the test): 2 live connections",
      "  vpce-1  acme     222233334444  available          since 2026-03-01T00:00:00.000Z",
      "  vpce-2  unknown  333344445555  pendingAcceptance  since 2026-03-01T00:00:00.000Z",
      "They are cut at once.",
      "The AMI ami-01234567 stays: it is not part of the stack, and privatelink image list shows what is there.",
      "Lift the protection from deletion",
      "Close the door: no approval, no principals",
      "Withdraw principals and cut connections",
      "  2 connections cut; waiting until none is live",
      "  0 principals withdrawn, 2 connections cut; none is live",
      "Destroy the stack",
      "Remove the stack from the backend",
      "The wave us, which had ohio alone, is taken out of rollout.yaml.",
      "Pulumi.ohio.yaml is deleted.",
      "The promoted AMIs stay in us-east-2: ami-01234567 and ami-89abcdef; deregister them yourself if nobody there needs them.",
      "ohio is removed.",
      "",
    ]);
    expect(done).to.deep.equal([
      "up privatelink region remove: protection lifted",
      "up privatelink region remove: door closed",
      "destroy privatelink region remove: destroyed",
      "remove",
      "close",
    ]);
    expect(existsSync(path.join(root, "Pulumi.ohio.yaml"))).to.equal(false);
    expect(readFileSync(path.join(root, "rollout.yaml"), "utf8")).to.equal(
      "waves:\n  - { name: home, stacks: [home] }\n",
    );
  });

  it("drains every service that the state has, also where no output tells of it", async () => {
    outputs = {};
    services = ["vpce-svc-1", "vpce-svc-2"].map((serviceId) => ({
      serviceId,
      region: "us-east-2",
      accountId: "123456789012",
    }));
    const second = new MemoryService(publishedService("us-east-2"));
    service.endpoint("vpce-1", "222233334444");
    second.endpoint("vpce-2", "333344445555");
    const open: Means["open"] = async (...args) => ({
      ...(await means.open(...args)),
      apiOf: async (subject) => {
        const { serviceId, accountId } = subject.outputs;
        expect([subject.region, accountId]).to.deep.equal(["us-east-2", "123456789012"]);
        return serviceId === "vpce-svc-2" ? second : service;
      },
    });
    const { stdout } = await run("ohio", { json: true }, { open });
    expect(JSON.parse(stdout)).to.deep.equal({
      stack: "ohio",
      removed: true,
      principals: [],
      rejected: ["vpce-1", "vpce-2"],
    });
  });

  describe("of a stack that the backend does not have", () => {
    const REFUSAL =
      "The backend does not have ohio (the test): check that it is the right one, with PULUMI_BACKEND_URL and pulumi whoami --verbose; if ohio was never brought up, privatelink region remove ohio --forget deletes its stack file and its place in rollout.yaml, and nothing else.\n";
    const hasFile = () => existsSync(path.join(root, "Pulumi.ohio.yaml"));
    const elsewhere: Means["open"] = async (...args) => {
      const site = await means.open(...args);
      return { ...site, place: { ...site.place, title: "another backend" } };
    };

    it("refuses, and deletes nothing", async () => {
      there = false;
      expect(await run("ohio")).to.deep.equal({ code: 1, stdout: "", stderr: REFUSAL });
      expect([done, hasFile()]).to.deep.equal([["close"], true]);
    });

    it("goes on where a removal was killed after the backend had let go of it, on that backend alone", async () => {
      // A folder cannot be written over: the removal ends between the backend and the stack file.
      const rollout = path.join(root, "rollout.yaml");
      const text = readFileSync(rollout, "utf8");
      rmSync(rollout);
      mkdirSync(rollout);
      expect(await run("ohio").catch((error: NodeJS.ErrnoException) => error.code)).to.equal("EISDIR");
      expect([there, hasFile()]).to.deep.equal([false, true]);
      rmSync(rollout, { recursive: true });
      writeFileSync(rollout, text);
      expect((await run("ohio", {}, { open: elsewhere })).stderr).to.equal(
        REFUSAL.replace("the test", "another backend"),
      );
      expect(hasFile()).to.equal(true);
      const { code, stdout } = await run("ohio");
      expect(code).to.equal(0);
      expect(stdout.split("\n")[0]).to.equal(
        "ohio in us-east-2 is gone (the test); what is left of its removal is its stack file and its place in rollout.yaml.",
      );
      expect(hasFile()).to.equal(false);
      writeFileSync(path.join(root, "Pulumi.ohio.yaml"), FILES["Pulumi.ohio.yaml"]);
      expect((await run("ohio")).stderr).to.equal(REFUSAL);
    });

    it("forgets it where that is asked for, by a question that names what is done", async () => {
      expect(await run("ohio", { forget: true })).to.deep.equal({
        code: 1,
        stdout: "",
        stderr:
          "ohio is there (the test), so --forget would leave what it has in AWS to nobody: privatelink region remove ohio drains, destroys and forgets it.\n",
      });
      there = false;
      const asked = await run("ohio", { forget: true, yes: false });
      expect([asked.code, asked.stderr]).to.deep.equal([
        2,
        "The backend does not have ohio (the test). Delete Pulumi.ohio.yaml and the place of ohio in rollout.yaml, and leave in AWS whatever may be there? There is no terminal to ask on: say --yes to go on without being asked.\n",
      ]);
      expect(hasFile()).to.equal(true);
      expect(await run("ohio", { forget: true })).to.deep.equal({
        code: 0,
        stdout: "The wave us, which had ohio alone, is taken out of rollout.yaml.\nPulumi.ohio.yaml is deleted.\n",
        stderr: "",
      });
      expect(hasFile()).to.equal(false);
    });
  });

  it("asks by naming what it does, and does nothing without an answer", async () => {
    service.endpoint("vpce-1", "222233334444");
    const { code, stderr } = await run("ohio", { yes: false });
    expect(code).to.equal(2);
    expect(stderr).to.equal(
      "Close ohio for consumers, cut 1 connection, destroy it and delete its stack file? There is no terminal to ask on: say --yes to go on without being asked.\n",
    );
    expect(done).to.deep.equal(["close"]);
    expect(existsSync(path.join(root, "Pulumi.ohio.yaml"))).to.equal(true);
  });

  it("prints one document with --json, and the rest on stderr", async () => {
    service.endpoint("vpce-1", "222233334444");
    const { stdout, stderr } = await run("ohio", { json: true });
    expect(JSON.parse(stdout)).to.deep.equal({ stack: "ohio", removed: true, principals: [], rejected: ["vpce-1"] });
    expect(stderr).to.include("Destroy the stack\n");
  });

  it("refuses a stack that others refer to, and one whose table they share", async () => {
    expect(await run("home")).to.deep.equal({
      code: 1,
      stdout: "",
      stderr:
        "home is needed: ohio shares the registry of home (approval.registry.stack); remove what needs it first, or change it and bring it up.\n",
    });
    expect(done).to.deep.equal([]);
    writeFileSync(
      path.join(root, "Pulumi.ohio.yaml"),
      stackFile("us-east-2", `  saas-privatelink:approval: { registry: { tableArn: "${TABLE}" } }\n`),
    );
    expect((await run("home")).stderr).to.equal(
      "home is needed: ohio shares the registry of home (approval.registry.tableArn); remove what needs it first, or change it and bring it up.\n",
    );
    expect(done).to.deep.equal(["close"]);
  });

  for (const [what, files] of [
    [
      "by a key without a namespace",
      { "Pulumi.ohio.yaml": stackFile("us-east-2", "  approval: { registry: { stack: home } }\n") },
    ],
    [
      "by a value that Pulumi.yaml gives to all",
      {
        "Pulumi.yaml": `${FILES["Pulumi.yaml"]}config:\n  saas-privatelink:approval: { value: { registry: { stack: home } } }\n`,
        "Pulumi.ohio.yaml": stackFile("us-east-2"),
      },
    ],
  ] as const) {
    it(`refuses a stack that others refer to ${what}`, async () => {
      for (const [name, text] of Object.entries(files)) writeFileSync(path.join(root, name), text);
      expect((await run("home")).stderr).to.equal(
        "home is needed: ohio shares the registry of home (approval.registry.stack); remove what needs it first, or change it and bring it up.\n",
      );
    });
  }

  it("refuses a stack that others were last updated with, whatever their files say since", async () => {
    writeFileSync(path.join(root, "Pulumi.ohio.yaml"), stackFile("us-east-2"));
    deployed.set("ohio", { "saas-privatelink:approval": { registry: { stack: "home" } } });
    expect(await run("home")).to.deep.equal({
      code: 1,
      stdout: "",
      stderr:
        "home is needed: ohio shares the registry of home (approval.registry.stack of its last update); remove what needs it first, or change it and bring it up.\n",
    });
    expect(done).to.deep.equal(["close"]);
  });

  it("refuses a stack where it cannot be told what another one was last updated with", async () => {
    deployed.set("home", new Error("The backend is out of reach."));
    expect((await run("ohio")).stderr).to.equal(
      "Nobody can tell whether ohio is needed: home: The backend is out of reach.\n",
    );
    expect(done).to.deep.equal(["close"]);
  });

  it("says that the registry goes with the stack that owns it", async () => {
    outputs = { serviceId: "vpce-svc-1", registry: { ownerArn: TABLE, region: "us-east-2" } };
    const { stdout } = await run("ohio");
    expect(stdout).to.include(
      "Its registry of consumers is deleted, with the audit: privatelink consumers export --out FILE keeps the entries.\n",
    );
  });

  it("refuses a stack of which nothing says its Region", async () => {
    writeFileSync(path.join(root, "Pulumi.ohio.yaml"), "config: {}\n");
    expect(await run("ohio")).to.deep.equal({
      code: 1,
      stdout: "",
      stderr: "aws:region: (missing) in Pulumi.ohio.yaml; set the Region of the stack.\n",
    });
  });

  it("has nothing to do in a Region without a stack, and refuses what is neither", async () => {
    expect(await run("eu-west-1")).to.deep.equal({
      code: 0,
      stdout: "No stack is in eu-west-1; there is nothing to remove.\n",
      stderr: "",
    });
    expect((await run("oiho")).code).to.equal(2);
  });

  it("tells what the engine says, and how to go on", async () => {
    fail = (what) => {
      if (what.startsWith("destroy")) throw new OperationFailed(Operation.Destroy, "ohio", ["It is in use."], []);
    };
    const { code, stderr } = await run("ohio");
    expect([code, stderr]).to.deep.equal([1, `pulumi destroy of ohio failed:\nIt is in use.\n${AGAIN}\n`]);
    expect(existsSync(path.join(root, "Pulumi.ohio.yaml"))).to.equal(true);
  });

  it("says how to go on, and what the stack may be until then, where AWS ends it", async () => {
    const broken = Object.assign(new Error("Rate exceeded"), { name: "Throttling", $metadata: {} });
    const open: Means["open"] = async (...args) => ({
      ...(await means.open(...args)),
      apiOf: async () => {
        if (done.length > 0) throw broken;
        return service;
      },
    });
    expect(await run("ohio", {}, { open })).to.deep.include({
      code: 1,
      stderr: `AWS takes no more requests at the moment: wait a minute, and run the command again. (Rate exceeded.)\n${AGAIN}\n`,
    });
  });

  it("ends with 130 when it is interrupted between steps or in the engine, and says how to go on", async () => {
    const interruption = new Interruption();
    fail = () => interruption.request();
    const between = await run("ohio", {}, { interruption: () => interruption });
    expect([between.code, between.stderr]).to.deep.equal([130, `Stopped; what was done stays. ${AGAIN}\n`]);
    fail = () => {
      throw new OperationFailed(Operation.Up, "ohio", ["stopped"], [], FailureReason.Cancelled);
    };
    expect((await run("ohio")).code).to.equal(130);
  });

  for (const json of [false, true]) {
    it(`takes a reader that has gone for a request to stop, and ends after the step that runs${json ? ", with --json" : ""}`, async () => {
      const terminal = new FakeTerminal();
      let ended = false;
      terminal.stdout.on("error", () => {
        ended = true;
      });
      const gone = json ? terminal.stderr : terminal.stdout;
      fail = () => void (gone as EventEmitter).emit("error", new Error("EPIPE"));
      const options = { graceMinutes: 0, timeoutMinutes: 1, yes: true, json };
      expect(await remove({ root }, "ohio", options, terminal, means)).to.equal(130);
      expect(ended).to.equal(false);
      expect(done).to.deep.equal(["up privatelink region remove: protection lifted", "close"]);
      expect(existsSync(path.join(root, "Pulumi.ohio.yaml"))).to.equal(true);
      expect(terminal.printed.stderr).to.contain(`Stopped; what was done stays. ${AGAIN}\n`);
    });
  }

  it("gives the streams their own listeners back when it has ended", async () => {
    const terminal = new FakeTerminal();
    let ended = 0;
    for (const stream of [terminal.stdout, terminal.stderr]) stream.on("error", () => void ended++);
    await remove({ root }, "ohio", { graceMinutes: 0, timeoutMinutes: 1, yes: true }, terminal, means);
    for (const stream of [terminal.stdout, terminal.stderr]) {
      (stream as EventEmitter).emit("error", new Error("EPIPE"));
    }
    expect(ended).to.equal(2);
  });

  it("does not work on stacks while a rollout does", async () => {
    mkdirSync(path.join(root, ".privatelink"), { recursive: true });
    const lock = path.join(root, ".privatelink", "rollout.lock");
    writeFileSync(lock, String(process.ppid));
    const { code, stderr } = await run("ohio");
    expect([code, stderr]).to.deep.equal([
      1,
      `Process ${process.ppid} works on stacks in the test at the moment: wait until it has ended, or remove ${lock} if that process is something else.\n`,
    ]);
    expect(done).to.deep.equal(["close"]);
  });
});
