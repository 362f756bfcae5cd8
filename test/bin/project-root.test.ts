import path from "node:path";
import { expect } from "chai";
import { CleanUp, folderWith } from "../automation/support/folder";

const { entryPoint, projectRoot } = require("../../bin/lib/project-root.js") as {
  entryPoint(root: string): string;
  projectRoot(cwd: string, packageRoot: string): string;
};

const cleanUp = new CleanUp();

describe("projectRoot", () => {
  afterEach(cleanUp.all);

  it("is the nearest folder upwards whose Pulumi.yaml is this project's", () => {
    const root = folderWith(
      {
        "Pulumi.yaml": "name: saas-privatelink # ours\n",
        "examples/consumer/Pulumi.yaml": "name: saas-privatelink-consumer\n",
      },
      cleanUp.add,
    );
    expect(projectRoot(root, "/package")).to.equal(root);
    expect(projectRoot(path.join(root, "examples", "consumer"), "/package")).to.equal(root);
  });

  it("is the package of the command where there is none", () => {
    const other = folderWith({ "Pulumi.yaml": "name: other\ndescription: |\n  name: saas-privatelink\n" }, cleanUp.add);
    expect(projectRoot(other, "/package")).to.equal("/package");
  });
});

describe("entryPoint", () => {
  afterEach(cleanUp.all);

  it("is what main names, or index.ts", () => {
    const root = folderWith(
      { "a/Pulumi.yaml": "name: x\nmain: src/program.ts\n", "b/Pulumi.yaml": "name: x\n" },
      cleanUp.add,
    );
    expect(entryPoint(path.join(root, "a"))).to.equal(path.join(root, "a", "src", "program.ts"));
    expect(entryPoint(path.join(root, "b"))).to.equal(path.join(root, "b", "index.ts"));
  });
});
