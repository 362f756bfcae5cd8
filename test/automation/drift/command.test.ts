import { expect } from "chai";
import { driftCommand, type Means } from "../../../automation/drift/command";
import type { DriftRequest } from "../../../automation/drift/find-drift";
import type { DriftOptions } from "../../../automation/drift/options";
import type { DriftReport, StackDrift } from "../../../automation/drift/report";
import { Refused } from "../../../automation/terminal/refused";
import { PROJECT, workplace } from "../rollout/command/support";
import { CleanUp, folderWith } from "../support/folder";
import { FakeTerminal } from "../support/terminal";

const NOTHING: Omit<StackDrift, "stack"> = {
  region: "us-east-1",
  resources: 0,
  ignored: [],
  deployed: true,
  settings: 0,
  failures: [],
  seconds: 1.25,
};

describe("privatelink drift", () => {
  const cleanUp = new CleanUp();
  afterEach(() => cleanUp.all());

  let terminal: FakeTerminal;
  let place: ReturnType<typeof workplace>;
  beforeEach(() => {
    terminal = new FakeTerminal();
    place = workplace();
  });

  interface Given {
    readonly options?: Partial<DriftOptions>;
    readonly stacks?: readonly StackDrift[];
    readonly report?: Partial<DriftReport>;
    readonly find?: (request: DriftRequest) => void;
    readonly open?: Means["open"];
  }

  function command({ options, stacks = [], report, find, open = async () => place }: Given = {}): Promise<number> {
    return driftCommand(
      { root: folderWith(PROJECT, cleanUp.add) },
      { stack: [], wave: [], refresh: true, ...options },
      terminal,
      {
        open,
        find: async (request) => {
          find?.(request);
          for (const stack of stacks) request.onStack?.(stack);
          return { stacks, matrix: { stacks: [], rows: [] }, findings: [], ...report };
        },
      },
    );
  }

  it("tells of each stack on stderr as it is ready, and of everything on stdout", async () => {
    const stacks: StackDrift[] = [
      { ...NOTHING, stack: "us-east-1" },
      { ...NOTHING, stack: "us-east-2", resources: 2 },
      { ...NOTHING, stack: "eu-west-1", resources: undefined },
      { ...NOTHING, stack: "us-west-2", failures: ["No state."] },
    ];
    expect(await command({ stacks })).to.equal(1);
    expect(terminal.stderr.text).to.equal(
      [
        "Comparing 2 stacks on a place.",
        "  us-east-1: is in AWS as it was left (1.3 s)",
        "  us-east-2: 2 resources are not as they were left (1.3 s)",
        "  eu-west-1: read (1.3 s)",
        "  us-west-2: could not be looked at as a whole (1.3 s)",
        "",
      ].join("\n"),
    );
    expect(terminal.stdout.text).to.contain(
      "\nNo drift was seen in 4 stacks. us-west-2 could not be looked at as a whole.\n",
    );
    expect(place.closed).to.equal(true);
  });

  it("ends with 2 on drift", async () => {
    const finding = { kind: "update", stacks: ["a"], subject: "b", problem: "c", details: [], remedies: [] } as const;
    expect(await command({ report: { findings: [finding] } })).to.equal(2);
    expect(await command()).to.equal(0);
  });

  it("prints nothing but the report as JSON", async () => {
    expect(await command({ options: { json: true } })).to.equal(0);
    expect(JSON.parse(terminal.stdout.text)).to.deep.equal({
      drift: "none",
      stacks: [],
      matrix: { stacks: [], rows: [] },
      findings: [],
    });
  });

  it("looks at what is asked for", async () => {
    const requests: DriftRequest[] = [];
    const find = (request: DriftRequest) => requests.push(request);
    await command({ find });
    await command({ find, options: { stack: ["us-east-2"], refresh: false, sandbox: true, parallel: 1 } });
    const asked = requests.map(({ plan, refresh, images }) => ({
      stacks: plan?.waves.flatMap(({ stacks }) => stacks),
      parallel: plan?.parallel,
      refresh,
      asksForImages: images !== undefined,
    }));
    expect(asked).to.deep.equal([
      { stacks: ["us-east-1", "us-east-2"], parallel: 4, refresh: true, asksForImages: true },
      // Nobody but the stacks knows of the AMIs of the sandbox.
      { stacks: ["us-east-2"], parallel: 1, refresh: false, asksForImages: false },
    ]);
    expect(terminal.stderr.text).to.contain("Comparing, without asking AWS for each resource, 1 stack on a place.\n");
  });

  it("is told to stop by Ctrl-C, and says that nothing was changed", async () => {
    let aborted: boolean | undefined;
    const find = ({ signal }: DriftRequest) => {
      process.emit("SIGINT");
      aborted = signal?.aborted;
    };
    expect(await command({ find })).to.equal(130);
    expect(aborted).to.equal(true);
    expect(terminal.stdout.text).to.equal("");
    expect(terminal.stderr.text).to.match(/\nInterrupted\. Nothing was changed\.\n$/);
    expect(place.closed).to.equal(true);
  });

  it("says what it cannot work with in a sentence", async () => {
    const open = () => Promise.reject(new Refused("There is no engine."));
    expect(await command({ open })).to.equal(1);
    expect(await command({ options: { stack: ["us-east-3"] } })).to.equal(2);
    expect(terminal.stderr.text).to.equal(
      "There is no engine.\nThere is no stack us-east-3; did you mean us-east-1?\n",
    );
    expect(terminal.stdout.text).to.equal("");
  });
});
