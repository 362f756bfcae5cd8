import path from "node:path";
import { expect } from "chai";
import { readProject, readYaml, stackFile, stackOf } from "../../../automation/plan/project";
import { CleanUp, folderWith } from "../support/folder";
import { planProblems } from "../support/plan-problems";

const cleanUp = new CleanUp();

describe("readProject", () => {
  afterEach(cleanUp.all);

  it("finds the stack files in alphabetical order, and nothing else", () => {
    const root = folderWith(
      {
        "Pulumi.yaml": "name: shop\n",
        "Pulumi.b.yaml": "",
        "Pulumi.a-1.yml": "",
        "pulumi.c.yaml": "",
        "Pulumi.d.yaml.bak": "",
      },
      cleanUp.add,
    );
    const project = readProject(root);
    expect(project.name).to.equal("shop");
    expect([...project.stackFiles]).to.deep.equal([
      ["a-1", path.join(root, "Pulumi.a-1.yml")],
      ["b", path.join(root, "Pulumi.b.yaml")],
    ]);
  });

  it("finds them in the folder that stackConfigDir names", () => {
    const root = folderWith(
      { "Pulumi.yaml": "name: shop\nstackConfigDir: stacks\n", "Pulumi.a.yaml": "", "stacks/Pulumi.b.yaml": "" },
      cleanUp.add,
    );
    expect([...readProject(root).stackFiles]).to.deep.equal([["b", path.join(root, "stacks", "Pulumi.b.yaml")]]);
  });

  it("refuses a folder without Pulumi.yaml, and a project without a name", () => {
    const empty = folderWith({}, cleanUp.add);
    expect(planProblems(() => readProject(empty))).to.deep.equal([`There is no Pulumi.yaml in ${empty}.`]);
    const nameless = folderWith({ "Pulumi.yaml": "runtime: nodejs\n" }, cleanUp.add);
    const file = path.join(nameless, "Pulumi.yaml");
    expect(planProblems(() => readProject(nameless))).to.deep.equal([
      `${file}: name: (missing); give the project's name.`,
    ]);
  });
});

describe("stackFile", () => {
  afterEach(cleanUp.all);

  it("suggests the nearest stack for an unknown name", () => {
    const root = folderWith(
      { "Pulumi.yaml": "name: shop\n", "Pulumi.us-east-1.yaml": "", "Pulumi.eu-west-1.yaml": "" },
      cleanUp.add,
    );
    expect(planProblems(() => stackFile(readProject(root), "us-est-1"))).to.deep.equal([
      `There is no stack us-est-1: no file Pulumi.us-est-1.yaml in ${root}; did you mean us-east-1?`,
    ]);
  });

  it("lists the stacks where none is near", () => {
    const root = folderWith({ "Pulumi.yaml": "name: shop\n", "Pulumi.a.yaml": "", "Pulumi.b.yaml": "" }, cleanUp.add);
    expect(planProblems(() => stackFile(readProject(root), "production"))).to.deep.equal([
      `There is no stack production: no file Pulumi.production.yaml in ${root}; the stacks are a, b.`,
    ]);
  });
});

describe("stackOf", () => {
  it("takes the middle of a stack file's name, and the bare name of any other file", () => {
    expect(stackOf("/x/Pulumi.us-east-1.yaml")).to.equal("us-east-1");
    expect(stackOf("Pulumi.a.b.yml")).to.equal("a.b");
    expect(stackOf("/x/draft.yaml")).to.equal("draft");
  });
});

describe("readYaml", () => {
  afterEach(cleanUp.all);

  it("says which file is wrong, and where", () => {
    const root = folderWith({ "a.yaml": "x: 1\nx: 2\n", "b.yaml": "- 1\n", "c.yaml": "" }, cleanUp.add);
    expect(planProblems(() => readYaml(path.join(root, "a.yaml")))).to.deep.equal([
      `${path.join(root, "a.yaml")}: Map keys must be unique at line 2, column 1.`,
    ]);
    expect(planProblems(() => readYaml(path.join(root, "b.yaml")))).to.deep.equal([
      `${path.join(root, "b.yaml")}: the top level is not a map of keys.`,
    ]);
    expect(readYaml(path.join(root, "c.yaml"))).to.deep.equal({});
  });
});
