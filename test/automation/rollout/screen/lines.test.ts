import { expect } from "chai";
import { LineScreen } from "../../../../automation/rollout/screen/lines";
import { at, BEGAN, START, summaryOf, type Told } from "./support";

/** A screen whose time is told. */
function screen() {
  const lines: string[] = [];
  let seconds = 0;
  const screen = new LineScreen(
    (line) => lines.push(line),
    () => START + seconds * 1000,
  );
  return {
    /** Lines since the last time. */
    written: () => lines.splice(0),
    tell: (event: Told) => screen.take(at(seconds, event)),
    /** Lets so many seconds pass, a look in each. */
    pass: (more: number) => {
      for (let i = 0; i < more; i++) {
        seconds++;
        screen.look();
      }
    },
    close: () => screen.close(),
  };
}

describe("LineScreen", () => {
  it("writes a line when something begins and ends, and every ten seconds how far a stack is", () => {
    const { tell, pass, written, close } = screen();
    tell(BEGAN);
    tell({ type: "wave-began", wave: "rest", stacks: ["us-east-2", "eu-west-1"] });
    tell({ type: "stack-began", wave: "rest", stack: "us-east-2", operation: "up" });
    tell({ type: "stack-progressed", stack: "us-east-2", operation: "up", done: 7, running: 2 });
    expect(written()).to.deep.equal(["wave rest: us-east-2 and eu-west-1", "us-east-2: updating"]);
    pass(9);
    expect(written()).to.deep.equal([]);
    pass(16);
    expect(written()).to.deep.equal([
      "us-east-2: updating, 7 resources, 2 under way, 10 s",
      "us-east-2: updating, 7 resources, 2 under way, 20 s",
    ]);
    tell({ type: "stack-ended", summary: summaryOf("us-east-2") });
    pass(30);
    expect(written()).to.deep.equal(["us-east-2: done: 95 created in 12.3 s"]);
    close();
  });

  it("tells at once why a stack failed, whole", () => {
    const { tell, written, close } = screen();
    tell(BEGAN);
    tell({
      type: "stack-ended",
      summary: summaryOf("us-east-2", { outcome: "failed", changes: {}, problems: ["aws:ec2/vpc:Vpc: no\nroom\n"] }),
    });
    expect(written()).to.deep.equal(["us-east-2: failed in 12.3 s", "  aws:ec2/vpc:Vpc: no", "  room"]);
    close();
  });

  it("tells what a gate waits for when that changes, and otherwise every ten seconds", () => {
    const { tell, pass, written, close } = screen();
    const finding = {
      check: "targets",
      health: "waiting",
      subject: "tg-api",
      text: "1 of 2 targets is healthy",
    } as const;
    const looked = (unhealthy: Extract<Told, { type: "gate-looked" }>["unhealthy"], healthySeconds = 0): void =>
      tell({ type: "gate-looked", wave: "home", unhealthy, healthySeconds, soakSeconds: 60 });
    tell(BEGAN);
    tell({ type: "gate-began", wave: "home", stacks: ["us-east-1"] });
    looked({ "us-east-1": [finding] });
    pass(9);
    looked({ "us-east-1": [finding] });
    expect(written()).to.deep.equal([
      "wave home: gate: looking whether us-east-1 is healthy",
      "wave home: gate: waiting for 1 thing",
      "  us-east-1: targets tg-api: 1 of 2 targets is healthy",
    ]);
    pass(1);
    expect(written()).to.deep.equal(["wave home: gate: waiting for 1 thing to become healthy, 10 s"]);
    looked({ "us-east-1": [] }, 0);
    pass(10);
    looked({}, 10);
    expect(written()).to.deep.equal([
      "wave home: gate: all healthy, must stay so",
      "wave home: gate: healthy for 0 of 60 s, 20 s",
    ]);
    tell({ type: "gate-ended", wave: "home", healthy: false, reasons: { "us-east-1": ["the alarm late fires"] } });
    pass(30);
    expect(written()).to.deep.equal(["wave home: gate: not healthy", "  us-east-1: the alarm late fires"]);
    close();
  });

  it("says nothing of a gate that is healthy from the first look on until the ten seconds are over", () => {
    const { tell, pass, written, close } = screen();
    tell(BEGAN);
    tell({ type: "gate-began", wave: "rest", stacks: ["us-east-2", "eu-west-1"] });
    tell({ type: "gate-looked", wave: "rest", unhealthy: {}, healthySeconds: 0, soakSeconds: 3 });
    pass(3);
    tell({ type: "gate-ended", wave: "rest", healthy: true, reasons: {} });
    expect(written()).to.deep.equal([
      "wave rest: gate: looking whether us-east-2 and eu-west-1 are healthy",
      "wave rest: gate: healthy",
    ]);
    close();
  });

  it("tells a rollback by its name, and no problem twice", () => {
    const { tell, pass, written, close } = screen();
    const problem = "us-east-2: the alarm late fires";
    tell(BEGAN);
    tell({ type: "gate-ended", wave: "rest", healthy: false, reasons: { "us-east-2": [problem] } });
    tell({ type: "rollback-began", wave: "rest", stacks: ["us-east-2"], policy: "rollback" });
    tell({ type: "stack-began", wave: "rest", stack: "us-east-2", operation: "up" });
    pass(10);
    tell({
      type: "stack-ended",
      summary: summaryOf("us-east-2", { outcome: "rolled back", problems: [problem, "new"] }),
    });
    expect(written()).to.deep.equal([
      "wave rest: gate: not healthy",
      "  us-east-2: the alarm late fires",
      "wave rest: bringing back us-east-2",
      "us-east-2: bringing back",
      "us-east-2: bringing back, starting, 10 s",
      "us-east-2: rolled back: 95 created in 12.3 s",
      "  new",
    ]);
    close();
  });

  it("tells the gate after a rollback from the one before, and what is still wrong once more", () => {
    const { tell, pass, written, close } = screen();
    const wave = "rest";
    const stacks = ["us-east-2"];
    const finding = { check: "targets", health: "waiting", subject: "tg-api", text: "no target is healthy" } as const;
    const reasons = { "us-east-2": ["tg-api: no target is healthy"] };
    const look = (more: { readonly afterRollback?: true }): void => {
      tell({ type: "gate-began", wave, stacks, ...more });
      tell({
        ...{ type: "gate-looked", wave, healthySeconds: 0, soakSeconds: 60, ...more },
        unhealthy: { "us-east-2": [finding] },
      });
    };
    tell(BEGAN);
    look({});
    tell({ type: "gate-ended", wave, healthy: false, reasons });
    tell({ type: "rollback-began", wave, stacks, policy: "rollback" });
    written();
    look({ afterRollback: true });
    pass(10);
    tell({ type: "gate-looked", wave, unhealthy: {}, healthySeconds: 0, soakSeconds: 60, afterRollback: true });
    tell({ type: "gate-ended", wave, healthy: false, reasons, afterRollback: true });
    expect(written()).to.deep.equal([
      "wave rest: gate after the rollback: looking whether us-east-2 is healthy again",
      "wave rest: gate after the rollback: waiting for 1 thing",
      "  us-east-2: targets tg-api: no target is healthy",
      "wave rest: gate after the rollback: waiting for 1 thing to become healthy, 10 s",
      "wave rest: gate after the rollback: all healthy, must stay so",
      "wave rest: gate after the rollback: not healthy",
      "  us-east-2: tg-api: no target is healthy",
    ]);
    tell({ type: "gate-ended", wave, healthy: true, reasons: {}, afterRollback: true });
    expect(written()).to.deep.equal(["wave rest: gate after the rollback: healthy"]);
    close();
  });

  it("tells windows, pauses, rollbacks and interruptions", () => {
    const { tell, written, close } = screen();
    tell(BEGAN);
    tell({ type: "window-waited-for", wave: "home", opens: "2026-11-23T08:00:00Z", timeZone: "Europe/Berlin" });
    tell({ type: "pause-began", wave: "home", until: "2026-11-21T12:30:00Z" });
    tell({ type: "rollback-began", wave: "rest", stacks: ["us-east-2", "eu-west-1"], policy: "rollback" });
    tell({ type: "rollback-began", wave: "rest", stacks: [], policy: "rollback" });
    tell({ type: "interrupted", how: "drain" });
    tell({ type: "stack-ended", summary: summaryOf("eu-west-1", { outcome: "not there", changes: {} }) });
    expect(written()).to.deep.equal([
      "wave home: waits for its window, which opens 2026-11-23 09:00 Europe/Berlin",
      "wave home: pause until 2026-11-21 12:30 UTC",
      "wave rest: bringing back us-east-2 and eu-west-1",
      "wave rest: there is nothing to bring it back to",
      "Finishing what runs; nothing more is begun. Ctrl-C again cancels it.",
      "eu-west-1: not there",
    ]);
    close();
  });
});
