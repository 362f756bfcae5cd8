import path from "node:path";
import { expect } from "chai";
import { PlanError } from "../../../automation/plan/plan-error";
import { type Project, readProject } from "../../../automation/plan/project";
import { wantedStacks } from "../../../automation/plan/wanted";
import { CleanUp, folderWith } from "../support/folder";
import { planProblems } from "../support/plan-problems";

const cleanUp = new CleanUp();

/** 2 where the command line is wrong, 1 where a file is. */
function exitCode(act: () => unknown): number {
  try {
    act();
  } catch (error) {
    if (error instanceof PlanError) return error.exitCode;
    throw error;
  }
  return 0;
}

describe("wantedStacks", () => {
  let project: Project;
  let file: (name: string) => string;

  beforeEach(() => {
    const names = [
      "Pulumi.a.yaml",
      "Pulumi.b.yaml",
      "drafts/Pulumi.c.yaml",
      "drafts/Pulumi.a.yaml",
      "more/Pulumi.c.yaml",
    ];
    const files = Object.fromEntries(names.map((name) => [name, ""]));
    const root = folderWith({ "Pulumi.yaml": "name: shop\n", ...files }, cleanUp.add);
    project = readProject(root);
    file = (name) => path.join(root, name);
  });
  afterEach(cleanUp.all);

  it("takes all stacks of the project where nothing is asked for", () => {
    expect([...wantedStacks(project, [], []).keys()]).to.deep.equal(["a", "b"]);
  });

  it("takes the named ones once each, in the order of their names on the command line", () => {
    expect([...wantedStacks(project, ["b", "a", "b"], []).keys()]).to.deep.equal(["b", "a"]);
  });

  it("takes the stacks of the given files only", () => {
    expect([...wantedStacks(project, [], [file("drafts/Pulumi.c.yaml")])]).to.deep.equal([
      ["c", file("drafts/Pulumi.c.yaml")],
    ]);
  });

  it("takes one name with one file as that stack with those settings", () => {
    expect([...wantedStacks(project, ["b"], [file("drafts/Pulumi.c.yaml")])]).to.deep.equal([
      ["b", file("drafts/Pulumi.c.yaml")],
    ]);
  });

  it("refuses two files of one stack", () => {
    const files = [file("drafts/Pulumi.c.yaml"), file("more/Pulumi.c.yaml")];
    expect(planProblems(() => wantedStacks(project, [], files))).to.deep.equal([
      `${files[0]} and ${files[1]} are both of stack c; plan one at a time, or rename one.`,
    ]);
  });

  it("names every unknown stack and every missing file", () => {
    expect(planProblems(() => wantedStacks(project, ["a", "x1234", "y1234"], []))).to.have.length(2);
    expect(planProblems(() => wantedStacks(project, [], [file("p.yaml"), file("q.yaml")]))).to.deep.equal([
      `There is no file ${file("p.yaml")}.`,
      `There is no file ${file("q.yaml")}.`,
    ]);
  });

  it("ends with 2 where the command line names what is not there, and with 1 where the project lacks something", () => {
    const empty = readProject(folderWith({ "Pulumi.yaml": "name: shop\n" }, cleanUp.add));
    const twice = [file("drafts/Pulumi.c.yaml"), file("more/Pulumi.c.yaml")];
    expect([
      exitCode(() => wantedStacks(project, ["x1234"], [])),
      exitCode(() => wantedStacks(project, [], [file("p.yaml")])),
      exitCode(() => wantedStacks(project, [], twice)),
      exitCode(() => wantedStacks(empty, [], [])),
    ]).to.deep.equal([2, 2, 2, 1]);
  });

  it("says what to do where the project has no stack file", () => {
    const root = folderWith({ "Pulumi.yaml": "name: shop\n" }, cleanUp.add);
    expect(planProblems(() => wantedStacks(readProject(root), [], []))).to.deep.equal([
      `There is no stack file in ${root}; write a Pulumi.<stack>.yaml, or name one by --config-file.`,
    ]);
  });
});
