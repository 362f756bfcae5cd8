import { expect } from "chai";
import { lastLine, runProcess } from "../../../automation/engine/processes";

const node = (script: string, timeoutMs = 60_000) => runProcess(process.execPath, ["-e", script], { timeoutMs });

describe("runProcess", () => {
  it("gives the exit code and all that was written", async () => {
    const script = "console.log('out'); console.error('err'); process.exitCode = 3";
    expect(await node(script)).to.deep.equal({ code: 3, stdout: "out\n", stderr: "err\n" });
  });

  it("hands over stderr line by line, whatever the chunks", async () => {
    const lines: string[] = [];
    const script = "process.stderr.write('a\\nb'); setTimeout(() => process.stderr.write('c\\n'), 20)";
    await runProcess(process.execPath, ["-e", script], { timeoutMs: 60_000, onErrorLine: (line) => lines.push(line) });
    expect(lines).to.deep.equal(["a", "bc"]);
  });

  it("says that a program is not there instead of rejecting", async () => {
    const result = await runProcess("/nowhere/pulumi", [], { timeoutMs: 60_000 });
    expect(result).to.deep.equal({ stdout: "", stderr: "", failure: "spawn /nowhere/pulumi ENOENT" });
  });

  it("ends at its time limit, with everything that the program started", async () => {
    const grandchild = "setInterval(() => {}, 1000)";
    const script = `
      const child = require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(grandchild)}], { stdio: "inherit" });
      console.log(child.pid);
      setInterval(() => {}, 1000);`;
    const { code, stdout, failure } = await node(script, 2_000);
    expect({ code, failure }).to.deep.equal({ code: undefined, failure: "took longer than 2 s" });
    // That there is a result at all proves the rest: the grandchild holds the pipe open for as long as it lives.
    expect(Number(stdout)).to.be.greaterThan(1);
  });

  it("says which signal ended the program", async () => {
    expect((await node("process.kill(process.pid, 'SIGTERM')")).failure).to.equal("ended by SIGTERM");
  });
});

describe("lastLine", () => {
  it("is the last line that is not empty, trimmed", () => {
    expect(lastLine("first\n  second \n\n")).to.equal("second");
    expect(lastLine("")).to.equal("");
  });
});
