import { expect } from "chai";
import type { AwsIdentity } from "../../../automation/aws/identity";
import { type DriftRequest, findDrift } from "../../../automation/drift/find-drift";
import type { ImageSource } from "../../../automation/drift/images";
import { driftExitCode } from "../../../automation/drift/report";
import { Operation, OperationFailed, type OperationResult } from "../../../automation/engine/operation";
import { readProject } from "../../../automation/plan/project";
import { readRolloutPlan } from "../../../automation/rollout/file/read";
import { selectWaves } from "../../../automation/rollout/file/select";
import type { Place, StackHandle, StackOutputValues, StackSettings } from "../../../automation/stacks/place";
import { StackFile } from "../../../automation/stacks/stack-file";
import { stackYaml } from "../rollout/command/support";
import { awsError } from "../support/fake-context";
import { CleanUp, folderWith } from "../support/folder";

const REGIONS = ["us-east-1", "us-east-2", "us-west-2"];
const OUTPUTS: StackOutputValues = { version: "1.0.0", imageId: "ami-0abcdef1234567890", imageSources: [] };
/** All stacks run copies of one AMI. */
const SAME: ImageSource = {
  look: async () => ({ source: { id: "ami-0abcdef1234567890", region: "us-east-1" } }),
};

/** A stack without a drift; `change` is what another one has otherwise. */
function handle(name: string, text: string, change: Partial<StackHandle> = {}): StackHandle {
  const settings: StackSettings = StackFile.parse("", text).settings();
  const nobody = () => Promise.reject(new Error("Nobody asked for this."));
  const result: OperationResult = { changes: {}, steps: [], warnings: [], outputs: {}, seconds: 0 };
  return {
    name,
    exists: async () => true,
    outputs: async () => OUTPUTS,
    settings: async () => settings,
    services: nobody,
    earlier: async () => ({ settings, outputs: OUTPUTS }) as Awaited<ReturnType<StackHandle["earlier"]>>,
    drift: async () => result,
    operate: nobody,
    remove: nobody,
    ...change,
  };
}

