import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { expect } from "chai";
import { isStaleBuild, modulesHash } from "../../../automation/engine/build";
import { type EngineProgress, EngineSource } from "../../../automation/engine/engine";
import { findEngine } from "../../../automation/engine/find";
import { engineCache } from "../../../automation/engine/installed";
import { ENGINE_VERSION, LANGUAGE_HOST_VERSION, MINIMUM_ENGINE_VERSION } from "../../../automation/engine/versions";

const CLI = `#!/bin/sh\necho v${ENGINE_VERSION}\n`;

/** Stands for the Go tool: writes what it is told to build, and says which packages it compiles. */
const GO = `#!/bin/sh
if [ "$1" = env ]; then echo go1.26.8; exit; fi
for last; do :; done
while [ "$1" != -o ]; do shift; done
printf '#!/bin/sh\\necho v${ENGINE_VERSION}\\n' > "$2"
chmod +x "$2"
echo "$last" >&2
`;

describe("findEngine", () => {
  let root: string;
  let tools: string;
  let cache: string;
  const program = async (file: string, text: string): Promise<void> => {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
    await chmod(file, 0o755);
  };
  const find = (sources: readonly EngineSource[], onProgress?: (progress: EngineProgress) => void) =>
    findEngine({ cache, searchPath: tools, sources, ...(onProgress === undefined ? {} : { onProgress }) });

  beforeEach(async () => {
    root = await mkdtemp(path.join(os.tmpdir(), "engine-"));
    tools = path.join(root, "tools", "bin");
    cache = path.join(root, "cache", "9.9.9");
  });
  afterEach(() => rm(root, { recursive: true }));

  it("takes the one on PATH, when its language host is there too", async () => {
    await program(path.join(tools, "pulumi"), CLI);
    await program(path.join(tools, "pulumi-language-nodejs"), CLI);
    const { engine } = await find([EngineSource.Path, EngineSource.Cache]);
    expect({ ...engine, command: engine?.command.command }).to.deep.equal({
      command: path.join(tools, "pulumi"),
      version: ENGINE_VERSION,
      source: EngineSource.Path,
      binFolder: tools,
    });
  });

  it("passes over one on PATH without a language host, or older than the SDK", async () => {
    await program(path.join(tools, "pulumi"), "#!/bin/sh\necho v3.100.0\n");
    const { failed: hostless } = await find([EngineSource.Path]);
    expect(hostless[0]?.reason).to.equal(`${tools}/pulumi is without pulumi-language-nodejs`);
    await program(path.join(tools, "pulumi-language-nodejs"), CLI);
    const { failed: old } = await find([EngineSource.Path]);
    expect(old[0]?.reason).to.equal(
      `${tools}/pulumi cannot be used: Minimum version requirement failed. The minimum CLI version requirement is ` +
        `${MINIMUM_ENGINE_VERSION}, your current CLI version is v3.100.0. Please update the Pulumi CLI.`,
    );
  });

  it("builds both programs once, tells about it, and takes them from the cache afterwards", async () => {
    await program(path.join(tools, "go"), GO);
    const steps: string[] = [];
    const first = await find([EngineSource.Cache, EngineSource.Build], ({ step }) => steps.push(step));
    expect(first.engine?.source).to.equal(EngineSource.Build);
    expect([...new Set(steps)]).to.deep.equal([
      `Building pulumi ${ENGINE_VERSION} from Go modules (once)`,
      `Building pulumi-language-nodejs ${LANGUAGE_HOST_VERSION} from Go modules (once)`,
    ]);
    expect(await readdir(path.dirname(cache))).to.deep.equal(["9.9.9"]);
    expect(JSON.parse(await readFile(path.join(cache, "bin", "built-from.json"), "utf8"))).to.deep.equal({
      modules: await modulesHash(),
      go: "go1.26.8",
    });
    await rm(path.join(tools, "go"));
    expect((await find([EngineSource.Cache, EngineSource.Build])).engine?.source).to.equal(EngineSource.Cache);
  });

  it("does not use a build of other modules", async () => {
    await program(path.join(tools, "go"), GO);
    await find([EngineSource.Build]);
    expect(await isStaleBuild(cache)).to.equal(false);
    await writeFile(path.join(cache, "bin", "built-from.json"), '{"modules":"other","go":"go1.26.8"}');
    const { engine, failed } = await find([EngineSource.Cache]);
    expect(engine).to.equal(undefined);
    expect(failed).to.deep.equal([{ source: "cache", reason: `${cache} was built from other Go modules` }]);
  });

  it("leaves nothing of a build that failed", async () => {
    await program(path.join(tools, "go"), GO.replace("chmod", "exit 1; chmod"));
    const lookup = await find([EngineSource.Build]);
    expect(lookup).to.deep.equal({
      failed: [{ source: "build", reason: "go build of pulumi: exit code 1" }],
      reason: "No Pulumi engine: build: go build of pulumi: exit code 1.",
    });
    expect(await readdir(path.dirname(cache))).to.deep.equal([]);
  });

  it("says in one line why each way failed", async () => {
    const lookup = await find([EngineSource.Path, EngineSource.Cache, EngineSource.Build]);
    expect(lookup).to.have.property(
      "reason",
      `No Pulumi engine: path: no pulumi on PATH; cache: no pulumi in ${cache}/bin; build: no go on PATH.`,
    );
  });

  it("does not ask a Go that cannot fetch the toolchain it needs", async () => {
    await program(path.join(tools, "go"), "#!/bin/sh\necho go1.20.14\n");
    expect((await find([EngineSource.Build])).failed).to.deep.equal([
      { source: "build", reason: `${tools}/go is go1.20.14, older than go1.21` },
    ]);
  });

  it("takes a cache that cannot be written for one more reason", async () => {
    await writeFile(path.join(root, "cache"), "a file");
    const { failed } = await find([EngineSource.Build]);
    expect(failed[0]?.reason).to.match(/^(EEXIST|ENOTDIR): /);
  });
});

describe("engineCache", () => {
  it("is a folder per version below the user's cache", () => {
    expect(engineCache("3.1.0", { XDG_CACHE_HOME: "/c" })).to.equal("/c/saas-privatelink/engine/3.1.0");
    expect(engineCache("3.1.0", {})).to.equal(path.join(os.homedir(), ".cache/saas-privatelink/engine/3.1.0"));
  });
});

describe("the committed Go modules", () => {
  const goMod = (name: string) =>
    readFile(path.join(__dirname, "../../../automation/engine/go", name, "go.mod"), "utf8");

  it("pin the versions that are named in progress and cache", async () => {
    expect(await goMod("cli")).to.contain(`require github.com/pulumi/pulumi/pkg/v3 v${ENGINE_VERSION}\n`);
    expect(await goMod("language-nodejs")).to.contain(
      `require github.com/pulumi/pulumi/sdk/v3 v${LANGUAGE_HOST_VERSION}\n`,
    );
  });
});
