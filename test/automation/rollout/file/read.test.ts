import path from "node:path";
import { expect } from "chai";
import { ROLLOUT_EXAMPLE } from "../../../../automation/docs/rollout-reference";
import { readProject } from "../../../../automation/plan/project";
import { RolloutFileError } from "../../../../automation/rollout/file/error";
import { readRolloutPlan } from "../../../../automation/rollout/file/read";
import { FailurePolicy, type RolloutPlan } from "../../../../automation/rollout/plan";
import { CleanUp, folderWith, write } from "../../support/folder";

const ROOT = path.resolve(__dirname, "../../../..");
const GATE = { timeoutMinutes: 15, soakSeconds: 60, everySeconds: 10, alarms: [], ignoreAlarms: [] };

const cleanUp = new CleanUp();

/** A project with stack files, each of which copies its image from another stack or from none. */
function projectOf(stacks: Readonly<Record<string, string | undefined>>, files: Readonly<Record<string, string>> = {}) {
  const stackFiles = Object.entries(stacks).map(([stack, other]) => {
    const image = other === undefined ? "" : `  saas-privatelink:image: { copyFrom: { stack: ${other} } }\n`;
    return [`Pulumi.${stack}.yaml`, `config:\n  aws:region: us-east-1\n${image}`];
  });
  const all = { "Pulumi.yaml": "name: saas-privatelink\n", ...Object.fromEntries(stackFiles), ...files };
  return readProject(folderWith(all, cleanUp.add));
}

async function refusals(reading: Promise<RolloutPlan>): Promise<readonly string[]> {
  try {
    await reading;
  } catch (error) {
    if (error instanceof RolloutFileError) return error.messages;
    throw error;
  }
  return [];
}