describe("automation/drift/find-drift", () => {
  const cleanUp = new CleanUp();
  afterEach(() => cleanUp.all());

  interface Given extends Partial<Omit<DriftRequest, "project" | "place">> {
    readonly changes?: Readonly<Record<string, Partial<StackHandle>>>;
    readonly files?: Readonly<Record<string, string>>;
    readonly parallel?: number;
    /** What the backend has. */
    readonly deployed?: readonly string[];
    readonly only?: readonly string[];
  }

  async function look({ changes = {}, files = {}, parallel = 4, deployed = REGIONS, only, ...rest }: Given = {}) {
    const texts = Object.fromEntries(REGIONS.map((region) => [`Pulumi.${region}.yaml`, stackYaml(region)]));
    const all = { "Pulumi.yaml": "name: saas-privatelink\nruntime: nodejs\n", ...texts, ...files };
    const project = readProject(folderWith(all, cleanUp.add));
    const place: Place = {
      title: "a place",
      project: project.root,
      journalFolder: "",
      stacks: async () => deployed,
      stack: (name) => handle(name, texts[`Pulumi.${name}.yaml`] ?? "", changes[name]),
      close: async () => {},
    };
    const whole = { ...(await readRolloutPlan(project)), parallel };
    const plan = only === undefined ? whole : selectWaves(whole, { stacks: only });
    return findDrift({ project, plan, place, images: SAME, ...rest });
  }

  it("goes by the plan of the project, where none is given", async () => {
    expect((await look({ plan: undefined })).matrix.stacks).to.deep.equal(REGIONS);
  });

  it("finds nothing where there is nothing, in the order of the waves", async () => {
    const report = await look();
    expect(report.findings).to.deep.equal([]);
    expect(report.matrix.stacks).to.deep.equal(REGIONS);
    expect(report.stacks.map(({ seconds: _, ...stack }) => stack)).to.deep.equal(
      REGIONS.map((stack) => ({
        stack,
        region: stack,
        resources: 0,
        ignored: [],
        deployed: true,
        settings: 0,
        failures: [],
      })),
    );
    expect(driftExitCode(report)).to.equal(0);
  });

  it("says what keeps it from looking at a stack, and looks at everything else", async () => {
    const locked = new OperationFailed(Operation.Refresh, "us-east-2", ["us-east-2 is locked by process 4711."], []);
    const other = { settings: {}, outputs: { ...OUTPUTS, version: "0.9.0" } };
    const report = await look({
      changes: {
        "us-east-2": { drift: () => Promise.reject(locked) },
        "us-west-2": {
          earlier: async () => ({ ...other, settings: await handle("", stackYaml("us-west-2")).settings() }) as never,
        },
      },
    });
    expect(report.stacks.map(({ failures }) => failures)).to.deep.equal([
      [],
      ["us-east-2 is locked by process 4711."],
      [],
    ]);
    expect(report.stacks.map(({ resources }) => resources)).to.deep.equal([0, undefined, 0]);
    expect(report.findings.map(({ stacks, subject }) => [stacks, subject])).to.deep.equal([[["us-west-2"], "version"]]);
    expect(driftExitCode(report)).to.equal(1);
  });

  it("compares no stack whose file is not understood, and says why", async () => {
    const report = await look({
      files: { "Pulumi.us-east-2.yaml": stackYaml("us-east-2", { extra: "  saas-privatelink:flet: {}\n" }) },
    });
    expect(report.stacks[1]?.failures).to.deep.equal([
      'us-east-2: flet: "flet" is an unknown key; write fleet instead.',
    ]);
    expect(report.matrix.stacks).to.deep.equal(["us-east-1", "us-west-2"]);
  });

  it("says of an AMI that is gone what that means", async () => {
    const images: ImageSource = {
      look: async ({ region, identity }, imageId) => {
        expect([imageId, identity]).to.deep.equal(["ami-0abcdef1234567890", undefined]);
        return region === "us-east-2" ? undefined : SAME.look({ stack: "", region, outputs: {} }, imageId);
      },
    };
    const { findings } = await look({ images });
    expect(findings.map(({ stacks, subject, problem }) => `${stacks}: ${subject} ${problem}`)).to.deep.equal([
      "us-east-2: AMI ami-0abcdef1234567890 of the fleet is not there any more, so that no instance can be launched",
      "us-east-2: image is not the same everywhere: us-east-1 and us-west-2 have ami-0abcdef1234567890 of us-east-1",
    ]);
  });

  it("asks for an AMI with the credentials of the stack, and tells what AWS refuses", async () => {
    const identities: (AwsIdentity | undefined)[] = [];
    const images: ImageSource = {
      look: async ({ identity, region }) => {
        identities.push(identity);
        if (region !== "us-east-2") return SAME.look({ stack: "", region, outputs: {} }, "");
        throw awsError("ExpiredToken", "The security token included in the request is expired");
      },
    };
    const { stacks } = await look({
      images,
      parallel: 1,
      files: { "Pulumi.us-east-1.yaml": stackYaml("us-east-1", { extra: "  aws:profile: deploy\n" }) },
    });
    expect(identities).to.deep.equal([{ profile: "deploy" }, undefined, undefined]);
    expect(stacks[1]?.failures).to.deep.equal([
      "The AWS credentials have expired: get new ones, for example by aws sso login, and run the command again.",
    ]);
  });

  it("does not ask AWS for resources without a refresh, nor where nothing is", async () => {
    const asked: string[] = [];
    const counted = Object.fromEntries(
      REGIONS.map((region) => [
        region,
        {
          drift: () => {
            asked.push(region);
            return handle(region, "").drift();
          },
          ...(region === "us-east-2" ? { earlier: async () => undefined, exists: async () => false } : {}),
          // A first update that failed has left resources.
          ...(region === "us-west-2" ? { earlier: async () => undefined } : {}),
        },
      ]),
    );
    const { stacks } = await look({ changes: counted, refresh: false });
    expect(asked).to.deep.equal([]);
    expect(stacks.map(({ resources }) => resources)).to.deep.equal([undefined, undefined, undefined]);
    const report = await look({ changes: counted });
    expect(asked.sort()).to.deep.equal(["us-east-1", "us-west-2"]);
    expect(report.findings.map(({ subject, problem }) => `${subject} ${problem}`)).to.deep.equal([
      "Pulumi.us-east-2.yaml is not deployed",
      "Pulumi.us-west-2.yaml is not deployed",
    ]);
  });

  it("compares no stack that is not deployed, however many there are", async () => {
    const missing = { earlier: async () => undefined, outputs: async () => ({}) };
    const extra = "  saas-privatelink:protect: false\n";
    const files = Object.fromEntries(
      ["us-east-2", "us-west-2"].map((stack) => [`Pulumi.${stack}.yaml`, stackYaml(stack, { extra })]),
    );
    const { findings, matrix } = await look({ changes: { "us-east-2": missing, "us-west-2": missing }, files });
    expect(matrix.stacks).to.deep.equal(["us-east-1"]);
    expect(findings.map(({ subject, problem }) => `${subject} ${problem}`)).to.deep.equal([
      "Pulumi.us-east-2.yaml is not deployed",
      "Pulumi.us-west-2.yaml is not deployed",
    ]);
  });

  it("finds a stack that a destroy has taken a part of, and does not compare what is left of it", async () => {
    const settings = StackFile.parse("", stackYaml("us-east-2")).settings();
    const earlier = async () => ({ settings, outputs: { ...OUTPUTS, version: "9" }, partlyDestroyed: true });
    const report = await look({ changes: { "us-east-2": { earlier } }, refresh: false });
    expect(report.matrix.stacks).to.deep.equal(["us-east-1", "us-west-2"]);
    expect(report.findings).to.deep.equal([
      {
        kind: "update",
        stacks: ["us-east-2"],
        subject: "us-east-2",
        problem: "is not whole: a destroy has taken a part of it away",
        details: [],
        remedies: [
          "Bring it up again: privatelink up --stack us-east-2. Or take the rest down: privatelink destroy --stack us-east-2.",
        ],
      },
    ]);
    expect(driftExitCode(report)).to.equal(2);
  });

  it("finds a stack without a stack file, where it looks at the whole project", async () => {
    const deployed = [...REGIONS, "eu-west-3"];
    const { findings } = await look({ deployed });
    expect(findings).to.deep.equal([
      {
        kind: "update",
        stacks: ["eu-west-3"],
        subject: "Pulumi.eu-west-3.yaml",
        problem: "is not there, and its stack is deployed",
        details: [],
        remedies: [
          "To keep the stack: take the file back from version control, or run pulumi config refresh --stack eu-west-3, which writes what was deployed last.",
          "To give it up: take the file back all the same, then privatelink region remove eu-west-3.",
        ],
      },
    ]);
    expect((await look({ deployed, only: ["us-east-2"] })).findings).to.deep.equal([]);
  });

  it("names the commands of a rehearsal on the sandbox", async () => {
    const changes = { "us-east-2": { earlier: async () => undefined } };
    const { findings } = await look({ deployed: [...REGIONS, "eu-west-3"], changes, sandbox: true });
    expect(findings.flatMap(({ remedies }) => remedies)).to.deep.equal([
      "Bring it up: privatelink up --sandbox --stack us-east-2. Or remove the file, if the Region is given up.",
      "To keep the stack: take the file back from version control.",
      "To give it up: take the file back all the same, then privatelink destroy --sandbox --stack eu-west-3.",
    ]);
  });

  it("looks at no more stacks at once than it may, and tells of each as it is ready", async () => {
    let running = 0;
    let most = 0;
    const told: string[] = [];
    const drift = async () => {
      running++;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      return handle("", "").drift();
    };
    const changes = Object.fromEntries(REGIONS.map((region) => [region, { drift }]));
    await look({ changes, parallel: 2, onStack: ({ stack }) => told.push(stack) });
    expect(most).to.equal(2);
    expect(told.sort()).to.deep.equal(REGIONS);
  });

  it("begins with no further stack once it is told to stop", async () => {
    const stop = new AbortController();
    const report = await look({ parallel: 1, signal: stop.signal, onStack: () => stop.abort() });
    expect(report.stacks.map(({ stack }) => stack)).to.deep.equal(["us-east-1"]);
  });

  it("hides no fault of its own among what keeps it from looking", async () => {
    const changes = { "us-east-2": { drift: () => Promise.reject(new TypeError("x is not a function")) } };
    const error = await look({ changes }).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(TypeError);
  });
});
