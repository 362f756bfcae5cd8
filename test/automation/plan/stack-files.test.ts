import path from "node:path";
import { expect } from "chai";
import { buildArtifact } from "../../../automation/artifact";
import type { Answer } from "../../../automation/plan/job";
import { readProject, stackFile } from "../../../automation/plan/project";
import type { SavedPlan } from "../../../automation/plan/saved-plan";
import { readStackConfig } from "../../../automation/plan/stack-config";
import { planned } from "../support/evaluating";

const ROOT = path.resolve(__dirname, "../../..");
/** The owner of the registry and of the image first, then who refers to it. */
const STACKS = ["us-east-1", "us-east-2"];

type Kept = ReadonlyMap<string, SavedPlan>;

/** Plans the project's stack files, each against its kept plan: what to keep of each, and how many of its resources change. */
async function planAll(kept: Kept) {
  const project = readProject(ROOT);
  const program = (await import("../../../index.js")) as unknown as { default: () => unknown };
  const answers: Record<string, Answer> = {};
  const next = new Map<string, SavedPlan>();
  const changes: Record<string, unknown> = {};
  for (const stack of STACKS) {
    const config = readStackConfig(project, stack, stackFile(project, stack));
    // As it comes back from its file.
    const lastPlan = JSON.parse(JSON.stringify(kept.get(stack) ?? null)) ?? undefined;
    const { plan, toKeep, answer } = await planned(program.default, {
      project: project.name,
      config,
      lastPlan,
      answers,
    });
    answers[stack] = answer;
    next.set(stack, toKeep);
    changes[stack] = plan.changes;
  }
  return { kept: next, changes };
}

describe("the plan of the project's stack files", () => {
  const home = process.cwd();

  before(async () => {
    await buildArtifact(path.join(ROOT, "examples/order-processor"));
    process.chdir(ROOT);
  });
  after(() => process.chdir(home));

  it("leaves every resource unchanged when it is made again, as often as that is", async () => {
    const first = await planAll(new Map());
    expect(first.changes).to.deep.equal({ "us-east-1": undefined, "us-east-2": undefined });
    const second = await planAll(first.kept);
    expect(second.changes).to.deep.equal({ "us-east-1": [], "us-east-2": [] });
    const third = await planAll(second.kept);
    expect(third.changes).to.deep.equal({ "us-east-1": [], "us-east-2": [] });
    const item = second.kept
      .get("us-east-2")
      ?.resources.find(({ type }) => type === "aws:dynamodb/tableItem:TableItem");
    expect(item?.placed?.region).to.equal("us-east-1");
  });
});
