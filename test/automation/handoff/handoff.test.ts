import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { handoff } from "../../../automation/handoff/handoff";
import type { HandoffOptions } from "../../../automation/handoff/options";
import type { RegistryOptions } from "../../../automation/registry/context";
import type { Consumer } from "../../../functions/lib/consumer";
import type { PublishedService } from "../../../functions/lib/published-service";
import { consumer, FakeContext, FakeService } from "../support/fake-context";
import { CleanUp, folderWith } from "../support/folder";
import { FakeTerminal } from "../support/terminal";
import { documentWith, NOW, outputsWith, PROVIDER, READER, SERVICE } from "./support/documents";

const REGISTRY = `arn:aws:dynamodb:us-east-1:${PROVIDER}:table/registry`;
const OUTPUTS = {
  handoff: outputsWith().handoff,
  accountId: PROVIDER,
  serviceArn: SERVICE.serviceArn,
  registry: { ownerArn: REGISTRY, tableName: "registry", tableArn: REGISTRY, region: "us-east-1" },
};

describe("privatelink handoff", () => {
  const cleanUp = new CleanUp();
  afterEach(cleanUp.all);

  /** Runs the command in a project, with outputs in a file and one consumer in the registry. */
  async function run(
    options: HandoffOptions,
    {
      outputs = OUTPUTS as unknown,
      files = {} as Record<string, string>,
      entry = {} as Partial<Consumer>,
      env = {},
      service = {} as Partial<PublishedService>,
    } = {},
  ) {
    const root = folderWith({ "outputs.json": JSON.stringify(outputs), ...files }, cleanUp.add);
    const terminal = new FakeTerminal();
    Object.assign(terminal.env, env);
    const opened: RegistryOptions[] = [];
    const fake = new FakeService("us-east-1");
    Object.assign(fake.service, SERVICE, service);
    const context = new FakeContext([fake]);
    context.consumers.set(READER, consumer("acme", READER, entry));
    const open = async (given: RegistryOptions) => {
      opened.push(given);
      return context;
    };
    const given = {
      ...options,
      ...(options.stack === undefined && options.outputs === undefined
        ? { outputs: path.join(root, "outputs.json") }
        : {}),
    };
    const inRoot = Object.fromEntries(
      Object.entries(given).map(([key, value]) => [
        key,
        key === "out" || key === "outputs" ? path.resolve(root, String(value)) : value,
      ]),
    ) as HandoffOptions;
    const code = await handoff({ root }, inRoot, terminal, { clock: () => NOW, open });
    return { root, code, opened, done: context.done, ...terminal.printed };
  }

  it("prints a format of one file for a consumer of the registry", async () => {
    const { code, stdout, stderr, opened, done } = await run({ format: "json", consumer: "acme" });
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "" });
    expect(JSON.parse(stdout)).to.deep.equal(documentWith());
    expect(opened).to.deep.equal([{ registry: REGISTRY }]);
    expect(done).to.deep.equal(["close"]);
  });

  it("finds the consumer by its account, too, and opens no registry without one", async () => {
    expect(JSON.parse((await run({ format: "json", consumer: READER })).stdout)).to.deep.equal(documentWith());
    const { code, stdout, opened } = await run({ format: "json" });
    expect(code).to.equal(0);
    expect(JSON.parse(stdout).terms).to.not.have.property("consumer");
    expect(opened).to.deep.equal([]);
  });

  it("takes the registry of the command line first, then that of the environment, then the stack's", async () => {
    const other = REGISTRY.replace("registry", "other");
    const options = { format: "json", consumer: "acme" } as const;
    const env = { PRIVATELINK_REGISTRY: other };
    expect((await run({ ...options, registry: other })).opened).to.deep.equal([{ registry: other }]);
    expect((await run(options, { env })).opened).to.deep.equal([{}]);
  });

  it("tells the provider on stderr that the registry does not decide about the service", async () => {
    const service = { serviceId: "vpce-svc-0fedcba9876543210" };
    const { code, stdout, stderr } = await run({ format: "json", consumer: "acme" }, { service });
    expect(code).to.equal(0);
    expect(JSON.parse(stdout).terms.acceptance.by).to.equal("person");
    expect(stderr).to.match(/^The registry arn:\S+ does not know \S+ \(order-processor\), .*\n$/);
  });

  it("says how soon the registry decides by what the stack's file says", async () => {
    const files = {
      "Pulumi.yaml": "name: saas-privatelink\nruntime: nodejs\n",
      "Pulumi.prod.yaml": "config:\n  saas-privatelink:approval:\n    scheduleMinutes: 15\n",
    };
    const options = { format: "json", consumer: "acme", outputs: "outputs.json" } as const;
    const minutes = async (stack: string) =>
      JSON.parse((await run({ ...options, stack }, { files })).stdout).terms.acceptance.withinMinutes;
    expect(await minutes("prod")).to.equal(15);
    expect(await minutes("organization/saas-privatelink/prod")).to.equal(15);
    expect(await minutes("other")).to.equal(5);
  });

  it("writes the whole package to a folder, the script as a program, and names the files", async () => {
    const { root, code, stdout } = await run({ out: "acme", consumer: "acme" });
    expect(code).to.equal(0);
    const files = stdout.trimEnd().split("\n");
    expect(files).to.have.lengthOf(11);
    for (const file of files) expect(existsSync(file), file).to.equal(true);
    expect(statSync(path.join(root, "acme/cli/connect.sh")).mode & 0o111).to.equal(0o111);
    expect(readFileSync(path.join(root, "acme/README.md"), "utf8")).to.include("[terraform](terraform/main.tf)");
  });

  it("writes one format to the folder itself, and tells programs the names", async () => {
    const { root, stdout } = await run({ out: "here", format: "pulumi", json: true });
    expect(JSON.parse(stdout)).to.deep.equal({
      files: ["Pulumi.yaml", "Pulumi.connection.yaml", "package.json", "tsconfig.json", "index.ts", "handoff.json"].map(
        (name) => path.join(root, "here", name),
      ),
    });
  });

  it("replaces no file of yours unless it is told to, and writes nothing then", async () => {
    const files = { "Pulumi.yaml": "mine", "package.json": "mine too" };
    const { root, code, stderr } = await run({ out: ".", format: "pulumi" }, { files });
    expect(code).to.equal(1);
    expect(stderr).to.equal(
      `${root} has Pulumi.yaml, package.json already: give another folder, or say --force to replace them.\n`,
    );
    expect(existsSync(path.join(root, "index.ts"))).to.equal(false);
    expect(readFileSync(path.join(root, "Pulumi.yaml"), "utf8")).to.equal("mine");
    const forced = await run({ out: ".", format: "pulumi", force: true }, { files });
    expect(forced.code).to.equal(0);
    expect(readFileSync(path.join(forced.root, "Pulumi.yaml"), "utf8")).to.include("name: order-processor-endpoint");
  });

  it("says in one sentence what the command line lacks", async () => {
    const messageOf = async (options: HandoffOptions) => {
      const terminal = new FakeTerminal();
      const code = await handoff({ root: "/" }, options, terminal);
      return { code, stderr: terminal.printed.stderr };
    };
    expect(await messageOf({ format: "json" })).to.deep.equal({
      code: 2,
      stderr: "Say which service is handed over: --stack NAME, or --outputs FILE with the stack's outputs.\n",
    });
    expect(await messageOf({ stack: "prod" })).to.deep.equal({
      code: 2,
      stderr: "Say --out DIR for the whole package, or --format for one form of it.\n",
    });
    const { code, stderr } = await run({ format: "pulumi" });
    expect({ code, stderr }).to.deep.equal({ code: 2, stderr: "The format pulumi has 6 files: say --out DIR.\n" });
    expect((await run({ format: "json", json: true })).stderr).to.equal(
      "--json tells which files were written, so it needs --out; the document itself is --format json.\n",
    );
  });

  it("says in one sentence what is wrong with the outputs", async () => {
    const options = { format: "json" } as const;
    const messageOf = async (outputs: unknown) => {
      const { code, stderr, stdout, root } = await run(options, { outputs });
      expect({ code, stdout }).to.deep.equal({ code: 1, stdout: "" });
      return stderr.trimEnd().replaceAll(path.join(root, "outputs.json"), "FILE");
    };
    expect(await messageOf({})).to.equal(
      "FILE has no output handoff: run pulumi up there first, with a program of this version.",
    );
    expect(await messageOf({ stacks: [{ stack: "us-east-1", outputs: OUTPUTS }] })).to.equal(
      "FILE is what privatelink plan --json has printed, and what is only planned has no service to connect to yet: " +
        "once the stack is up, write the file with pulumi stack output --json, or say --stack NAME.",
    );
    expect(await messageOf(OUTPUTS.handoff)).to.equal(
      "FILE is a hand-off already: give all outputs of the stack, as pulumi stack output --json writes them.",
    );
    expect(await messageOf([])).to.equal(
      "FILE does not hold the outputs of a stack: write it with pulumi stack output --json > FILE.",
    );
    expect(await messageOf({ ...OUTPUTS, accountId: undefined })).to.equal(
      "FILE has no output accountId with the provider's account: run pulumi up there first.",
    );
    expect(await messageOf({ ...OUTPUTS, handoff: { ...OUTPUTS.handoff, version: 2 } })).to.equal(
      "FILE: The hand-off cannot be used. handoff.version: 2 is not the version that this release reads, 1; update saas-privatelink.",
    );
    expect(await messageOf({ ...OUTPUTS, handoff: { ...OUTPUTS.handoff, region: "us-west-2" } })).to.include(
      "is the name of a service in us-east-1, not in us-west-2",
    );
    const terminal = new FakeTerminal();
    const broken = folderWith({ "o.json": "{" }, cleanUp.add);
    expect(await handoff({ root: "/" }, { ...options, outputs: `${broken}/o.json` }, terminal)).to.equal(1);
    expect(await handoff({ root: "/" }, { ...options, outputs: `${broken}/none.json` }, terminal)).to.equal(1);
    expect(terminal.printed.stderr).to.equal(
      `${broken}/o.json is not a JSON document: write it with pulumi stack output --json > ${broken}/o.json.\n` +
        `${broken}/none.json cannot be read: ENOENT: no such file or directory, open '${broken}/none.json'.\n`,
    );
  });

  it("says in one sentence that a stack is unknown, and which was meant", async () => {
    const files = { "Pulumi.yaml": "name: shop\nruntime: nodejs\n", "Pulumi.us-east-1.yaml": "config: {}\n" };
    const { code, stderr, root } = await run({ stack: "us-east-2", format: "json" }, { files });
    expect(code).to.equal(1);
    expect(stderr).to.equal(
      `There is no stack us-east-2: no file Pulumi.us-east-2.yaml in ${root}; did you mean us-east-1?\n`,
    );
  });

  it("says in one sentence that the consumer is not in the registry, is ended, or that there is no registry", async () => {
    const options = { format: "json", consumer: "acme" } as const;
    const unknown = await run({ ...options, consumer: "acne" });
    expect({ code: unknown.code, stderr: unknown.stderr }).to.deep.equal({
      code: 1,
      stderr: 'There is no consumer "acne": it was never added, or is removed already. Did you mean acme?\n',
    });
    const ended = await run(options, { entry: { status: "ended" } });
    expect({ code: ended.code, stderr: ended.stderr, stdout: ended.stdout }).to.deep.equal({
      code: 1,
      stderr:
        "The contract of acme is ended, so its connections are rejected: privatelink consumers resume acme brings it back.\n",
      stdout: "",
    });
    const without = await run(options, { outputs: { ...OUTPUTS, registry: undefined } });
    expect(without.stderr).to.equal(
      "The stack has no registry in which the consumer could be: say --registry <table ARN>, or leave --consumer out for a package for anybody.\n",
    );
  });

  it("says why a package cannot be written", async () => {
    const { root, code, stderr } = await run({ out: "file/below", format: "json" }, { files: { file: "" } });
    expect(code).to.equal(1);
    expect(stderr).to.match(new RegExp(`^${root}/file/below/handoff\\.json cannot be looked at: ENOTDIR: .*\\n$`));
  });
});
