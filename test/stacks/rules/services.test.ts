import { expect } from "chai";
import { sentence } from "../../../components/lib/problem";
import { parseConfig } from "../../../stacks/config";
import { ConfigError } from "../../../stacks/config-error";
import { CleanUp, folderWith } from "../../automation/support/folder";
import { minimal } from "../minimal";
import { stackFile } from "../stack-files";

describe("stacks/rules/services", () => {
  const home = process.cwd();
  const cleanUp = new CleanUp();
  afterEach(() => {
    process.chdir(home);
    cleanUp.all();
  });

  function saidOf(archive: string): string[] {
    process.chdir(
      folderWith({ "examples/orders/package.json": '{ "name": "orders" }', "examples/bare/a.txt": "" }, cleanUp.add),
    );
    const { service, ...others } = minimal();
    const settings = { ...others, service: { ...(service as object), artifact: { path: archive } } };
    try {
      parseConfig("test", stackFile(settings));
    } catch (error) {
      if (error instanceof ConfigError) return error.problems.map(sentence);
      throw error;
    }
    return [];
  }

  it("names the build of a workspace whose archive is not there, and of none that the project does not have", () => {
    expect(saidOf("examples/orders/dist/orders.tar.gz")).to.deep.equal([
      'service.artifact.path: "examples/orders/dist/orders.tar.gz" has not been built; build it with npm run build -w orders.',
    ]);
    const other = "is not a file; build the archive first, or correct the path, which is relative to the project.";
    for (const archive of [
      "examples/orders/dist/nope.tar.gz",
      "examples/bare/dist/bare.tar.gz",
      "examples/nope/dist/nope.tar.gz",
    ]) {
      expect(saidOf(archive)).to.deep.equal([`service.artifact.path: "${archive}" ${other}`]);
    }
  });
});
