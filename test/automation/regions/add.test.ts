import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { identityOf } from "../../../automation/aws/read-identity";
import { add, type MakeClients } from "../../../automation/regions/add";
import type { AddOptions } from "../../../automation/regions/options";
import { CleanUp, folderWith } from "../support/folder";
import { FakeTerminal } from "../support/terminal";

const PROJECT = path.resolve(__dirname, "..", "..", "..");
/** Archive that the stack files upload. */
const ARCHIVE = "examples/order-processor/dist/order-processor.tar.gz";
const ROLLOUT = "waves:\n  - { name: home, stacks: [us-east-1] }\n  - { name: us, stacks: [us-east-2] } # US\n";

function file(name: string): string {
  return readFileSync(path.join(PROJECT, name), "utf8");
}

describe("privatelink region add", () => {
  const cleanUp = new CleanUp();
  afterEach(cleanUp.all);

  function project(more: Readonly<Record<string, string>> = {}): string {
    const names = ["Pulumi.yaml", "Pulumi.us-east-1.yaml", "Pulumi.us-east-2.yaml"];
    const files = Object.fromEntries(names.map((name) => [name, file(name)]));
    return folderWith({ ...files, [ARCHIVE]: gzipSync("the service"), ...more }, cleanUp.add);
  }

  /** Without the plan, which is another command's. */
  async function run(root: string, region: string, options: Partial<AddOptions> = {}, makeClients?: MakeClients) {
    const terminal = new FakeTerminal();
    const host = { root, loadProgram: never, startWorker: never, trace: (stack: string) => stack };
    const all = { set: [], unset: [], offline: makeClients === undefined, json: true, ...options };
    const code = await add(host, region, all, terminal, makeClients ?? never);
    return { code, ...terminal.printed };
  }

  function never(): never {
    throw new Error("Nobody asks for this.");
  }

  it("writes the stack file and puts the stack into the last wave", async () => {
    const root = project({ "rollout.yaml": ROLLOUT });
    const { code, stdout } = await run(root, "eu-west-1");
    expect(code).to.equal(0);
    const said = JSON.parse(stdout);
    expect(said).to.include({
      stack: "eu-west-1",
      region: "eu-west-1",
      like: "us-east-2",
      home: "us-east-1",
      written: true,
    });
    expect(said.file).to.equal("Pulumi.eu-west-1.yaml");
    expect(readFileSync(path.join(root, "Pulumi.eu-west-1.yaml"), "utf8")).to.equal(said.text);
    expect(said.settings).to.deep.include({
      "aws:region": "eu-west-1",
      "saas-privatelink:network": { cidr: "10.64.8.0/22" },
    });
    expect(readFileSync(path.join(root, "rollout.yaml"), "utf8")).to.equal(
      ROLLOUT.replace("[us-east-2]", "[us-east-2, eu-west-1]"),
    );
    expect(said.notes.at(-1)).to.equal("eu-west-1 is in the wave us, the last of rollout.yaml.");
  });

  it("writes nothing in a dry run, and says the same", async () => {
    const root = project({ "rollout.yaml": ROLLOUT });
    const { code, stdout } = await run(root, "eu-west-1", { dryRun: true });
    expect([code, JSON.parse(stdout).written]).to.deep.equal([0, false]);
    expect(existsSync(path.join(root, "Pulumi.eu-west-1.yaml"))).to.equal(false);
    expect(readFileSync(path.join(root, "rollout.yaml"), "utf8")).to.equal(ROLLOUT);
  });

  describe("that was killed between its two writes", () => {
    for (const [what, names, rollout, wave] of [
      ["beside a stack that follows", ["us-east-1", "us-east-2"], ROLLOUT, "[us-east-2, eu-west-1]"],
      [
        "beside the home stack alone",
        ["us-east-1"],
        "waves:\n  - { name: home, stacks: [us-east-1] }\n",
        "[eu-west-1]",
      ],
    ] as const) {
      it(`goes on with rollout.yaml, ${what}`, async () => {
        const files = Object.fromEntries(names.map((name) => [`Pulumi.${name}.yaml`, file(`Pulumi.${name}.yaml`)]));
        const root = folderWith(
          { "Pulumi.yaml": file("Pulumi.yaml"), ...files, [ARCHIVE]: gzipSync("the service"), "rollout.yaml": rollout },
          cleanUp.add,
        );
        const first = JSON.parse((await run(root, "eu-west-1")).stdout);
        const whole = readFileSync(path.join(root, "rollout.yaml"), "utf8");
        expect(whole).to.contain(wave);
        writeFileSync(path.join(root, "rollout.yaml"), rollout);
        const { code, stdout } = await run(root, "eu-west-1");
        const again = JSON.parse(stdout);
        expect(code).to.equal(0);
        expect(again).to.deep.include({ written: true, text: first.text, notes: first.notes, like: first.like });
        expect(again.findings[0]).to.deep.equal({
          state: "ok",
          subject: "Stack",
          text: "Pulumi.eu-west-1.yaml is there as it would be written, and no wave of rollout.yaml has the stack yet",
        });
        expect(readFileSync(path.join(root, "rollout.yaml"), "utf8")).to.equal(whole);
        expect(readFileSync(path.join(root, "Pulumi.eu-west-1.yaml"), "utf8")).to.equal(first.text);
      });
    }

    it("says that no wave has the stack where its file is another one", async () => {
      const root = project({ "rollout.yaml": ROLLOUT });
      const { text } = JSON.parse((await run(root, "eu-west-1")).stdout);
      writeFileSync(path.join(root, "rollout.yaml"), ROLLOUT);
      writeFileSync(path.join(root, "Pulumi.eu-west-1.yaml"), `${text}encryptionsalt: v1:abc\n`);
      const { code, stdout } = await run(root, "eu-west-1");
      expect([code, JSON.parse(stdout).findings]).to.deep.equal([
        1,
        [
          {
            state: "problem",
            subject: "Stack",
            text: "Pulumi.eu-west-1.yaml is there already, and not as it would be written, and no wave of rollout.yaml has the stack; add it to one, or give the new stack another name",
          },
        ],
      ]);
      expect(readFileSync(path.join(root, "rollout.yaml"), "utf8")).to.equal(ROLLOUT);
    });
  });

  const refused: readonly (readonly [string, string, Partial<AddOptions>, string, string])[] = [
    [
      "a stack that is there",
      "us-east-2",
      {},
      "Stack",
      "us-east-2 is there already, in us-east-2, by Pulumi.us-east-2.yaml; another one needs a name of its own, by --stack",
    ],
    [
      "a setting that the program does not take",
      "eu-west-1",
      { set: ["fleet.perZone={ min: 5, max: 2 }"] },
      "fleet.perZone.min",
      "5 is more than max, 2; use at most 2, or raise max",
    ],
    [
      "a block that is taken",
      "eu-west-1",
      { cidr: "10.64.4.0/22" },
      "network.cidr",
      "10.64.4.0/22 overlaps with 10.64.4.0/22, network.cidr of us-east-2; give another one by --cidr",
    ],
    [
      "a block that is taken, given as a setting",
      "eu-west-1",
      { set: ["network.cidr=10.64.0.0/20"] },
      "network.cidr",
      "10.64.0.0/20 overlaps with 10.64.0.0/22, network.cidr of us-east-1; give another one by --set network.cidr=...",
    ],
    [
      "a key of a list that is not there",
      "eu-west-1",
      { set: ["service.ports[1].port=1"] },
      "--set",
      "service.ports[1].port: there is no element [1] in the list",
    ],
  ];
  for (const [what, region, options, subject, text] of refused) {
    it(`writes nothing for ${what}`, async () => {
      const root = project({ "rollout.yaml": ROLLOUT });
      const { code, stdout } = await run(root, region, options);
      const said = JSON.parse(stdout);
      expect([code, said.written]).to.deep.equal([1, false]);
      expect(said.findings.filter(({ state }: { state: string }) => state === "problem")).to.deep.equal([
        { state: "problem", subject, text },
      ]);
      expect(readFileSync(path.join(root, "rollout.yaml"), "utf8")).to.equal(ROLLOUT);
      expect(existsSync(path.join(root, "Pulumi.eu-west-1.yaml"))).to.equal(false);
    });
  }

  it("judges the block that the file has in the end, and no other", async () => {
    const found = async (options: Partial<AddOptions>) => {
      const said = JSON.parse((await run(project(), "eu-west-1", { dryRun: true, ...options })).stdout);
      return said.findings.find(({ subject }: { subject: string }) => subject === "network.cidr");
    };
    expect(await found({ cidr: "10.64.4.0/22", set: ["network.cidr=10.70.0.0/22"] })).to.deep.include({
      state: "ok",
      text: "10.70.0.0/22 overlaps with no other stack",
    });
    const existing = "network.existing={ vpcId: vpc-0123456789abcdef0, cidr: 10.64.0.0/22 }";
    expect(await found({ unset: ["network.cidr"], set: [existing] })).to.deep.include({
      state: "unknown",
      text: "no VPC is made: the stack uses one that exists",
    });
  });

  it("makes it from the first stack in the order of the rollout that follows the home stack", async () => {
    const text = file("Pulumi.us-east-2.yaml").replaceAll("10.64.4.0/22", "10.64.16.0/22");
    const more = { "Pulumi.ap-south-1.yaml": text.replaceAll("us-east-2", "ap-south-1") };
    const waves = (...names: string[]) =>
      `waves:\n${names.map((n) => `  - { name: ${n}, stacks: [${n}] }\n`).join("")}`;
    const like = async (...names: string[]) => {
      const root = project({ ...more, "rollout.yaml": waves(...names) });
      return JSON.parse((await run(root, "eu-west-1", { dryRun: true })).stdout).like;
    };
    expect(await like("us-east-1", "us-east-2", "ap-south-1")).to.equal("us-east-2");
    expect(await like("us-east-1", "ap-south-1", "us-east-2")).to.equal("ap-south-1");
    expect(await like("us-east-1", "us-east-2")).to.equal("us-east-2");
  });

  it("makes the next one from the same stack, and says which that is and why", async () => {
    const root = project({
      "rollout.yaml": "waves: [{ name: home, stacks: [us-east-1] }, { name: rest, stacks: rest }]\n",
    });
    const title = async (region: string, options: Partial<AddOptions> = {}) =>
      (await run(root, region, { json: false, cidr: "10.64.0.0/22", ...options })).stdout.split("\n")[0];
    expect(await title("ap-southeast-2")).to.equal(
      "ap-southeast-2 in ap-southeast-2, made from us-east-2, the first that follows us-east-1; --like takes another one",
    );
    await run(root, "ap-southeast-2");
    expect(await title("af-south-1")).to.equal(
      "af-south-1 in af-south-1, made from us-east-2, from which ap-southeast-2, the first that follows us-east-1, was made; --like takes another one",
    );
    await run(root, "af-south-1", { like: "ap-southeast-2" });
    expect(JSON.parse((await run(root, "eu-west-1", { dryRun: true })).stdout).like).to.equal("us-east-2");
    expect(await title("eu-west-1", { like: "us-east-1" })).to.equal("eu-west-1 in eu-west-1, made from us-east-1");
  });

  it("adds a second stack in a Region only by name", async () => {
    const root = project();
    await run(root, "eu-west-1");
    const second = await run(root, "eu-west-1", { stack: "europe" });
    expect(JSON.parse(second.stdout)).to.include({ stack: "europe", written: true });
    const third = JSON.parse((await run(root, "us-east-2", { stack: "europe" })).stdout);
    expect(third.findings[0].text).to.equal(
      "europe is there already, in eu-west-1, by Pulumi.europe.yaml; another one needs a name of its own, by --stack",
    );
  });

  it("shows everything that was found, problems last, and the number of problems", async () => {
    const { code, stdout } = await run(project(), "eu-west-1", {
      json: false,
      cidr: "10.64.0.0/22",
      set: ["fleet.perZone={ min: 5, max: 2 }"],
    });
    expect(code).to.equal(1);
    expect(stdout).to.match(
      / {2}ok {7}Stack .*\n(?: {2}(?:ok|unknown) .*\n)*(?: {2}problem .*\n.*){2}\n2 problems; nothing was written\.\n$/s,
    );
  });

  it("shows nothing but that a stack is there where it is", async () => {
    const { stdout } = await run(project(), "us-east-2", { json: false, cidr: "10.64.0.0/22" });
    expect(stdout.split("\n")).to.deep.equal([
      "us-east-2 is there already, in us-east-2, by Pulumi.us-east-2.yaml; another one needs a name of its own, by --stack.",
      "Nothing was written.",
      "",
    ]);
  });

  const usage: readonly (readonly [string, Partial<AddOptions>, string])[] = [
    ["eu-wst-1", {}, 'region: "eu-wst-1" is not a commercial AWS Region; use "eu-west-1".\n'],
    ["eu-west-1", { like: "us-east-3" }, "--like: there is no stack us-east-3; did you mean us-east-1?\n"],
    [
      "eu-west-1",
      { stack: "a/b" },
      '"a/b" is not a stack\'s name; use letters, digits, hyphens, underscores and dots.\n',
    ],
    [
      "eu-west-1",
      { set: ["fleet"] },
      "--set fleet: has no value; write it as path=value, for example fleet.instanceType=t3.small.\n",
    ],
  ];
  for (const [region, options, said] of usage) {
    it(`refuses ${region} ${JSON.stringify(options)} as a command line`, async () => {
      expect(await run(project(), region, options)).to.deep.equal({ code: 2, stdout: "", stderr: said });
    });
  }

  it("refuses to add to a rollout plan that is not in order, and a project without stacks", async () => {
    const broken = await run(project({ "rollout.yaml": "waves: [{ name: a, stacks: [us-east-9] }]\n" }), "eu-west-1");
    expect(broken.code).to.equal(1);
    expect(broken.stderr).to.include("us-east-9");
    const empty = folderWith({ "Pulumi.yaml": file("Pulumi.yaml") }, cleanUp.add);
    expect((await run(empty, "eu-west-1")).stderr).to.match(/no stack file/i);
  });

  it("closes its clients, and asks with the credentials of the template, or of the whole project", async () => {
    const role = (name: string) => [{ roleArn: `arn:aws:iam::111122223333:role/${name}` }];
    const roles = `  aws:assumeRoles: ${JSON.stringify(role("deploy"))}\n`;
    const root = project({
      "Pulumi.yaml": `${file("Pulumi.yaml")}\nconfig:\n  aws:profile: ci\n  aws:assumeRoles: { value: ${JSON.stringify(role("all"))} }\n`,
      "Pulumi.us-east-2.yaml": `${file("Pulumi.us-east-2.yaml").trimEnd()}\n${roles}`,
    });
    const asked: unknown[] = [];
    const clients = {
      ec2: failing,
      loadBalancing: failing,
      quotas: failing,
      close: () => void asked.push("closed"),
    };
    const { stdout } = await run(root, "eu-west-1", { set: [] }, async (settings) => {
      asked.push(settings["aws:region"], identityOf(settings));
      return clients;
    });
    const identity = { profile: "ci", assumeRoles: role("deploy") };
    expect(asked).to.deep.equal(["eu-west-1", identity, "closed"]);
    expect(JSON.parse(stdout).findings.at(-1)).to.deep.equal({
      state: "unknown",
      subject: "AWS",
      text: "AWS does not accept the credentials: check AWS_PROFILE and the AWS_ variables. (Wrong.); neither the Region, its zones nor quotas are looked at",
    });
  });

  async function failing(): Promise<never> {
    throw Object.assign(new Error("Wrong"), { name: "AuthFailure", $metadata: {} });
  }
});
