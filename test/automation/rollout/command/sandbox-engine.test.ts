import { expect } from "chai";
import type { Engine, EngineLookup } from "../../../../automation/engine/engine";
import type { findEngine } from "../../../../automation/engine/find";
import { sandboxEngine } from "../../../../automation/rollout/command/sandbox-engine";
import { PlaceError } from "../../../../automation/stacks/place-error";
import { FakeTerminal } from "../../support/terminal";

const ENGINE = { version: "3.259.0", source: "cache", binFolder: "/bin" } as Engine;

function finding(lookup: EngineLookup, steps: readonly string[] = []): typeof findEngine {
  return async ({ onProgress } = {}) => {
    for (const step of steps) onProgress?.({ step, seconds: 0 });
    return lookup;
  };
}

describe("the engine of the sandbox", () => {
  let terminal: FakeTerminal;

  beforeEach(() => {
    terminal = new FakeTerminal();
  });

  it("is taken without a word where it is there", async () => {
    expect(await sandboxEngine(terminal, finding({ engine: ENGINE, failed: [] }))).to.equal(ENGINE);
    expect(terminal.printed).to.deep.equal({ stdout: "", stderr: "" });
  });

  it("is made where it is not, which says first for how long, and then each step once", async () => {
    const steps = ["Downloading", "Downloading", "Building"];
    await sandboxEngine(terminal, finding({ engine: ENGINE, failed: [] }, steps));
    expect(terminal.printed).to.deep.equal({
      stdout: "",
      stderr: [
        "There is no Pulumi engine here yet. It is made once; where it is built, that takes 4 to 8 minutes.",
        "Pulumi engine: Downloading",
        "Pulumi engine: Building",
        "",
      ].join("\n"),
    });
  });

  it("is refused with every reason where it can be come by in no way", async () => {
    const refused = await sandboxEngine(terminal, finding({ failed: [], reason: "No Pulumi engine: none." })).catch(
      (error: unknown) => error,
    );
    expect(refused).to.be.instanceOf(PlaceError);
    expect((refused as PlaceError).message).to.equal(
      "No Pulumi engine: none. Without an engine, privatelink plan shows what the stacks would be.",
    );
  });
});
