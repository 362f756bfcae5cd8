import { copyFile, mkdtemp, readFile, realpath, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { buildArtifact } from "../../automation/artifact";
import { findDrift } from "../../automation/drift/find-drift";
import type { Finding } from "../../automation/drift/finding";
import { type DriftReport, driftExitCode } from "../../automation/drift/report";
import type { Engine } from "../../automation/engine/engine";
import { Operation } from "../../automation/engine/operation";
import { runProcess } from "../../automation/engine/processes";
import { prepareWorkspace } from "../../automation/engine/workspace";
import { readProject } from "../../automation/plan/project";
import { readRolloutPlan } from "../../automation/rollout/file/read";
import { openSandboxPlace, type SandboxPlace } from "../../automation/stacks/sandbox-place";
import { T } from "../../sandbox/tokens";
import { engineFor } from "./support/engine";

const ROOT = path.resolve(__dirname, "../..");
const HOME = "us-east-1";
const OTHER = "us-east-2";
const STACKS = [HOME, OTHER];

describe("privatelink drift, on the real engine", function () {
  this.bail(true);
  let engine: Engine;
  let root: string;
  let place: SandboxPlace;

  const look = async (refresh = true): Promise<DriftReport> => {
    const project = readProject(root);
    return findDrift({ project, plan: await readRolloutPlan(project), place, refresh });
  };
  const open = async () => openSandboxPlace(readProject(root), engine, path.join(root, ".privatelink", "rehearsal"));
  /** What is wrong, as the report says it, but for what to do about it. */
  const found = ({ findings }: DriftReport) => findings.map(({ remedies: _, ...finding }): Partial<Finding> => finding);
  const inAws = (type: string, region: string, text = "") => {
    const stored = place.world.cloud.all(type, region).find(({ inputs }) => JSON.stringify(inputs).includes(text));
    if (stored === undefined) throw new Error(`There is no ${type} with ${text} in ${region}.`);
    return stored;
  };
  const edit = async (stack: string, from: string, to: string): Promise<void> => {
    const file = path.join(root, `Pulumi.${stack}.yaml`);
    const text = await readFile(file, "utf8");
    expect(text).to.contain(from);
    await writeFile(file, text.replace(from, to));
  };

  before("both stacks, of a project with stack files of its own", async function () {
    engine = await engineFor(this);
    await buildArtifact(path.join(ROOT, "examples/order-processor"));
    root = await realpath(await mkdtemp(path.join(tmpdir(), "privatelink-drift-")));
    await prepareWorkspace(
      ROOT,
      root,
      STACKS.map((name) => ({ name })),
    );
    await copyFile(path.join(ROOT, "rollout.yaml"), path.join(root, "rollout.yaml"));
    place = await open();
    for (const stack of STACKS) await place.stack(stack).operate(Operation.Up);
  });
  after(async () => {
    await place?.close();
    if (root !== undefined) await rm(root, { recursive: true, force: true });
  });

  it("finds a stack that has lost its file", async () => {
    const [file, away] = ["Pulumi.us-east-2.yaml", "us-east-2.yaml"].map((name) => path.join(root, name)) as [
      string,
      string,
    ];
    await rename(file, away);
    const report = await look(false);
    await rename(away, file);
    expect(found(report).map(({ stacks, subject }) => [stacks, subject])).to.deep.equal([
      [[OTHER], "Pulumi.us-east-2.yaml"],
    ]);
    expect(report.stacks.map(({ stack }) => stack)).to.deep.equal([HOME]);
  });

  it("finds nothing in stacks as they were left", async () => {
    const report = await look();
    expect(found(report)).to.deep.equal([]);
    expect(
      report.stacks.map(({ stack, resources, settings, failures }) => ({ stack, resources, settings, failures })),
    ).to.deep.equal(STACKS.map((stack) => ({ stack, resources: 0, settings: 0, failures: [] })));
    expect(driftExitCode(report)).to.equal(0);
  });

  it("leaves alone what the approval function, scaling and operators change on purpose", async () => {
    const { cloud } = place.world;
    const service = inAws(T.VpcEndpointService, HOME);
    // What ModifyVpcEndpointServicePermissions does.
    const permission = { vpcEndpointServiceId: service.id, principalArn: "arn:aws:iam::444455556666:root" };
    cloud.create(T.VpcEndpointServiceAllowedPrinciple, permission, { region: HOME, seed: "by the function" });
    cloud.patch(inAws(T.AutoScalingGroup, "us-east-1"), { desiredCapacity: 3 });
    cloud.patch(inAws(T.LaunchTemplate, "us-east-1"), { defaultVersion: 7 });
    const report = await look();
    expect(found(report)).to.deep.equal([]);
    expect(report.stacks.map(({ ignored }) => ignored.map(({ path }) => path))).to.deep.equal([
      ["allowedPrincipals arn:aws:iam::444455556666:root"],
      [],
    ]);
  });

  it("finds what was changed, removed and opened by hand, in the stack that has it", async () => {
    const { cloud } = place.world;
    const group = inAws(T.TargetGroup, OTHER);
    const healthCheck = { ...(group.inputs.healthCheck as object), interval: 30 };
    cloud.update(T.TargetGroup, group.id, { ...group.inputs, healthCheck }, { region: OTHER, seed: "by hand" });
    cloud.delete(T.MetricAlarm, inAws(T.MetricAlarm, OTHER, "approval-idle").id, { region: OTHER });
    const rule = { protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] };
    cloud.patch(inAws(T.SecurityGroup, OTHER, "Instances"), { ingress: [rule] });
    const report = await look();
    const kind = "resource";
    const stacks = [OTHER];
    expect(found(report)).to.deep.equal([
      {
        kind,
        stacks,
        subject: "order-processor-api (aws:lb:TargetGroup)",
        problem: "is not as the last update left it",
        details: [{ what: "healthCheck.interval", expected: "10", actual: "30" }],
      },
      {
        kind,
        stacks,
        subject: "order-processor-approval-idle (aws:cloudwatch:MetricAlarm)",
        problem: "is not there any more",
        details: [],
      },
      {
        kind,
        stacks,
        subject: "order-processor-sg (aws:ec2:SecurityGroup)",
        problem: "has rules that nobody declared",
        details: [{ what: "rule", expected: undefined, actual: "ingress tcp 22 from 0.0.0.0/0" }],
      },
    ]);
    expect(report.stacks.map(({ resources }) => resources)).to.deep.equal([0, 3]);
    expect(driftExitCode(report)).to.equal(2);
  });

  it("finds nothing any more once it was done what the findings say", async () => {
    place.world.cloud.patch(inAws(T.SecurityGroup, OTHER, "Instances"), { ingress: [] });
    await place.stack(OTHER).operate(Operation.Refresh);
    await place.stack(OTHER).operate(Operation.Up);
    expect(found(await look())).to.deep.equal([]);
    expect(inAws(T.TargetGroup, OTHER).inputs.healthCheck).to.include({ interval: 10 });
    expect(place.world.cloud.all(T.MetricAlarm, OTHER).length).to.equal(
      place.world.cloud.all(T.MetricAlarm, HOME).length,
    );
  });

  it("finds a stack file that is not deployed, and how it differs from that of the other Region", async () => {
    await edit(OTHER, "perZone: { min: 1, max: 4 }", "perZone: { min: 2, max: 4 }");
    const path = "fleet.perZone.min";
    expect(found(await look(false))).to.deep.equal([
      {
        kind: "update",
        stacks: [OTHER],
        subject: "Pulumi.us-east-2.yaml",
        problem: "is not what is deployed",
        details: [{ what: path, expected: "2", actual: "1" }],
      },
      {
        kind: "regions",
        stacks: [OTHER],
        subject: path,
        problem: "is not the same everywhere: Pulumi.us-east-1.yaml has 1",
        details: [{ what: `Pulumi.${OTHER}.yaml`, expected: "1", actual: "2" }],
      },
    ]);
    await edit(OTHER, "perZone: { min: 2, max: 4 }", "perZone: { min: 1, max: 4 }");
  });

  it("finds a Region that was left with the AMI before", async () => {
    const next = "ami-0fedcba9876543210";
    await edit(HOME, "id: ami-0abcdef1234567890", `id: ${next}`);
    await place.stack(HOME).operate(Operation.Up);
    expect(found(await look(false))).to.deep.equal([
      {
        kind: "regions",
        stacks: [OTHER],
        subject: "image",
        problem: `is not the same everywhere: us-east-1 has ${next} of us-east-1`,
        details: [{ what: OTHER, expected: `${next} of us-east-1`, actual: "ami-0abcdef1234567890 of us-east-1" }],
      },
    ]);
  });

  it("finds a stack that is a file only", async () => {
    await copyFile(path.join(root, "Pulumi.us-east-2.yaml"), path.join(root, "Pulumi.us-west-2.yaml"));
    await edit("us-west-2", "aws:region: us-east-2", "aws:region: us-west-2");
    // A place knows the stack files that there were when it was opened.
    await place.close();
    place = await open();
    const report = await look();
    expect(found(report)).to.deep.include({
      kind: "update",
      stacks: ["us-west-2"],
      subject: "Pulumi.us-west-2.yaml",
      problem: "is not deployed",
      details: [],
    });
    expect(report.stacks.at(-1)).to.include({ stack: "us-west-2", resources: undefined, deployed: false });
  });

  it("tells a person and a CI system the same as a command", async () => {
    await place.close();
    const drift = (...options: string[]) =>
      runProcess(process.execPath, [path.join(ROOT, "bin", "privatelink.js"), "drift", "--sandbox", ...options], {
        cwd: root,
        timeoutMs: 300_000,
      });
    const all = await drift("--json", "--no-refresh");
    expect(all.code, all.stderr).to.equal(2);
    expect((JSON.parse(all.stdout) as DriftReport).findings.map(({ subject }) => subject)).to.deep.equal([
      "Pulumi.us-west-2.yaml",
      "image",
    ]);
    const some = await drift("--stack", "us-east-1");
    expect(some.stdout).to.match(/\nNo drift in 1 stack\.\n$/);
    expect(some.code, some.stderr).to.equal(0);
    place = await open();
  });
});
