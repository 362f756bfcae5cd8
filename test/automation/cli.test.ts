import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { PACKAGE, privatelink, projectCopy, unread } from "./support/command";
import { CleanUp, folderWith, write } from "./support/folder";

const cleanUp = new CleanUp();

describe("privatelink", function () {
  // Each run is a process of its own, and the first one bundles the packages.
  this.timeout(120_000);
  afterEach(cleanUp.all);

  it("shows help with exit codes and examples", async () => {
    const { code, stdout } = await privatelink(["--help"], tmpdir());
    expect(code).to.equal(0);
    for (const part of [
      "Usage: privatelink",
      "plan [options]",
      "demo [options]",
      "consumers",
      "connections",
      "Exit codes:",
      "Examples:",
    ]) {
      expect(stdout).to.contain(part);
    }
    const plan = await privatelink(["plan", "--help"], tmpdir());
    for (const part of ["--stack <name>", "--config-file <file>", "--json", "--no-save", "Exit codes:", "Examples:"]) {
      expect(plan.stdout).to.contain(part);
    }
  });

  it("prints the package's version by option and by command", async () => {
    const { version } = JSON.parse(readFileSync(path.join(PACKAGE, "package.json"), "utf8"));
    const printed = { code: 0, stdout: `${version}\n`, stderr: "" };
    expect(await privatelink(["--version"], tmpdir())).to.deep.equal(printed);
    expect(await privatelink(["-V"], tmpdir())).to.deep.equal(printed);
    expect(await privatelink(["version"], tmpdir())).to.deep.equal(printed);
  });

  it("ends with 2 for a command line that it does not understand, and suggests what was meant", async () => {
    const runs = [["plan", "--stak", "a"], ["pln"], ["plan", "--jobs", "0"], ["plan", "-s", "a", "-s", "b", "-c", "x"]];
    const ended = await Promise.all(runs.map((args) => privatelink(args, tmpdir())));
    expect(ended.map(({ code, stdout }) => [code, stdout])).to.deep.equal(runs.map(() => [2, ""]));
    expect(ended.map(({ stderr }) => stderr.split("\n").slice(0, 2))).to.deep.equal([
      ["error: unknown option '--stak'", "(Did you mean --stack?)"],
      ["error: unknown command 'pln'", "(Did you mean plan?)"],
      [
        "error: option '-j, --jobs <number>' argument '0' is invalid. Give a whole number of at least 1.",
        "(privatelink plan --help lists the options and examples)",
      ],
      [
        "error: --stack and --config-file go together once each, or one of them any number of times.",
        "(privatelink plan --help lists the options and examples)",
      ],
    ]);
  });

  it("does its work and ends with its own exit code where nobody reads its messages", async () => {
    expect(await unread("stderr", ["pln"], tmpdir())).to.equal(2);
  });

  it("ends with 0 where whoever reads its output has seen enough", async () => {
    expect(await unread("stdout", ["--help"], tmpdir())).to.equal(0);
  });
});

describe("privatelink help", function () {
  this.timeout(120_000);

  it("shows the help of a verb, however deep, and says what was meant", async () => {
    const verbs = ["consumers add", "connections accept", "consumers prove sign", "plan"];
    const helps = await Promise.all(verbs.map((verb) => privatelink(["help", ...verb.split(" ")], tmpdir())));
    const nested = await privatelink(["consumers", "help", "add"], tmpdir());
    expect(helps.map(({ code, stderr }) => [code, stderr])).to.deep.equal(verbs.map(() => [0, ""]));
    expect(helps.map(({ stdout }) => stdout.split(" [options]")[0])).to.deep.equal(
      verbs.map((verb) => `Usage: privatelink ${verb}`),
    );
    expect(nested.stdout).to.equal(helps[0]?.stdout);
    const [all, asked] = await Promise.all([privatelink(["help"], tmpdir()), privatelink(["--help"], tmpdir())]);
    expect(all).to.deep.equal(asked);
    expect(await privatelink(["help", "consumers", "ad"], tmpdir())).to.deep.equal({
      code: 2,
      stdout: "",
      stderr:
        "error: unknown command 'ad'\n(Did you mean add?)\n" +
        "(privatelink consumers --help lists the commands and options)\n",
    });
  });
});

