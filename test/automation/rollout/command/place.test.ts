import { expect } from "chai";
import { readProject } from "../../../../automation/plan/project";
import { openOwn, openOwnOrHint } from "../../../../automation/rollout/command/place";
import { PlaceError } from "../../../../automation/stacks/place-error";
import { CleanUp, folderWith } from "../../support/folder";
import { PROJECT } from "./support";

describe("the user's own backend and account", () => {
  const cleanUp = new CleanUp();
  afterEach(cleanUp.all);

  it("tell a command that has it of --sandbox, where they cannot be worked with", async () => {
    const root = folderWith(PROJECT, cleanUp.add);
    const project = readProject(root);
    // Nowhere is an engine, so that no process is started.
    const terminal = { env: { PATH: root, HOME: root, XDG_CACHE_HOME: root } };
    const refused = async (open: typeof openOwn) => {
      const error: unknown = await open(project, terminal).catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(PlaceError);
      return (error as PlaceError).message;
    };
    const plain = await refused(openOwn);
    expect(plain)
      .to.match(/^No Pulumi engine: /)
      .and.not.contain("--sandbox");
    expect(await refused(openOwnOrHint)).to.equal(
      `${plain}\nTo rehearse it without an account and without a backend, say --sandbox.`,
    );
  });
});
