import { Writable } from "node:stream";
import { expect } from "chai";
import { runSteps, type Step } from "../../../automation/demo/steps";

/** Collects what is written, as a stream that is no terminal. */
function collector(): { stream: NodeJS.WriteStream; lines: string[] } {
  const lines: string[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(...chunk.toString().trimEnd().split("\n"));
      done();
    },
  });
  return { stream: stream as unknown as NodeJS.WriteStream, lines };
}

const step = (title: string, run: Step["run"]): Step => ({ title, run });

describe("runSteps without a terminal", () => {
  it("writes a line for what came of each step, in order", async () => {
    const { stream, lines } = collector();
    const steps = [step("Bring up a", async () => "2 created"), step("Bring up b", async () => "1 created")];
    await runSteps(steps, { stream, live: false });
    expect(lines).to.deep.equal(["Bring up a: 2 created", "Bring up b: 1 created"]);
  });

  it("stops at the first step that fails, with its error", async () => {
    const { stream, lines } = collector();
    const steps = [
      step("Bring up a", () => Promise.reject(new Error("no such Region"))),
      step("Bring up b", async () => "1 created"),
    ];
    const message = await runSteps(steps, { stream, live: false }).catch((error: Error) => error.message);
    expect([message, lines]).to.deep.equal(["no such Region", []]);
  });
});
