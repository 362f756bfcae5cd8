import type { EventEmitter } from "node:events";
import { expect } from "chai";
import { Operation } from "../../../../automation/engine/operation";
import type { RolloutOptions } from "../../../../automation/rollout/command/options";
import { type Means, rolloutCommand } from "../../../../automation/rollout/command/run";
import type { RolloutSummary } from "../../../../automation/rollout/events";
import { RolloutRefused, type RolloutRequest } from "../../../../automation/rollout/request";
import { CleanUp, folderWith } from "../../support/folder";
import { FakeTerminal } from "../../support/terminal";
import { summaryOf } from "../screen/support";
import { NO_OPTIONS, PROJECT, stackYaml, succeeded, workplace } from "./support";

describe("privatelink up, preview, refresh and destroy", () => {
  const cleanUp = new CleanUp();
  let terminal: FakeTerminal;
  let requests: RolloutRequest[];
  let place: ReturnType<typeof workplace>;

  beforeEach(() => {
    terminal = new FakeTerminal();
    requests = [];
    place = workplace();
  });

  afterEach(() => cleanUp.all());

  interface Given {
    readonly options?: Partial<RolloutOptions>;
    readonly files?: Readonly<Record<string, string>>;
    readonly run?: (request: RolloutRequest) => Promise<RolloutSummary>;
  }

  /** Runs a command in a project, with what differs, and gives the exit code. */
  function command(operation: Operation, { options, files = PROJECT, run = async (r) => succeeded(r) }: Given = {}) {
    const means: Means = {
      open: async () => place,
      run: (request) => {
        requests.push(request);
        return run(request);
      },
    };
    return rolloutCommand(
      { root: folderWith(files, cleanUp.add) },
      operation,
      { ...NO_OPTIONS, ...options },
      terminal,
      means,
    );
  }

  const wavesOf = (request: RolloutRequest | undefined) => request?.plan.waves.map(({ stacks }) => stacks);

  it("shows the waves and what happens in between, does it, and sums it up", async () => {
    expect(await command(Operation.Up, { options: { yes: true } })).to.equal(0);
    expect(wavesOf(requests[0])).to.deep.equal([["us-east-1"], ["us-east-2"]]);
    expect(terminal.stdout.text.split("\n")).to.deep.equal([
      "Update of 2 stacks in 2 waves",
      "  Wave home        us-east-1",
      "  Wave rest        us-east-2",
      "",
      "  Where            a place",
      "  New there        us-east-2: everything of it is created",
      "  After each wave  healthy within 15 min, and for 60 s on end",
      "  On a failure     everything stays as it is, and no further wave begins",
      "",
      "  Stack      Wave  Outcome  Resources   Time",
      "✔ us-east-1  home  done     95 created  12.3 s",
      "✔ us-east-2  rest  done     95 created  12.3 s",
      "",
      "2 stacks in 1.0 s.",
      "",
    ]);
    expect(terminal.stderr.text).to.equal("");
    expect(place.closed).to.equal(true);
  });

  it("refuses an update that could not even begin, before anybody is asked", async () => {
    const asked: (readonly string[])[] = [];
    const obstacles = async (stacks: readonly string[]) => {
      asked.push(stacks);
      return ["There is no passphrase."];
    };
    place = { ...place, place: { ...place.place, obstacles } };
    expect(await command(Operation.Up, { options: { stack: ["us-east-1"] } })).to.equal(1);
    expect(terminal.printed).to.deep.equal({ stdout: "", stderr: "There is no passphrase.\n" });
    expect([asked, requests, place.closed]).to.deep.equal([[["us-east-1"]], [], true]);
    expect(await command(Operation.Preview)).to.equal(0);
    expect(asked).to.have.length(1);
  });

  it("does only the stacks and waves that are picked", async () => {
    await command(Operation.Up, { options: { yes: true, stack: ["us-east-2"], parallel: 2 } });
    await command(Operation.Preview, { options: { wave: ["home"], target: ["shop-nlb"] } });
    expect(requests.map(wavesOf)).to.deep.equal([[["us-east-2"]], [["us-east-1"]]]);
    expect(requests.map(({ plan, targets }) => [plan.parallel, targets])).to.deep.equal([
      [2, undefined],
      [4, ["shop-nlb"]],
    ]);
  });

  it("changes nothing without being told to where there is nobody to ask, and names every stack", async () => {
    for (const [operation, question] of [
      [Operation.Up, "Update us-east-1 and us-east-2 (a place)?"],
      [Operation.Refresh, "Refresh us-east-1 and us-east-2 (a place)?"],
      [Operation.Destroy, "Destroy us-east-2 and us-east-1 (a place)?"],
    ] as const) {
      terminal = new FakeTerminal();
      expect(await command(operation)).to.equal(2);
      expect(terminal.stderr.text).to.equal(
        `${question} There is no terminal to ask on: say --yes to go on without being asked.\n`,
      );
    }
    expect(requests).to.deep.equal([]);
    expect(place.closed).to.equal(true);
  });

  it("asks nothing before a preview, and nothing on the sandbox", async () => {
    expect(await command(Operation.Preview)).to.equal(0);
    expect(await command(Operation.Destroy, { options: { sandbox: true } })).to.equal(0);
    expect(requests).to.have.length(2);
  });

  it("refuses everything that is wrong with any stack file at once, before a place is opened", async () => {
    const files = {
      ...PROJECT,
      "Pulumi.us-east-1.yaml": stackYaml("us-east-1").replace("10.64.0.0/22", "10.64.0.0/2"),
      "Pulumi.us-east-2.yaml": stackYaml("us-east-2").replace("fleet:", "flet:"),
      "Pulumi.eu-west-1.yaml": stackYaml("eu-west-1", { extra: "  saas-privatelink:access: { secure: v1:abc }\n" }),
    };
    expect(await command(Operation.Preview, { files })).to.equal(1);
    const lines = terminal.stderr.text.split("\n");
    expect(lines.filter((line) => !line.startsWith("  "))).to.have.members([
      "The config of stack us-east-1 has one problem:",
      "The config of stack us-east-2 has one problem:",
      "The config of stack eu-west-1 has one problem:",
      "",
    ]);
    expect(terminal.stderr.text)
      .to.contain('network.cidr: "10.64.0.0/2"')
      .and.contain('access: "[secret]" is a secret');
    expect(requests).to.deep.equal([]);
    expect(place.closed).to.equal(false);
  });

  it("destroys and refreshes stacks whose files the program would refuse, because neither runs it", async () => {
    const files = {
      ...PROJECT,
      "Pulumi.us-east-1.yaml": stackYaml("us-east-1").replace("10.64.0.0/22", "10.64.0.0/2"),
    };
    expect(await command(Operation.Destroy, { files, options: { yes: true } })).to.equal(0);
    expect(await command(Operation.Refresh, { files, options: { yes: true } })).to.equal(0);
  });

  it("takes names and files that are not there, and numbers that cannot be, for a wrong command line", async () => {
    const wrong: readonly Partial<RolloutOptions>[] = [
      { stack: ["us-est-1"] },
      { wave: ["hme"] },
      { parallel: 100 },
      { file: "/nope/rollout.yaml" },
      { sandbox: true, unhealthy: ["us-est-2"] },
      { sandbox: true, stack: ["us-east-1"], unhealthy: ["us-east-2"] },
    ];
    for (const options of wrong) {
      for (const operation of [Operation.Up, Operation.Destroy]) {
        expect(await command(operation, { options: { yes: true, ...options } }), JSON.stringify(options)).to.equal(2);
      }
    }
    const lines = terminal.stderr.text.trimEnd().split("\n");
    const each = lines.filter((_, index) => index % 2 === 0);
    expect(each.slice(0, 4)).to.deep.equal([
      "There is no stack us-est-1; did you mean us-east-1?",
      "There is no wave hme; did you mean home?",
      "--parallel: 100 is not a whole number of stacks from 1 to 64; use a number from 1 to 64.",
      "There is no file /nope/rollout.yaml; leave it out for rollout.yaml beside Pulumi.yaml.",
    ]);
    expect(each[4]).to.match(
      /^There is no stack us-est-2: no file Pulumi\.us-est-2\.yaml in .*; did you mean us-east-2\?$/,
    );
    expect(each.slice(5)).to.deep.equal(["unhealthy: us-east-2 is a stack that this run leaves alone; use us-east-1."]);
    expect(requests).to.deep.equal([]);
  });

  it("ends with 1 where a file that is there has something wrong in it", async () => {
    const files = { ...PROJECT, "rollout.yaml": "paralel: 3\n" };
    expect(await command(Operation.Destroy, { files, options: { yes: true } })).to.equal(1);
    expect(terminal.stderr.text).to.equal(
      'rollout.yaml: paralel: "paralel" is an unknown key; write parallel instead.\n',
    );
  });

  it("leaves the waits of the plan out of a rehearsal", async () => {
    const files = {
      ...PROJECT,
      "rollout.yaml": [
        "pauseMinutes: 30",
        "gate: { soakSeconds: 600, everySeconds: 30 }",
        "windows: [{ days: [mon], from: '09:00', to: '16:00', timeZone: Europe/Berlin }]",
        "waves: [{ name: home, stacks: [us-east-1] }, { name: rest, stacks: rest, gate: false }]",
      ].join("\n"),
    };
    await command(Operation.Up, { files, options: { sandbox: true } });
    const { windows, waves } = requests[0]?.plan ?? {};
    expect(windows).to.deep.equal([]);
    expect(waves?.map(({ pauseMinutes, gate }) => [pauseMinutes, gate?.soakSeconds, gate?.everySeconds])).to.deep.equal(
      [
        [0, 3, 1],
        [0, undefined, undefined],
      ],
    );
  });

  it("has an exit code for each end, and says how to go on", async () => {
    const codes = { stopped: 1, "rolled back": 1, "rollback failed": 1, interrupted: 130 } as const;
    for (const [outcome, code] of Object.entries(codes) as [keyof typeof codes, number][]) {
      terminal = new FakeTerminal();
      const run = async (request: RolloutRequest) => ({
        ...succeeded(request),
        outcome,
        stoppedAt: "rest",
        resumable: true,
      });
      expect(await command(Operation.Up, { options: { yes: true, gate: false, wave: ["rest"] }, run })).to.equal(code);
      expect(terminal.stdout.text).to.contain("\n  privatelink up --wave rest --no-gate --resume\n");
      expect(requests.at(-1)?.gates).to.equal(false);
    }
  });

  it("tells what refuses the rollout on stderr, and closes the place", async () => {
    const run = () => Promise.reject(new RolloutRefused(["There is nothing to resume.", "Really."]));
    expect(await command(Operation.Up, { options: { yes: true }, run })).to.equal(1);
    expect(terminal.stderr.text).to.equal("There is nothing to resume.\nReally.\n");
    expect(place.closed).to.equal(true);
  });

  it("refuses to resume what cannot be before it announces anything", async () => {
    expect(await command(Operation.Up, { options: { sandbox: true, resume: true } })).to.equal(1);
    expect(terminal.stdout.text).to.equal("");
    expect(terminal.stderr.text).to.equal(
      "There is nothing to resume: no rollout was begun. Begin one by privatelink up --sandbox.\n",
    );
    expect(requests).to.deep.equal([]);
  });

  it("tells what is wrong with the plan and with all settings together; a file that is not YAML hides only itself", async () => {
    const files = {
      ...PROJECT,
      "Pulumi.us-east-1.yaml": stackYaml("us-east-1").replace("10.64.0.0/22", "10.64.0.0/2"),
      "Pulumi.us-east-2.yaml": stackYaml("us-east-2").replace(
        "{ id: ami-0abcdef1234567890 }",
        "{ copyFrom: { stack: tokyo } }",
      ),
      "Pulumi.eu-west-1.yaml": "config: [",
      "rollout.yaml": "waves: {",
    };
    expect(await command(Operation.Up, { files })).to.equal(1);
    const { text } = terminal.stderr;
    expect(text).to.contain('us-east-2: image.copyFrom.stack: "tokyo" is no stack').and.contain('"10.64.0.0/2"');
    expect(text.match(/eu-west-1\.yaml: /g)).to.have.length.of.at.least(1);
    expect(text).to.match(/rollout\.yaml: /);
    expect(new Set(text.split("\n")).size).to.equal(text.split("\n").length);
  });

  it("prints nothing but events with --json, and how to go on to stderr", async () => {
    const at = "2026-11-21T12:00:00.000Z";
    const run = async (request: RolloutRequest): Promise<RolloutSummary> => {
      request.onEvent?.({ at, type: "stack-ended", summary: summaryOf("us-east-1") });
      return { ...succeeded(request), outcome: "stopped", resumable: true };
    };
    expect(await command(Operation.Up, { options: { yes: true, json: true }, run })).to.equal(1);
    expect(terminal.stdout.text).to.equal(
      `${JSON.stringify({ at, type: "stack-ended", summary: summaryOf("us-east-1") })}\n`,
    );
    expect(terminal.stderr.text).to.contain("  privatelink up --resume\n");
  });

  it("listens to Ctrl-C from the beginning to the end, one after the other, and not beyond", async () => {
    const before = process.listenerCount("SIGINT");
    const listening: number[] = [];
    const count = () => listening.push(process.listenerCount("SIGINT") - before);
    place = {
      ...place,
      place: {
        ...place.place,
        obstacles: async () => {
          count();
          return [];
        },
      },
    };
    const run = async (request: RolloutRequest) => {
      count();
      return succeeded(request);
    };
    const ended = command(Operation.Up, { options: { yes: true }, run });
    count();
    await ended;
    count();
    await command(Operation.Up, { options: { stack: ["us-est-1"] } });
    count();
    expect(listening).to.deep.equal([1, 1, 1, 0, 0]);
  });

  it("takes a signal while stacks are worked on for an interruption, and not for the end of the process", async () => {
    const run = async (request: RolloutRequest): Promise<RolloutSummary> => {
      process.emit("SIGTERM");
      return { ...succeeded(request), outcome: request.interruption?.drain.aborted ? "interrupted" : "succeeded" };
    };
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
    const before = new Map(signals.map((signal) => [signal, process.listeners(signal)]));
    expect(await command(Operation.Preview, { run })).to.equal(130);
    expect(terminal.stderr.text).to.equal("");
    // A command that was interrupted listens until its process ends, which this one does not.
    for (const signal of signals) {
      const left = process.listeners(signal).filter((listener) => !before.get(signal)?.includes(listener));
      expect(left).to.have.length(1);
      for (const listener of left) process.off(signal, listener);
    }
  });

  it("takes a reader that has gone for a request to stop, and does not end before it has", async () => {
    let ended = false;
    terminal.stdout.on("error", () => {
      ended = true;
    });
    const run = async (request: RolloutRequest): Promise<RolloutSummary> => {
      (terminal.stdout as EventEmitter).emit("error", new Error("EPIPE"));
      const interrupted = request.interruption?.drain.aborted === true && !request.interruption.cancel.aborted;
      return { ...succeeded(request), outcome: interrupted ? "interrupted" : "succeeded" };
    };
    expect(await command(Operation.Preview, { run })).to.equal(130);
    expect(ended).to.equal(false);
    await command(Operation.Preview);
    (terminal.stdout as EventEmitter).emit("error", new Error("EPIPE"));
    expect(ended).to.equal(false);
  });

  it("takes what a closed terminal does to both of its streams for one request, also after its signal", async () => {
    for (const signal of [false, true]) {
      const run = async (request: RolloutRequest): Promise<RolloutSummary> => {
        const { interruption } = request;
        if (signal) interruption?.request();
        for (const stream of [terminal.stdout, terminal.stderr]) {
          (stream as EventEmitter).emit("error", new Error("EIO"));
        }
        const asked = [interruption?.drain.aborted, interruption?.cancel.aborted];
        return { ...succeeded(request), outcome: String(asked) === "true,false" ? "interrupted" : "succeeded" };
      };
      terminal = new FakeTerminal();
      expect(await command(Operation.Preview, { run })).to.equal(130);
    }
  });

  it("gives a stream whose reader is there its own listeners back", async () => {
    let ended = false;
    terminal.stdout.on("error", () => {
      ended = true;
    });
    await command(Operation.Preview);
    (terminal.stdout as EventEmitter).emit("error", new Error("EPIPE"));
    expect(ended).to.equal(true);
  });
});
