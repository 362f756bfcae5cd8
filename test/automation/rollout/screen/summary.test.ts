import { expect } from "chai";
import { createColors } from "picocolors";
import type { ResourceStep } from "../../../../automation/engine/operation";
import type { RolloutSummary } from "../../../../automation/rollout/events";
import { goingOn } from "../../../../automation/rollout/screen/going-on";
import { summaryText } from "../../../../automation/rollout/screen/summary";
import { summaryOf } from "./support";

const PLAIN = createColors(false);
const HOW = { options: "--wave rest", pulumi: true };

function summary(change: Partial<RolloutSummary>): RolloutSummary {
  return {
    operation: "up",
    outcome: "succeeded",
    stacks: [summaryOf("us-east-1")],
    seconds: 83,
    mostEngines: 1,
    resumable: false,
    ...change,
  };
}

function step(op: ResourceStep["op"], name: string, change: Partial<ResourceStep> = {}): ResourceStep {
  const type = "aws:lb/targetGroup:TargetGroup";
  return { op, type, name, urn: `urn:${name}`, diffs: [], replaces: [], differences: [], ...change };
}

const lines = (one: RolloutSummary): string[] => summaryText(one, PLAIN).split("\n");

describe("summary of a rollout", () => {
  it("is a line per stack, and how long it took", () => {
    const stacks = [
      summaryOf("us-east-1", { outcome: "done earlier", changes: {}, seconds: 0 }),
      summaryOf("us-east-2", { changes: { create: 2, "create-replacement": 1, replace: 1, same: 91 }, seconds: 65 }),
      summaryOf("eu-west-1", { outcome: "unchanged", changes: { same: 95 } }),
    ];
    expect(lines(summary({ stacks }))).to.deep.equal([
      "  Stack      Wave  Outcome       Resources                            Time",
      "✔ us-east-1  home  done earlier",
      "✔ us-east-2  rest  done          2 created, 1 replaced, 91 unchanged  1 min 05 s".replace(
        "unchanged  ",
        "unchanged  ",
      ),
      "✔ eu-west-1  rest  unchanged     95 unchanged                         12.3 s",
      "",
      "3 stacks in 1 min 23 s.",
    ]);
  });

  it("has the problems in full below, then the warnings", () => {
    const stacks = [
      summaryOf("us-east-1", { warnings: ["first", "second"] }),
      summaryOf("us-east-2", { outcome: "failed", changes: {}, problems: ["one\ntwo\n"] }),
      summaryOf("eu-west-1", { outcome: "not begun", changes: {}, seconds: 0 }),
    ];
    expect(lines(summary({ stacks, outcome: "stopped", stoppedAt: "rest" })).slice(2)).to.deep.equal([
      "✖ us-east-2  rest  failed                 12.3 s",
      "· eu-west-1  rest  not begun",
      "",
      "us-east-2",
      "  one",
      "  two",
      "",
      "us-east-1: 2 warnings",
      "  first",
      "  second",
      "",
      "The update stopped at wave rest after 1 min 23 s.",
    ]);
  });

  it("counts what was done of a stack that did not come to its end", () => {
    const failed = summaryOf("us-east-1", { outcome: "failed", changes: { delete: 88 } });
    expect(lines(summary({ operation: "destroy", stacks: [failed] }))[1]).to.contain("88 deleted, then failed");
  });

  it("says how each rollout ended", () => {
    const end = (change: Partial<RolloutSummary>): string | undefined => lines(summary(change)).at(-1);
    const at = { stoppedAt: "rest" };
    expect(end({ ...at, outcome: "rolled back" })).to.equal(
      "The update failed at wave rest, and the wave was brought back. It took 1 min 23 s.",
    );
    const health = (healthAfterRollback: RolloutSummary["healthAfterRollback"]) =>
      end({ ...at, outcome: "rolled back", healthAfterRollback });
    expect([health("healthy"), health("not healthy"), health("not seen"), health("not waited for")]).to.deep.equal([
      "The update failed at wave rest, and the wave was brought back and is healthy again. It took 1 min 23 s.",
      "The update failed at wave rest, and the wave was brought back, but is not healthy. It took 1 min 23 s.",
      "The update failed at wave rest, and the wave was brought back; whether it is healthy again could not be seen. It took 1 min 23 s.",
      "The update failed at wave rest, and the wave was brought back; whether it becomes healthy again was not waited for. It took 1 min 23 s.",
    ]);
    expect(end({ ...at, outcome: "rollback failed" })).to.equal(
      "The update failed at wave rest, and the wave could not be brought back as a whole. It took 1 min 23 s.",
    );
    expect(end({ ...at, outcome: "interrupted" })).to.equal(
      "The update was interrupted at wave rest after 1 min 23 s.",
    );
    const failed = summaryOf("us-east-1", { outcome: "failed" });
    expect(end({ ...at, operation: "preview", outcome: "stopped", stacks: [failed, summaryOf("us-east-2")] })).to.equal(
      "The preview failed for 1 stack. It took 1 min 23 s.",
    );
  });

  it("says of a preview of what is not there that nothing was previewed, and how to see it", () => {
    const end = (change: Partial<RolloutSummary>): string | undefined => lines(summary(change)).at(-1);
    const [first, second] = ["us-east-1", "us-east-2"].map((name) =>
      summaryOf(name, { outcome: "not there", changes: {} }),
    ) as [RolloutSummary["stacks"][number], RolloutSummary["stacks"][number]];
    expect(end({ operation: "preview", stacks: [first] })).to.equal(
      "Nothing was previewed: us-east-1 is not up. What it would create: privatelink plan --stack us-east-1",
    );
    expect(end({ operation: "preview", stacks: [first, second] })).to.equal(
      "Nothing was previewed: us-east-1 and us-east-2 are not up. What they would create: privatelink plan --stack us-east-1 --stack us-east-2",
    );
    expect(end({ operation: "preview", stacks: [summaryOf("us-east-1"), second] })).to.equal(
      "1 stack in 1 min 23 s; 1 not previewed: us-east-2 is not up. What it would create: privatelink plan --stack us-east-2",
    );
    expect(end({ operation: "refresh", stacks: [first] })).to.equal("1 stack in 1 min 23 s.");
  });

  it("shows for a preview what would change, property by property", () => {
    const steps = [
      step("create", "order-processor-udp"),
      step("update", "order-processor-api", {
        differences: [
          { path: "healthCheck.path", kind: "updated", before: "/a", after: "/b" },
          { path: "tags.team", kind: "added", before: undefined, after: "x" },
          { path: "slowStart", kind: "deleted", before: 30, after: undefined },
        ],
      }),
      step("replace", "order-processor-tcp", { replaces: ["port"], diffs: ["port"] }),
      step("delete", "order-processor-old"),
      step("same", "order-processor-same"),
    ];
    const stacks = [summaryOf("us-east-1", { changes: { create: 1, update: 1, same: 7 }, steps })];
    const shown = lines(summary({ operation: "preview", stacks }));
    expect(shown.slice(0, 9)).to.deep.equal([
      "us-east-1",
      "  +-  aws:lb:TargetGroup  order-processor-tcp  replaced because of port",
      "  -   aws:lb:TargetGroup  order-processor-old",
      "  ~   aws:lb:TargetGroup  order-processor-api",
      '        healthCheck.path: "/a" -> "/b"',
      '        tags.team: "x" is added',
      "        slowStart: 30 is taken away",
      "  +   aws:lb:TargetGroup  order-processor-udp",
      "",
    ]);
    expect(shown[10]).to.contain("1 to create, 1 to update, 7 unchanged");
    expect(lines(summary({ stacks }))[0]).to.match(/^ {2}Stack/);
  });

  it("shows everything of one stack; of several, it only counts what is new where that is nearly everything", () => {
    const created = Array.from({ length: 93 }, (_, i) => step("create", `new-${i}`));
    const provider = { ...step("create", "default_7"), type: "pulumi:providers:aws" };
    const steps = [provider, ...created, step("delete", "old")];
    const first = summaryOf("us-east-1", { steps });
    const alone = lines(summary({ operation: "preview", stacks: [first] }));
    expect(alone.slice(0, 2)).to.deep.equal(["us-east-1", "  -   aws:lb:TargetGroup  old"]);
    expect(alone.filter((line) => line.includes("aws:lb:TargetGroup  new-"))).to.have.length(93);
    expect(alone.join()).not.to.contain("default_7");

    const updated = Array.from({ length: 30 }, (_, i) => step("update", `tg-${i}`, { diffs: ["port"] }));
    const second = summaryOf("us-east-2", { steps: [...updated, ...created.slice(0, 3)] });
    const both = lines(summary({ operation: "preview", stacks: [first, second] }));
    expect(both.slice(0, 3)).to.deep.equal([
      "us-east-1",
      "  -   aws:lb:TargetGroup  old",
      "  +   93 new resources; --stack us-east-1 shows all of them",
    ]);
    expect(both.filter((line) => line.includes("aws:lb:TargetGroup  tg-"))).to.have.length(25);
    expect(both).to.include("  and 8 more; --stack us-east-2 shows all of them");
  });

  it("counts what it shows: a component that only has something in it which changes is no update", () => {
    const steps = [step("update", "component"), step("update", "asg", { diffs: ["maxSize"] })];
    const one = summaryOf("us-east-1", { steps, changes: { update: 2, same: 90 } });
    expect(lines(summary({ operation: "preview", stacks: [one] })).join()).to.contain("1 to update, 91 unchanged");
    expect(lines(summary({ stacks: [one] })).join()).to.contain("2 updated, 90 unchanged");
  });

  it("goes into documents that are texts, and shows long texts from where they differ", () => {
    const policy = (action: string): string =>
      JSON.stringify({ Version: "2012-10-17", Statement: [{ Action: action }] });
    const long = (end: string): string => `${"x".repeat(80)} ${end}`;
    const differences = [
      { path: "policy", kind: "updated", before: policy("s3:Get"), after: policy("s3:Put") },
      { path: "spaced", kind: "updated", before: '{"a":1}', after: '{ "a": 1 }' },
      { path: "userData", kind: "updated", before: long("one"), after: long("two") },
    ] as const;
    const steps = [step("update", "role", { differences })];
    const shown = lines(summary({ operation: "preview", stacks: [summaryOf("us-east-1", { steps })] }));
    expect(shown.slice(2, 5)).to.deep.equal([
      '        policy.Statement[0].Action: "s3:Get" -> "s3:Put"',
      '        spaced: "{\\"a\\":1}" -> "{ \\"a\\": 1 }"',
      '        userData: …xxxxxxxxxxxxxx one" -> …xxxxxxxxxxxxxx two"',
    ]);
  });

  it("goes down to the values that differ, and leaves out components, which are nothing in AWS", () => {
    const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    const many = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`tag${i}`, i]));
    const differences = [
      { path: "tags", kind: "updated", before: { Name: "a", old: "y" }, after: { Name: "a", team: "x" } },
      {
        path: "launchTemplate",
        kind: "updated",
        before: { id: "lt-1", version: "1" },
        after: { id: "lt-1", version: unknown },
      },
      { path: "rules", kind: "updated", before: [{ port: 1 }, { port: 2 }], after: [{ port: 1 }, { port: 3 }] },
      { path: "names", kind: "updated", before: ["b"], after: ["a", "b"] },
      { path: "more", kind: "updated", before: {}, after: many },
    ] as const;
    const steps = [step("update", "asg", { differences }), step("update", "component")];
    const shown = lines(summary({ operation: "preview", stacks: [summaryOf("us-east-1", { steps })] }));
    expect(shown.slice(1, 7)).to.deep.equal([
      "  ~   aws:lb:TargetGroup  asg",
      '        tags.old: "y" is taken away',
      '        tags.team: "x" is added',
      '        launchTemplate.version: "1" -> (known later)',
      "        rules[1].port: 2 -> 3",
      '        names: ["b"] -> ["a","b"]',
    ]);
    expect(shown.slice(14, 17)).to.deep.equal(["        more.tag7: 7 is added", "        more: 2 more", ""]);
  });

  it("shows a part of what several stacks have in common, and how to see all of it", () => {
    const steps = Array.from({ length: 40 }, (_, i) => step("delete", `resource-${i}`));
    const stacks = [summaryOf("us-east-1", { steps }), summaryOf("us-east-2", { steps })];
    const shown = lines(summary({ operation: "preview", stacks }));
    expect(shown.filter((line) => line.includes("resource-"))).to.have.length(50);
    expect(shown[26]).to.equal("  and 15 more; --stack us-east-1 shows all of them");
  });
});

