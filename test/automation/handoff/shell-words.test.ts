import { spawnSync } from "node:child_process";
import { expect } from "chai";
import fc from "fast-check";
import { shellWord } from "../../../automation/handoff/shell";
import { text } from "./support/texts";

describe("words of a shell", () => {
  it("are one word each, with exactly what they were but for NUL, which a shell cannot hold", () => {
    const texts = fc.sample(text, 300).map((value) => value.toString());
    const script = `printf '%s\\0' ${texts.map((value) => shellWord(value)).join(" ")}`;
    const { stdout } = spawnSync("bash", ["-s"], { input: script });
    const kept = texts.map((value) => Buffer.from(value.replaceAll("\0", "")).toString());
    expect(stdout.toString()).to.equal(`${kept.join("\0")}\0`);
  });
});
