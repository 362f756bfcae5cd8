import { chmodSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { engineCache } from "../../../automation/engine/installed";
import { ENGINE_VERSION } from "../../../automation/engine/versions";
import { stackOutputsOf } from "../../../automation/registry/stack-outputs";
import { CleanUp, folderWith } from "../support/folder";

const cleanUp = new CleanUp();

/** A folder whose `bin` has a pulumi that runs the given lines for `stack output`, and what it was called with. */
function pulumi(lines: string): { readonly root: string; readonly env: NodeJS.ProcessEnv } {
  const script = `#!/bin/sh\nif [ "$1" = version ]; then echo v${ENGINE_VERSION}; exit 0; fi\n${lines}\n`;
  const root = folderWith({ "bin/pulumi": script, "bin/pulumi-language-nodejs": "#!/bin/sh\n" }, cleanUp.add);
  for (const name of ["pulumi", "pulumi-language-nodejs"]) chmodSync(path.join(root, "bin", name), 0o755);
  return { root, env: { ...process.env, PATH: `${path.join(root, "bin")}${path.delimiter}${process.env.PATH}` } };
}

describe("stackOutputsOf", () => {
  afterEach(cleanUp.all);

  it("asks the engine on PATH for the outputs of the stack, without secrets", async () => {
    const { root, env } = pulumi(
      'printf \'{"args": "%s", "where": "%s", "check": "%s"}\' "$*" "$PWD" "$PULUMI_SKIP_UPDATE_CHECK"',
    );
    expect(await stackOutputsOf(root, env)("us-east-1")).to.deep.equal({
      outputs: {
        args: `stack output --json --stack us-east-1 --cwd ${root} --non-interactive --color never`,
        where: root,
        check: "true",
      },
    });
  });

  it("gives what the engine says is wrong", async () => {
    const { root, env } = pulumi(
      "echo 'warning: a new version' >&2; echo \"error: no stack named 'x' found.\" >&2; exit 255",
    );
    expect(await stackOutputsOf(root, env)("x")).to.deep.equal({
      reason: "pulumi stack output: no stack named 'x' found",
    });
  });

  it("says how to log in where the engine is not", async () => {
    const { root, env } = pulumi(
      "echo 'error: PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions' >&2; exit 255",
    );
    expect(await stackOutputsOf(root, env)("x")).to.deep.equal({
      reason:
        "pulumi stack output: PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions; run pulumi login first",
    });
  });

  it("says so where there is no engine, and makes none", async () => {
    const root = folderWith({}, cleanUp.add);
    const before = process.env.XDG_CACHE_HOME;
    process.env.XDG_CACHE_HOME = root;
    try {
      expect(engineCache(ENGINE_VERSION).startsWith(root)).to.equal(true);
      expect(await stackOutputsOf(root, { PATH: root })("us-east-1")).to.deep.equal({
        reason: "its outputs cannot be read without the Pulumi engine",
      });
    } finally {
      if (before === undefined) delete process.env.XDG_CACHE_HOME;
      else process.env.XDG_CACHE_HOME = before;
    }
  });
});