describe("how to go on", () => {
  it("has nothing to say after a success", () => {
    expect(goingOn(summary({}), HOW)).to.deep.equal([]);
  });

  it("resumes an update with the options that it was begun with", () => {
    const stopped = summary({
      outcome: "stopped",
      resumable: true,
      stacks: [summaryOf("us-east-2", { outcome: "failed" })],
    });
    expect(goingOn(stopped, HOW)).to.deep.equal([
      "",
      "When the cause is gone, to go on after the last healthy wave, or to begin anew:",
      "  privatelink up --wave rest --resume",
      "  privatelink up --wave rest",
    ]);
    expect(goingOn({ ...stopped, outcome: "interrupted" }, { options: "", pulumi: true })).to.deep.equal([
      "",
      "To go on after the last healthy wave, or to begin anew:",
      "  privatelink up --resume",
      "  privatelink up",
    ]);
  });

  it("names the stack files that still have what was taken back", () => {
    const back = { outcome: "rolled back" } as const;
    const still = { settings: true, archives: [], references: [] };
    const one = summary({
      outcome: "rolled back",
      resumable: true,
      stacks: [summaryOf("us-east-2", { ...back, stillNew: still })],
    });
    const first = "us-east-2 runs what it ran before. Whether it is healthy was not looked at.";
    expect(goingOn(one, HOW)[1]).to.equal(
      `${first}\nPulumi.us-east-2.yaml still has the new settings, which the next update would bring again: correct or revert it first.`,
    );
    const references = [{ stack: "us-east-1", text: "copies its image from us-east-1" }];
    const elsewhere = { settings: false, archives: ["dist/a.tar.gz"], references };
    expect(goingOn({ ...one, stacks: [summaryOf("us-east-2", { ...back, stillNew: elsewhere })] }, HOW)[1]).to.equal(
      [
        first,
        "dist/a.tar.gz is still new, which the next update would bring again: build what should run first.",
        "us-east-2 copies its image from us-east-1, which still has the new one: correct us-east-1 and bring it up first.",
      ].join("\n"),
    );
    const stacks = [summaryOf("us-east-2", back), summaryOf("eu-west-1", { outcome: "rollback failed" })];
    expect(goingOn({ ...one, outcome: "rollback failed", stacks }, HOW)[3]).to.equal(
      "eu-west-1 could not be brought back: see above why, and bring it up with settings that work.",
    );
  });

  it("says what there is to do about the health of what was brought back", () => {
    const first = (
      healthAfterRollback: RolloutSummary["healthAfterRollback"],
      names: readonly string[],
      how = HOW,
    ): string | undefined => {
      const stacks = names.map((name) => summaryOf(name, { outcome: "rolled back" }));
      return goingOn(summary({ outcome: "rolled back", resumable: true, stacks, healthAfterRollback }), how)[1];
    };
    const [one, two] = [["us-east-2"], ["us-east-2", "eu-west-1"]];
    expect(first(undefined, two)).to.equal(
      "us-east-2 and eu-west-1 run what they ran before. Whether they are healthy was not looked at.",
    );
    expect(first("healthy", one)).to.equal("us-east-2 runs what it ran before.");
    expect(first("not healthy", one)).to.equal(
      "us-east-2 runs what it ran before. What is wrong after that, see above, has another cause: find it before you go on. privatelink drift shows what was changed in AWS by hand.",
    );
    expect(first("not healthy", one, { ...HOW, pulumi: false })).to.contain(" privatelink drift --sandbox shows ");
    expect(first("not seen", two)).to.equal(
      "us-east-2 and eu-west-1 run what they ran before. Why their health could not be seen is said above: correct that, and look at their target groups and alarms in AWS.",
    );
    expect(first("not waited for", one)).to.equal(
      "us-east-2 runs what it ran before. Look at its target groups and alarms in AWS.",
    );
  });

  it("names how a stack is let go of whose engine was cut off, where the engine is the user's", () => {
    const cut = summary({
      outcome: "interrupted",
      resumable: true,
      stacks: [summaryOf("us-east-2", { outcome: "cancelled" })],
    });
    expect(goingOn(cut, HOW)[1]).to.equal(
      "us-east-2 was cancelled halfway. Where an engine was killed, pulumi cancel --stack us-east-2 lets go of the stack.",
    );
    expect(goingOn(cut, { ...HOW, pulumi: false })).to.have.length(4);
  });

  it("does other operations again, and says how much of them was not finished", () => {
    const left = [summaryOf("us-east-1", { outcome: "not begun" }), summaryOf("eu-west-1", { outcome: "cancelled" })];
    const stacks = [summaryOf("us-east-2"), ...left];
    expect(goingOn(summary({ operation: "destroy", outcome: "interrupted", stacks }), HOW).slice(-3)).to.deep.equal([
      "",
      "To do it again, with the 2 stacks that were not finished:",
      "  privatelink destroy --wave rest",
    ]);
  });
});