describe("privatelink connections", function () {
  this.timeout(120_000);
  afterEach(cleanUp.all);

  const TABLE = "arn:aws:dynamodb:us-east-1:111122223333:table/registry";
  /** No credentials, and no engine that could be asked. */
  const NOWHERE = {
    PATH: "",
    XDG_CACHE_HOME: "/nonexistent",
    AWS_ACCESS_KEY_ID: "",
    AWS_PROFILE: "",
    AWS_CONFIG_FILE: "/nonexistent",
    AWS_SHARED_CREDENTIALS_FILE: "/nonexistent",
    AWS_EC2_METADATA_DISABLED: "true",
    PRIVATELINK_REGISTRY: "",
  };

  it("has help with exit codes and examples for each verb", async () => {
    const verbs = ["list", "accept", "reject", "why", "reconcile"];
    const helps = await Promise.all(
      verbs.map((verb) => privatelink(["connections", verb, "--help"], tmpdir()).then(({ stdout }) => stdout)),
    );
    verbs.forEach((verb, i) => {
      for (const part of [`Usage: privatelink connections ${verb}`, "--registry <arn>", "Exit codes:", "Examples:"]) {
        expect(helps[i]).to.contain(part);
      }
      expect(helps[i]?.includes("--yes")).to.equal(verb === "reject" || verb === "reconcile");
    });
  });

  it("loads the AWS SDK for no help, and for no command line that it does not understand", async () => {
    const folder = folderWith(
      {
        "hook.cjs": `process.on("exit", () => {
          const sdk = Object.keys(require.cache).filter((file) => /@aws-sdk|@smithy/.test(file));
          require("node:fs").appendFileSync(process.env.LOADED, sdk.length > 0 ? "sdk\\n" : "none\\n");
        });`,
      },
      cleanUp.add,
    );
    const loaded = path.join(folder, "loaded");
    const env = { ...NOWHERE, NODE_OPTIONS: `--require ${path.join(folder, "hook.cjs")}`, LOADED: loaded };
    const quick = [
      ["--help"],
      ["connections", "--help"],
      ["connections", "list", "--help"],
      ["consumers", "--help"],
      ["connections", "accept", "vpce-1"],
      ["connections", "list"],
    ];
    for (const args of quick) await privatelink(args, tmpdir(), env);
    expect(readFileSync(loaded, "utf8")).to.equal("none\n".repeat(quick.length));
    await privatelink(["connections", "list", "--registry", TABLE], tmpdir(), env);
    expect(readFileSync(loaded, "utf8")).to.equal(`${"none\n".repeat(quick.length)}sdk\n`);
  });

  it("ends with 2 for what it does not understand", async () => {
    const runs = [
      ["connections", "accept", "vpce-1"],
      ["connections", "list", "--state", "waiting"],
      ["connections", "list", "--watch", "1"],
      ["connections", "list", "--watch", "--json"],
      ["connections", "list", "--registry", "registry"],
    ];
    const ended = await Promise.all(runs.map((args) => privatelink(args, tmpdir(), NOWHERE)));
    expect(ended.map(({ code, stdout }) => [code, stdout])).to.deep.equal(runs.map(() => [2, ""]));
    expect(ended.slice(0, 4).map(({ stderr }) => stderr.trimEnd().split("\n").at(-1))).to.deep.equal([
      "(privatelink connections accept --help lists the options and examples)",
      "(privatelink connections list --help lists the options and examples)",
      "(privatelink connections list --help lists the options and examples)",
      "(privatelink connections list --help lists the options and examples)",
    ]);
    expect(ended.map(({ stderr }) => stderr.split("\n")[0])).to.deep.equal([
      'error: "vpce-1" is not the id of a VPC endpoint; use one such as vpce-0123456789abcdef0.',
      "error: option '--state <state>' argument 'waiting' is invalid. Give one of pendingAcceptance, pending, available, deleting, deleted, rejected, failed, expired, partial.",
      "error: option '--watch [seconds]' argument '1' is invalid. Give seconds, at least 2.",
      "error: --watch and --json do not go together.",
      '--registry: "registry" is not the ARN of a DynamoDB table; use one such as arn:aws:dynamodb:us-east-1:123456789012:table/order-processor-registry-0123456.',
    ]);
  });

  it("says in a sentence that there is no registry, and that there are no credentials", async () => {
    const root = projectCopy(cleanUp.add);
    expect(await privatelink(["connections", "list", "--stack", "base"], root, NOWHERE)).to.deep.equal({
      code: 1,
      stdout: "",
      stderr:
        "There is no registry to work with: none of these stacks names one:\n" +
        "  base: its outputs cannot be read without the Pulumi engine\n" +
        "To name one, say --registry <table ARN>, or set PRIVATELINK_REGISTRY. " +
        "The ARN is the output registry.ownerArn of the stack that owns the registry.\n",
    });
    const env = { ...NOWHERE, PRIVATELINK_REGISTRY: TABLE };
    const { code, stdout, stderr } = await privatelink(["connections", "list"], root, env);
    expect([code, stdout]).to.deep.equal([1, ""]);
    expect(stderr).to.match(/^There are no AWS credentials: set AWS_PROFILE .*\n$/);
  });
});

