import { expect } from "chai";
import { CopyStage, type ImageEvent } from "../../../automation/images/events";
import { ProgressLines } from "../../../automation/images/render/progress";

describe("the progress of a promotion", () => {
  it("has a line for every step, and one in ten seconds for how far the copy of a Region is", () => {
    let now = 0;
    let text = "";
    const stream = {
      write: (line: string | Uint8Array) => {
        text += String(line);
        return true;
      },
    };
    const lines = new ProgressLines(stream, { now: () => new Date(now) });
    const copy = (region: string, stage: CopyStage, percent?: number): ImageEvent => ({
      type: "copy",
      region,
      imageId: `ami-${region}`,
      stage,
      ...(percent === undefined ? {} : { percent }),
    });
    lines.show(copy("ohio", CopyStage.Begun));
    lines.show(copy("ohio", CopyStage.Copying, 10));
    lines.show(copy("dublin", CopyStage.Copying));
    now = 5_000;
    lines.show(copy("ohio", CopyStage.Copying, 20));
    now = 10_000;
    lines.show(copy("ohio", CopyStage.Copying, 30));
    now = 30_000;
    lines.show(copy("ohio", CopyStage.Copying, 30));
    lines.show(copy("ohio", CopyStage.Available));
    lines.show({ type: "shared", region: "ohio", imageId: "ami-ohio", accounts: 1 });
    lines.show({ type: "unshared", region: "ohio", imageId: "ami-ohio", accounts: 2 });
    lines.show({ type: "failed", region: "dublin", text: "no." });
    lines.show({ type: "kept", region: "ohio", imageId: "ami-old", text: "it is used by instance i-1" });
    expect(text.split("\n")).to.deep.equal([
      "ohio: ami-ohio is being made",
      "ohio: ami-ohio is copied to 10 %",
      "dublin: ami-dublin is being copied",
      "ohio: ami-ohio is copied to 30 %",
      "ohio: ami-ohio is available",
      "ohio: ami-ohio shared with 1 other",
      "ohio: ami-ohio no longer shared with 2 others",
      "dublin: failed, and the others go on: no.",
      "ohio: ami-old stays, as it is used by instance i-1",
      "",
    ]);
  });
});
