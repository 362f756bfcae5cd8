import { expect } from "chai";
import type { OutputsOptions } from "../../../../automation/rollout/command/options";
import { type OpenOutputs, openRehearsalOutputs, outputsCommand } from "../../../../automation/rollout/command/outputs";
import { SECRET, type StackOutputValues } from "../../../../automation/stacks/place";
import { CleanUp, folderWith, write } from "../../support/folder";
import { FakeTerminal } from "../../support/terminal";
import { PROJECT } from "./support";

const FIRST = { serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-1", ports: [{ port: 3000 }], token: SECRET };

describe("privatelink outputs", () => {
  const cleanUp = new CleanUp();
  let terminal: FakeTerminal;

  beforeEach(() => {
    terminal = new FakeTerminal();
  });

  afterEach(() => cleanUp.all());

  function outputs(stacks: Readonly<Record<string, StackOutputValues>>, options: Partial<OutputsOptions> = {}) {
    const root = folderWith(PROJECT, cleanUp.add);
    const place = { outputs: async (stack: string) => stacks[stack] ?? {}, close: async () => {} };
    return outputsCommand({ root }, { stack: [], wave: [], ...options }, terminal, async () => place);
  }

  it("is a table per stack, with secrets masked and without the document, and names stacks that have none", async () => {
    expect(await outputs({ "us-east-1": { ...FIRST, handoff: { much: "text" } } })).to.equal(0);
    expect(terminal.printed).to.deep.equal({
      stdout: [
        "us-east-1",
        "  serviceName  com.amazonaws.vpce.us-east-1.vpce-svc-1",
        '  ports        [{"port":3000}]',
        "  token        [secret]",
        "  handoff      (a document; --name handoff prints it)",
        "",
      ].join("\n"),
      stderr: "us-east-2: has no outputs yet: privatelink up brings it up.\n",
    });
  });

  it("fails for a stack that is asked for by name and has none", async () => {
    expect(await outputs({ "us-east-1": FIRST }, { stack: ["us-east-2"] })).to.equal(1);
    expect(terminal.stdout.text).to.equal("");
  });

  it("takes a stack that the project does not have for a wrong command line", async () => {
    expect(await outputs({ "us-east-1": FIRST }, { stack: ["us-est-1"] })).to.equal(2);
    expect(terminal.printed).to.deep.equal({
      stdout: "",
      stderr: "There is no stack us-est-1; did you mean us-east-1?\n",
    });
  });

  it("prints the bare value of one output of one stack, and with the stack before it of several", async () => {
    const stacks = { "us-east-1": FIRST, "us-east-2": { ...FIRST, serviceName: "other" } };
    expect(await outputs(stacks, { stack: ["us-east-1"], name: "serviceName" })).to.equal(0);
    expect(await outputs(stacks, { stack: ["us-east-1"], name: "ports" })).to.equal(0);
    expect(await outputs(stacks, { name: "serviceName" })).to.equal(0);
    expect(terminal.stdout.text.split("\n")).to.deep.equal([
      FIRST.serviceName,
      '[{"port":3000}]',
      `us-east-1\t${FIRST.serviceName}`,
      "us-east-2\tother",
      "",
    ]);
  });

  it("fails where the output is not there, with the nearest name", async () => {
    expect(await outputs({ "us-east-1": FIRST }, { name: "serviceNam" })).to.equal(1);
    expect(terminal.stderr.text.split("\n")).to.deep.equal([
      "us-east-1: has no output serviceNam; did you mean serviceName?",
      "us-east-2: has no outputs yet: privatelink up brings it up.",
      "",
    ]);
  });

  it("is one JSON document with --json", async () => {
    await outputs({ "us-east-1": FIRST }, { json: true });
    expect(JSON.parse(terminal.stdout.text)).to.deep.equal({ stacks: [{ stack: "us-east-1", outputs: FIRST }] });
    terminal = new FakeTerminal();
    await outputs({ "us-east-1": FIRST }, { json: true, name: "ports" });
    expect(JSON.parse(terminal.stdout.text)).to.deep.equal({ "us-east-1": [{ port: 3000 }] });
  });

  it("makes no engine to say that there was no rehearsal", async () => {
    const root = folderWith(PROJECT, cleanUp.add);
    const nobody = () => Promise.reject(new Error("Nobody needs an engine here."));
    const open: OpenOutputs = (project) => openRehearsalOutputs(project, terminal, nobody);
    expect(await outputsCommand({ root }, { stack: [], wave: [], sandbox: true }, terminal, open)).to.equal(0);
    expect(terminal.printed).to.deep.equal({
      stdout: "",
      stderr: [
        "us-east-1: has no outputs yet: privatelink up --sandbox brings it up.",
        "us-east-2: has no outputs yet: privatelink up --sandbox brings it up.",
        "",
      ].join("\n"),
    });
    // One that was opened, and in which no stack was ever made, is none either.
    write(root, { ".privatelink/rehearsal/state/.pulumi/stacks/other/us-east-1.json": "{}" });
    expect(await outputsCommand({ root }, { stack: ["us-east-1"], wave: [], sandbox: true }, terminal, open)).to.equal(
      1,
    );
    write(root, { ".privatelink/rehearsal/state/.pulumi/stacks/saas-privatelink/us-east-1.json": "{}" });
    const error = await outputsCommand({ root }, { stack: [], wave: [], sandbox: true }, terminal, open).catch(String);
    expect(error).to.equal("Error: Nobody needs an engine here.");
  });
});