describe("privatelink plan", function () {
  this.timeout(120_000);
  afterEach(cleanUp.all);

  it("plans all stacks of the project around the working folder, each after the one that it refers to", async () => {
    const root = projectCopy(cleanUp.add);
    const folder = path.join(root, "deep", "down");
    mkdirSync(folder, { recursive: true });
    const { code, stdout, stderr } = await privatelink(["plan", "--json"], folder);
    expect([code, stderr]).to.deep.equal([0, ""]);
    const { stacks } = JSON.parse(stdout);
    expect(stacks.map(({ stack, region }: Record<string, unknown>) => [stack, region])).to.deep.equal([
      ["base", "us-east-1"],
      ["copy", "us-east-2"],
    ]);
    expect(stacks[0].outputs).to.deep.equal({
      vpcId: stacks[0].resources[1].outputs.id ?? stacks[0].outputs.vpcId,
      source: "none",
      folder: root,
    });
    expect(stacks[1].outputs.source).to.equal(stacks[0].outputs.vpcId);
    expect(stacks[1].resources.map(({ type }: Record<string, unknown>) => type)).to.deep.equal([
      "pulumi:pulumi:Stack",
      "aws:ec2/vpc:Vpc",
    ]);
    expect(Object.keys(stacks[1].resources[1])).to.deep.equal(["urn", "type", "name", "parent", "inputs", "outputs"]);
  });

  it("plans the project of its own package from anywhere else, and what a wanted stack refers to with it", async () => {
    const { code, stdout } = await privatelink(["plan", "--json", "--no-save", "--stack", "us-east-2"], tmpdir());
    expect(code).to.equal(0);
    const { stacks } = JSON.parse(stdout);
    expect(stacks.map(({ stack }: { stack: string }) => stack)).to.deep.equal(["us-east-2"]);
    const { region, serviceName, imageSources } = stacks[0].outputs;
    const image = parse(readFileSync(path.join(PACKAGE, "Pulumi.us-east-1.yaml"), "utf8")).config[
      "saas-privatelink:image"
    ];
    expect([stacks[0].region, region, imageSources]).to.deep.equal(["us-east-2", "us-east-2", [image.id]]);
    expect(serviceName).to.match(/^com\.amazonaws\.vpce\.us-east-2\.vpce-svc-[0-9a-f]{17}$/);
  });

  it("keeps plans, and tells what changed since; with --no-save it keeps nothing", async () => {
    const root = projectCopy(cleanUp.add);
    const args = ["plan", "--stack", "base"];
    expect((await privatelink([...args, "--no-save"], root)).stdout).to.contain("There is no earlier plan");
    expect(existsSync(path.join(root, ".privatelink"))).to.equal(false);
    expect((await privatelink(args, root)).stdout).to.contain("There is no earlier plan: all 2 resources are new.");
    write(root, { "draft.yaml": "config: { aws:region: us-east-1, saas-privatelink:cidr: 10.1.0.0/24 }\n" });
    const draft = await privatelink([...args, "--no-save", "--config-file", "draft.yaml"], root);
    expect(draft.stdout).to.contain("+- replaced  aws:ec2:Vpc  v  forced by cidrBlock\n  1 replaced, 1 unchanged\n");
    expect((await privatelink(args, root)).stdout).to.match(/Changes since the plan of .*\n {2}2 unchanged\n$/);
  });

  it("runs what the sources say now, each time that they change", async () => {
    const root = projectCopy(cleanUp.add);
    const args = ["plan", "--json", "--no-save", "--stack", "base"];
    const note = async () => JSON.parse((await privatelink(args, root)).stdout).stacks[0].resources[1].inputs.tags.note;
    expect(await note()).to.equal("first");
    write(root, { "note.ts": 'export function note(): string {\n  return "other";\n}\n' });
    expect(await note()).to.equal("other");
    // A file that is found before the one that was imported so far.
    write(root, {
      "note.ts": 'export { note } from "./word";\n',
      "word/index.ts": 'export const note = () => "far";\n',
    });
    expect(await note()).to.equal("far");
    write(root, { "word.ts": 'export const note = () => "near";\n' });
    expect(await note()).to.equal("near");
  });

  it("gives each of several runs at the same time its own whole answer", async () => {
    const root = projectCopy(cleanUp.add);
    const runs = await Promise.all([1, 2, 3, 4].map(() => privatelink(["plan", "--json"], root)));
    expect(runs.map(({ code, stderr }) => [code, stderr])).to.deep.equal(runs.map(() => [0, ""]));
    expect(new Set(runs.map(({ stdout }) => stdout)).size).to.equal(1);
  });

  it("ends with 1 and names key, resource or source of everything that is wrong, on stderr alone", async () => {
    const root = projectCopy(cleanUp.add);
    write(root, {
      "Pulumi.big.yaml": "config: { aws:region: us-east-1, saas-privatelink:cidr: 10.0.0.0/8 }\n",
      "Pulumi.empty.yaml": "config: { saas-privatelink:cidr: [] }\n",
      "Pulumi.lost.yaml": "config: { aws:region: us-east-1, saas-privatelink:from: lots }\n",
      "Pulumi.one.yaml": "config: { aws:region: us-east-1, saas-privatelink:from: two }\n",
      "Pulumi.two.yaml": "config: { aws:region: us-east-1, saas-privatelink:from: one }\n",
    });
    const { code, stdout, stderr } = await privatelink(["plan", "--json", "--jobs", "1"], root);
    expect([code, stdout]).to.deep.equal([1, ""]);
    const lines = stderr.trimEnd().split("\n");
    expect(lines[0]).to.match(/^big: aws:ec2\/vpc:Vpc "v": cidrBlock: /);
    expect(lines.slice(1)).to.deep.equal([
      "empty: saas-privatelink:cidr: [] is not of type string, which Pulumi.yaml declares.",
      "lost: refers to stack lots, which cannot be planned.",
      "two -> one -> two: these stacks refer to each other in a circle, so none can be planned first; remove one of the references.",
      `There is no stack lots: no file Pulumi.lots.yaml in ${root}; did you mean lost?`,
    ]);
  });

  it("shows the stacks that can be planned beside the errors of the others", async () => {
    const root = projectCopy(cleanUp.add);
    write(root, { "Pulumi.bad.yaml": "config: { aws:region: us-east-1, saas-privatelink:cidr: 10.0.0.0/8 }\n" });
    const { code, stdout, stderr } = await privatelink(["plan"], root);
    expect(code).to.equal(1);
    expect(stdout.match(/^Stack \w+/gm)).to.deep.equal(["Stack base", "Stack copy"]);
    expect(stderr).to.match(/^bad: /);
    expect(existsSync(path.join(root, ".privatelink", "plans", "bad.json"))).to.equal(false);
  });

  it("tells where in the sources a fault of the program is", async () => {
    const root = projectCopy(cleanUp.add);
    write(root, { "note.ts": '\nexport function note(): string {\n  throw new TypeError("no note");\n}\n' });
    const { code, stderr } = await privatelink(["plan", "--stack", "base"], root);
    expect(code).to.equal(1);
    expect(stderr).to.contain("base: TypeError: no note\n");
    expect(stderr).to.contain(`${path.join(root, "note.ts")}:3:9`);
    expect(stderr).to.contain(`${path.join(root, "index.ts")}:11:`);
  });

  it("tells where a source is that cannot be compiled", async () => {
    const root = projectCopy(cleanUp.add);
    write(root, { "note.ts": "export const note = () => 1 2;\n" });
    const { code, stdout, stderr } = await privatelink(["plan"], root);
    expect([code, stdout]).to.deep.equal([1, ""]);
    expect(stderr).to.equal(`${path.join(root, "note.ts")}:1:29: Expected ";" but found "2"\n`);
  });

  it("suggests the nearest stack for an unknown name", async () => {
    const { code, stdout, stderr } = await privatelink(["plan", "--stack", "us-est-1"], PACKAGE);
    expect([code, stdout]).to.deep.equal([2, ""]);
    expect(stderr).to.equal(
      `There is no stack us-est-1: no file Pulumi.us-est-1.yaml in ${PACKAGE}; did you mean us-east-1?\n`,
    );
  });

  it("colours its tables only on request where there is no terminal", async () => {
    const root = projectCopy(cleanUp.add);
    const escapeCode = String.fromCharCode(27);
    expect((await privatelink(["plan", "--stack", "base"], root)).stdout).not.to.contain(escapeCode);
    expect((await privatelink(["plan", "--stack", "base"], root, { FORCE_COLOR: "1" })).stdout).to.contain(escapeCode);
  });
});
