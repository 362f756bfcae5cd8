import { once } from "node:events";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { expect } from "chai";
import { lastLine, runProcess } from "../../automation/engine/processes";
import { prepareWorkspace } from "../../automation/engine/workspace";
import { engineFor } from "./support/engine";

const ROOT = path.join(__dirname, "..", "..");
const EXAMPLE = path.join(ROOT, "examples", "release");

describe("examples/release", () => {
  let root: string;
  let channel: Server;
  const told: string[] = [];

  before("an engine, the built package, a project with one stack, and a channel", async function () {
    await engineFor(this);
    const tsc = require.resolve("typescript/bin/tsc");
    const built = await runProcess(process.execPath, [tsc, "-p", "tsconfig.library.json", "--noCheck"], {
      cwd: ROOT,
      timeoutMs: 300_000,
    });
    expect(built.code, lastLine(built.stdout)).to.equal(0);
    root = await realpath(await mkdtemp(path.join(os.tmpdir(), "privatelink-release-")));
    await prepareWorkspace(ROOT, root, [{ name: "us-east-1" }]);
    await rm(path.join(root, "rollout.yaml"), { force: true });
    channel = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      told.push((JSON.parse(Buffer.concat(chunks).toString()) as { text: string }).text);
      response.end("ok");
    }).listen(0, "127.0.0.1");
    await once(channel, "listening");
  });
  after(async () => {
    channel?.close();
    if (root !== undefined) await rm(root, { recursive: true, force: true });
  });

  it("brings the stacks up through the package as it is imported, and tells the channel in order", async () => {
    const { port } = channel.address() as AddressInfo;
    const { code, stdout, stderr } = await runProcess(
      process.execPath,
      ["--import", "tsx", "index.ts", "--sandbox", root],
      {
        cwd: EXAMPLE,
        env: { ...process.env, RELEASE_WEBHOOK: `http://127.0.0.1:${port}/` },
        timeoutMs: 300_000,
      },
    );
    expect(code, stderr).to.equal(0);
    expect(told.map((text) => text.replace(/\d+ s\.$/, "N s."))).to.deep.equal([
      "Release begins: home (us-east-1).",
      "us-east-1: done (93 created)",
      "Wave home is healthy.",
      "Release succeeded after N s.",
    ]);
    expect(stdout).to.equal(`${told.join("\n")}\n`);
  });
});
