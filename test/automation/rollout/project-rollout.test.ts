import { expect } from "chai";
import { Operation } from "../../../automation/engine/operation";
import { PlanError } from "../../../automation/plan/plan-error";
import { RolloutFileError } from "../../../automation/rollout/file/error";
import { type ProjectRollout, rollout } from "../../../automation/rollout/project-rollout";
import { RolloutRefused } from "../../../automation/rollout/request";
import { CleanUp, folderWith } from "../support/folder";
import { PROJECT } from "./command/support";

describe("rollout(options)", () => {
  const cleanUp = new CleanUp();
  let project: string;

  beforeEach(() => {
    project = folderWith(PROJECT, cleanUp.add);
  });

  afterEach(() => cleanUp.all());

  /** What is thrown, with its sentences. The options come from a program that nobody has type-checked. */
  async function refusal(options: object): Promise<readonly [kind: string, sentences: readonly string[]]> {
    const error = await rollout({ project, ...options } as ProjectRollout).catch((thrown: unknown) => thrown);
    if (error instanceof RolloutRefused) return [error.name, error.reasons];
    if (error instanceof PlanError || error instanceof RolloutFileError) return [error.name, error.messages];
    throw error;
  }

  it("refuses an unhealthy stack that the project does not have, as the command does", async () => {
    expect(await refusal({ sandbox: true, unhealthy: ["us-est-2", "us-east-1"] })).to.deep.equal([
      "PlanError",
      [`There is no stack us-est-2: no file Pulumi.us-est-2.yaml in ${project}; did you mean us-east-2?`],
    ]);
  });

  it("refuses an unhealthy stack that it leaves alone, as the command does", async () => {
    const options = { sandbox: true, stacks: ["us-east-1"], unhealthy: ["us-east-1", "us-east-2"] };
    expect(await refusal(options)).to.deep.equal([
      "PlanError",
      ["unhealthy: us-east-2 is a stack that this run leaves alone; use us-east-1."],
    ]);
  });

  it("refuses unhealthy stacks where nobody would make them so", async () => {
    expect(await refusal({ unhealthy: ["us-east-2"] })).to.deep.equal([
      "RolloutRefused",
      [
        'unhealthy: ["us-east-2"] is for the sandbox only, as in AWS a stack is as healthy as it is; leave it out, or set sandbox.',
      ],
    ]);
    const health = { look: async () => [] };
    expect(await refusal({ sandbox: true, unhealthy: ["us-east-2"], health })).to.deep.equal([
      "RolloutRefused",
      [
        'unhealthy: ["us-east-2"] is told to the sandbox, which is not asked with a health of your own; leave out one of them.',
      ],
    ]);
  });

  it("calls options by their own names, also those that the command line has too", async () => {
    for (const [options, sentence] of [
      [{ parallel: 0 }, "parallel: 0 is not a whole number of stacks from 1 to 64; use a number from 1 to 64."],
      [{ parallel: "2" }, 'parallel: "2" is not a whole number; write it without quotes.'],
      [{ operation: "pu" }, 'operation: "pu" is unknown; use one of up, preview, refresh, destroy.'],
      [{ resume: true, operation: Operation.Destroy }, "resume: true cannot be with destroy; only an up goes on."],
      [
        { gate: { timeoutMinuts: 1 } },
        'gate.timeoutMinuts: "timeoutMinuts" is an unknown key; write gate.timeoutMinutes instead.',
      ],
      [
        { gate: { soakSeconds: -1 } },
        "gate.soakSeconds: -1 is not a whole number of seconds from 0 to 86400; use a number from 0 to 86400.",
      ],
      [
        { gate: { probe: { url: "https://{outputs.vpcIds}/" } } },
        'gate.probe.url: "https://{outputs.vpcIds}/" has the unknown placeholder {outputs.vpcIds}; use {outputs.vpcId}.',
      ],
      [
        { gate: false },
        "gate: false is not a set of keys; write keys below it: timeoutMinutes, soakSeconds, everySeconds, alarms, ignoreAlarms and probe.",
      ],
      [{ stacks: "us-east-1" }, 'stacks: "us-east-1" is not a list; write it as one: ["us-east-1"].'],
      [{ stack: ["us-east-1"] }, 'stack: "stack" is an unknown key; write stacks instead.'],
      [{ sandbox: "yes" }, 'sandbox: "yes" is neither true nor false; write true or false, without quotes.'],
      [{ file: () => {} }, "file: function is not a text; use one."],
      [{ health: {} }, "health: {} has no method look; give a HealthSource, such as new AwsHealth()."],
      [
        { interruption: new AbortController().signal },
        "interruption: {} has no method request; give a new Interruption().",
      ],
      [{ onEvent: "log" }, 'onEvent: "log" is not a function; give one that takes a RolloutEvent.'],
      [
        { env: "AWS_PROFILE=a" },
        'env: "AWS_PROFILE=a" is not an object; give an object of variables, such as process.env.',
      ],
      [{ project: undefined }, 'project: (missing) is required; add it, for example "/srv/order-processor".'],
    ] as const) {
      expect(await refusal(options), sentence).to.deep.equal(["RolloutRefused", [sentence]]);
    }
  });

  it("says all that is wrong with options, names and waves at once", async () => {
    const options = {
      parallel: 0,
      gates: 1,
      sandbox: true,
      unhealthy: ["us-est-2"],
      waves: ["hoem"],
      stacks: ["tokyo"],
    };
    const [kind, sentences] = await refusal(options);
    expect(kind).to.equal("RolloutRefused");
    expect(sentences.join("\n").split("\n")).to.deep.equal([
      "gates: 1 is neither true nor false; write true or false, without quotes.",
      "parallel: 0 is not a whole number of stacks from 1 to 64; use a number from 1 to 64.",
      `There is no stack us-est-2: no file Pulumi.us-est-2.yaml in ${project}; did you mean us-east-2?`,
      "There is no wave hoem; did you mean home?",
      "There is no stack tokyo; the stacks are us-east-1 and us-east-2.",
    ]);
  });

  it("says what is wrong with the options together with a project that is none", async () => {
    expect(await refusal({ project: "/nope", parallel: 65 })).to.deep.equal([
      "RolloutRefused",
      [
        "parallel: 65 is not a whole number of stacks from 1 to 64; use a number from 1 to 64.",
        "There is no Pulumi.yaml in /nope.",
      ],
    ]);
  });

  it("throws what is wrong with the plan alone as what it is", async () => {
    expect(await refusal({ waves: ["hoem"] })).to.deep.equal([
      "RolloutFileError",
      ["There is no wave hoem; did you mean home?"],
    ]);
  });
});