describe("automation/rollout/file/read", () => {
  afterEach(cleanUp.all);

  it("plans a project without a file by its references, with the defaults", async () => {
    const project = projectOf({ a: "b", b: undefined, c: "a" });
    const settings = { parallel: 4, gate: GATE, pauseMinutes: 0, onFailure: FailurePolicy.Stop };
    expect(await readRolloutPlan(project)).to.deep.equal({
      file: undefined,
      waves: [
        { name: "home", stacks: ["b"], ...settings },
        { name: "rest", stacks: ["a"], ...settings },
        { name: "rest-2", stacks: ["c"], ...settings },
      ],
      leftOut: [],
      parallel: 4,
      windows: [],
      images: { keep: 3, kmsKeyIds: {} },
      drift: { mayDiffer: [] },
    });
  });

  it("refuses credentials that the commands could not ask AWS with, of all stacks at once", async () => {
    const roles = (role: string) => `config:\n  aws:region: us-east-1\n  aws:assumeRoles: [${role}]\n`;
    const project = projectOf(
      { c: undefined },
      { "Pulumi.a.yaml": roles("{ roleArn: deploy }"), "Pulumi.b.yaml": roles("{ secure: v1:x:y }") },
    );
    expect(await refusals(readRolloutPlan(project))).to.deep.equal([
      'a: aws:assumeRoles[0].roleArn: "deploy" is not the ARN of a role; use one such as arn:aws:iam::111122223333:role/deploy.',
      `b: aws:assumeRoles[0]: "[secret]" is encrypted, and the commands cannot read it; store it plain by pulumi config set --plaintext --path 'aws:assumeRoles[0]'.`,
    ]);
  });

  it("plans the same with a file that says nothing, or nothing of waves", async () => {
    const project = projectOf({ a: undefined, b: "a" });
    const byReferences = await readRolloutPlan(project);
    write(project.root, { "rollout.yaml": "# nothing yet\n" });
    const file = path.join(project.root, "rollout.yaml");
    expect(await readRolloutPlan(project)).to.deep.equal({ ...byReferences, file });
    write(project.root, { "rollout.yaml": "onFailure: rollback\ngate: { soakSeconds: 0 }\n" });
    const { waves } = await readRolloutPlan(project);
    expect(waves.map(({ name, onFailure, gate }) => [name, onFailure, gate?.soakSeconds])).to.deep.equal([
      ["home", "rollback", 0],
      ["rest", "rollback", 0],
    ]);
  });

  it("gives a wave what it has of its own, then what the top level has, then the defaults", async () => {
    const text = `
parallel: 8
pauseMinutes: 5
onFailure: rollback
gate: { soakSeconds: 30, alarms: [checkout], probe: { url: "https://{stack}.example.com/", status: 204 } }
waves:
  - { name: one, stacks: [a] }
  - name: two
    stacks: [b]
    parallel: 2
    pauseMinutes: 0
    onFailure: stop
    gate: { soakSeconds: 0, alarms: [], probe: { url: "https://{region}.example.com/" } }
  - { name: three, stacks: [c], gate: false }
`;
    const project = projectOf({ a: undefined, b: undefined, c: undefined, d: undefined }, { "rollout.yaml": text });
    const plan = await readRolloutPlan(project);
    const own = { url: "https://{region}.example.com/", status: 200, timeoutSeconds: 5 };
    const shared = { url: "https://{stack}.example.com/", status: 204, timeoutSeconds: 5 };
    expect(plan.waves).to.deep.equal([
      {
        name: "one",
        stacks: ["a"],
        parallel: 8,
        gate: { ...GATE, soakSeconds: 30, alarms: ["checkout"], probe: shared },
        pauseMinutes: 5,
        onFailure: "rollback",
      },
      {
        name: "two",
        stacks: ["b"],
        parallel: 2,
        gate: { ...GATE, soakSeconds: 0, probe: own },
        pauseMinutes: 0,
        onFailure: "stop",
      },
      { name: "three", stacks: ["c"], parallel: 8, pauseMinutes: 5, onFailure: "rollback" },
    ]);
    expect(plan.leftOut).to.deep.equal(["d"]);
  });

  it("has no gate where the top level has none, but for a wave that has keys of one", async () => {
    const text =
      "gate: false\nwaves:\n  - { name: a, stacks: [a] }\n  - { name: b, stacks: [b], gate: { soakSeconds: 5 } }\n";
    const { waves } = await readRolloutPlan(projectOf({ a: undefined, b: undefined }, { "rollout.yaml": text }));
    expect(waves.map(({ gate }) => gate)).to.deep.equal([undefined, { ...GATE, soakSeconds: 5 }]);
  });

  it("leaves a wave for the rest out when there is no rest", async () => {
    const text = "waves:\n  - { name: a, stacks: [a] }\n  - { name: rest, stacks: rest }\n";
    const { waves } = await readRolloutPlan(projectOf({ a: undefined }, { "rollout.yaml": text }));
    expect(waves.map(({ name }) => name)).to.deep.equal(["a"]);
  });

  it("reads another file where one is named, which must be there", async () => {
    const project = projectOf({ a: undefined }, { "rollout.yaml": "parallel: 2\n", "slow.yaml": "parallel: 1\n" });
    const slow = path.join(project.root, "slow.yaml");
    const { file, parallel } = await readRolloutPlan(project, slow);
    expect({ file, parallel }).to.deep.equal({ file: slow, parallel: 1 });
    for (const missing of [path.join(project.root, "fast.yaml"), project.root]) {
      expect(await refusals(readRolloutPlan(project, missing))).to.deep.equal([
        `There is no file ${missing}; leave it out for rollout.yaml beside Pulumi.yaml.`,
      ]);
    }
  });

  it("refuses a rollout.yml, which somebody believes to be read", async () => {
    const project = projectOf({ a: undefined }, { "rollout.yml": "parallel: 2\n" });
    expect(await refusals(readRolloutPlan(project))).to.deep.equal([
      `${path.join(project.root, "rollout.yml")} is not read; call it rollout.yaml.`,
    ]);
  });

  it("refuses a project without a stack file", async () => {
    const project = projectOf({});
    expect(await refusals(readRolloutPlan(project))).to.deep.equal([
      `There is no stack file in ${project.root}; write a Pulumi.<stack>.yaml.`,
    ]);
  });

  it("says at once what is wrong in stack files, in references and in the file", async () => {
    const project = projectOf(
      { b: undefined },
      {
        "Pulumi.yaml": "name: saas-privatelink\nconfig:\n  tier: { type: string }\n",
        "Pulumi.a.yaml": "config: { tier: x, saas-privatelink:approval: { registry: { stack: tokyo } } }\n",
        "rollout.yaml": "parallel: 0\n",
      },
    );
    expect(await refusals(readRolloutPlan(project))).to.deep.equal([
      "b: saas-privatelink:tier: (missing) is declared in Pulumi.yaml without a default; set it.",
      'a: approval.registry.stack: "tokyo" is no stack of this project; write its file Pulumi.tokyo.yaml, or use b.',
      "rollout.yaml: parallel: 0 is not a whole number of stacks from 1 to 64; use a number from 1 to 64.",
    ]);
  });

  it("refuses a circle of references before there are waves", async () => {
    expect(await refusals(readRolloutPlan(projectOf({ a: "b", b: "a" })))).to.deep.equal([
      'b: image.copyFrom.stack: "a" closes a circle in which no stack can come first: a copies its image from b and b copies its image from a; remove one of these references.',
    ]);
  });

  it("knows references that Pulumi.yaml gives to all stacks, and those to other projects as none", async () => {
    const project = projectOf(
      { b: undefined, z: undefined },
      {
        "Pulumi.yaml":
          "name: saas-privatelink\nconfig:\n  saas-privatelink:image: { type: object, default: { copyFrom: { stack: z } } }\n",
        "Pulumi.a.yaml": "config: { saas-privatelink:image: { copyFrom: { stack: acme/other/b } } }\n",
        "Pulumi.z.yaml": "config: { saas-privatelink:image: { id: ami-0123456789abcdef0 } }\n",
      },
    );
    const { waves } = await readRolloutPlan(project);
    expect(waves.map(({ stacks }) => stacks)).to.deep.equal([["z"], ["a", "b"]]);
  });

  it("says where a file is not YAML, or not a map", async () => {
    const project = projectOf({ a: undefined }, { "rollout.yaml": "waves: [\n" });
    const file = path.join(project.root, "rollout.yaml");
    const [message, ...others] = await refusals(readRolloutPlan(project));
    expect(message?.startsWith(`${file}: `)).to.equal(true);
    expect(message).to.match(/at line 2, column 1\.$/);
    expect(others).to.deep.equal([]);
    write(project.root, { "rollout.yaml": "- a\n" });
    expect(await refusals(readRolloutPlan(project))).to.deep.equal([`${file}: the top level is not a map of keys.`]);
  });

  it("reads the rollout.yaml of the project: home, and then the rest", async () => {
    const plan = await readRolloutPlan(readProject(ROOT));
    expect(plan.waves.map(({ name, stacks }) => [name, stacks])).to.deep.equal([
      ["home", ["us-east-1"]],
      ["rest", ["us-east-2"]],
    ]);
    expect(plan.drift.mayDiffer).to.deep.equal(["fleet.instanceType"]);
  });

  it("reads the example of the reference", async () => {
    const names = ["ap-south-1", "eu-central-1", "eu-west-1", "us-east-1"];
    const project = projectOf(Object.fromEntries(names.map((name) => [name, undefined])), {
      "rollout.yaml": ROLLOUT_EXAMPLE,
    });
    const { waves, windows, images, drift, parallel } = await readRolloutPlan(project);
    expect(
      waves.map(({ name, stacks, parallel: width, gate }) => [name, stacks, width, gate?.soakSeconds]),
    ).to.deep.equal([
      ["home", ["us-east-1"], 6, 3600],
      ["europe", ["eu-west-1", "eu-central-1"], 1, 300],
      ["rest", ["ap-south-1"], 6, 300],
    ]);
    expect(windows).to.deep.equal([{ days: [1, 2, 3, 4], from: "09:00", to: "16:00", timeZone: "Europe/Berlin" }]);
    expect({ images, drift, parallel }).to.deep.equal({
      images: { keep: 5, kmsKeyIds: {} },
      drift: { mayDiffer: ["fleet.instanceType", "fleet.perZone"] },
      parallel: 6,
    });
  });
});
