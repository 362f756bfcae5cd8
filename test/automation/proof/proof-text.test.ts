import { expect } from "chai";
import { proofText } from "../../../automation/proof/proof-text";
import { Refused } from "../../../automation/terminal/refused";
import { FakeTerminal } from "../support/terminal";

describe("the text that is verified", () => {
  it("comes from stdin where no file is named", async () => {
    for (const file of [undefined, "-"]) {
      const terminal = new FakeTerminal();
      terminal.stdin.write("one ");
      terminal.stdin.end("two\n");
      expect(await proofText(file, terminal)).to.equal("one two\n");
    }
  });

  it("is not read any further once it is too long", async () => {
    const terminal = new FakeTerminal();
    terminal.stdin.write("x".repeat(40_000));
    expect(await proofText(undefined, terminal)).to.have.length(40_000);
  });

  it("is not typed into a terminal, which would cut it", async () => {
    const refused = await proofText(undefined, new FakeTerminal({ isTTY: true })).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(Refused);
    expect(refused).to.include({
      exitCode: 2,
      message: "There is no proof: name its file with --file, or pipe the text into the command.",
    });
  });
});
