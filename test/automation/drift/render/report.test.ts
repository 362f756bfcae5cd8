import { expect } from "chai";
import { createColors } from "picocolors";
import { compareRegions } from "../../../../automation/drift/compare/matrix";
import { type Finding, FindingKind } from "../../../../automation/drift/finding";
import { regionFindings } from "../../../../automation/drift/region-findings";
import { reportJson } from "../../../../automation/drift/render/json";
import { reportText } from "../../../../automation/drift/render/report";
import { type DriftReport, driftExitCode, type StackDrift } from "../../../../automation/drift/report";
import { withoutFile } from "../../../../automation/drift/update-finding";
import { stackIn } from "../support";

const plain = createColors(false);
const copied = {
  imageId: "ami-0aaaaaaaaaaaaaaaa",
  imageSources: ["ami-0123456789abcdef0"],
  imageSourceRegion: "us-east-1",
};

function looked(stack: string, rest: Partial<StackDrift> = {}): StackDrift {
  return {
    stack,
    region: stack,
    resources: 0,
    ignored: [],
    deployed: true,
    settings: 0,
    failures: [],
    seconds: 1,
    ...rest,
  };
}

function report(
  stacks: readonly StackDrift[],
  compared: Parameters<typeof compareRegions>[0],
  own: Finding[] = [],
): DriftReport {
  const matrix = compareRegions(compared, []);
  return { stacks, matrix, findings: [...own, ...regionFindings(matrix)] };
}

const CLEAN = report(
  [looked("us-east-1"), looked("us-east-2", { resources: undefined })],
  [stackIn("us-east-1"), stackIn("us-east-2", { outputs: copied })],
);

const DRIFTED = report(
  [
    looked("us-east-1"),
    looked("us-east-2", {
      resources: 1,
      settings: 2,
      ignored: [{ subject: "asg (aws:autoscaling:Group)", path: "desiredCapacity", owner: "the scaling policy" }],
    }),
    looked("us-west-2", { deployed: false, settings: undefined, resources: undefined }),
    looked("eu-west-1", {
      deployed: undefined,
      settings: undefined,
      resources: undefined,
      failures: ["No state.\nTry again."],
    }),
  ],
  [
    stackIn("us-east-1"),
    stackIn("us-east-2", { outputs: { ...copied, version: "0.9.0" }, settings: { protect: false } }),
  ],
  [
    {
      kind: FindingKind.Resource,
      stacks: ["us-east-2"],
      subject: "orders-nlb (aws:lb:LoadBalancer)",
      problem: "is not as the last update left it",
      details: [
        { what: "tags.by", expected: undefined, actual: "hand" },
        { what: "description", expected: "orders", actual: "" },
      ],
      remedies: ["Do this."],
    },
  ],
);

describe("automation/drift/render", () => {
  it("shows a line for each stack, and that nothing drifted", () => {
    expect(reportText(CLEAN, plain)).to.equal(
      [
        "Stack      Image                  Archive       Version  Ports         Principals  AZs  Settings  File  Resources",
        "us-east-1  ami-0123456789abcdef0  aaaaaaaaaaaa  1.0.0    api 3000/TCP  1           2    =         =     =",
        "us-east-2  ami-0123456789abcdef0  aaaaaaaaaaaa  1.0.0    api 3000/TCP  1           2    =         =     -",
        "",
        "No drift in 2 stacks.",
        "",
      ].join("\n"),
    );
  });

  it("shows what drifted where, what it should be, what to do, and what could not be found out", () => {
    expect(reportText(DRIFTED, plain)).to.equal(
      [
        "Stack      Image                  Archive       Version  Ports         Principals  AZs  Settings    File              Resources",
        "us-east-1  ami-0123456789abcdef0  aaaaaaaaaaaa  1.0.0    api 3000/TCP  1           2    =           =                 =",
        "us-east-2  ami-0123456789abcdef0  aaaaaaaaaaaa  0.9.0 ≠  api 3000/TCP  1           2    1 differ ≠  2 not deployed ≠  1 differ ≠",
        "us-west-2  -                      -             -        -             -           -    -           not deployed ≠    -",
        "eu-west-1  -                      -             -        -             -           -    ?           ?                 ?",
        "",
        "us-east-2",
        "  orders-nlb (aws:lb:LoadBalancer) is not as the last update left it",
        "      tags.by      should be (none)  is hand",
        "      description  should be orders  is (empty)",
        "    Do this.",
        "",
        "Between Regions",
        "  version is not the same everywhere: us-east-1 has 1.0.0",
        "      us-east-2 has 0.9.0",
        "    Deploy with the present version everywhere: privatelink up.",
        "  protect is not the same everywhere: Pulumi.us-east-1.yaml has true",
        "      Pulumi.us-east-2.yaml has false",
        "    Make the stack files alike, and deploy: privatelink up --stack us-east-2.",
        "    Where it is meant to differ: name protect in drift.mayDiffer of rollout.yaml.",
        "",
        "Changed on purpose, and no drift",
        "  us-east-2  asg (aws:autoscaling:Group): desiredCapacity  by the scaling policy",
        "",
        "eu-west-1 could not be looked at as a whole",
        "  No state.",
        "  Try again.",
        "",
        "3 findings in 4 stacks. eu-west-1 could not be looked at as a whole.",
        "",
      ].join("\n"),
    );
  });

  it("has no more digits of a time in its JSON than anybody can use", () => {
    const { stacks } = JSON.parse(reportJson(report([looked("us-east-1", { seconds: 1.23456 })], []))) as DriftReport;
    expect(stacks.map(({ seconds }) => seconds)).to.deep.equal([1.2]);
  });

  it("shows a stack that has no file", () => {
    const stray = withoutFile("eu-west-3");
    const text = reportText(report([looked("us-east-1")], [stackIn("us-east-1")], [stray]), plain);
    expect(text).to.contain(
      `\nWithout a stack file\n  Pulumi.eu-west-3.yaml is not there, and its stack is deployed\n    ${stray.remedies[0]}\n`,
    );
  });

  it("tells a difference of ports once, and of which stack files", () => {
    const ports = (port: number) => [{ name: "api", port, protocol: "TCP" as const }];
    const stack = (region: string, inFile: number, deployed: number) =>
      stackIn(region, {
        settings: { service: { name: "orders", ports: [{ name: "api", port: inFile }] } },
        outputs: { ...(region === "us-east-1" ? {} : copied), ports: ports(deployed) },
      });
    const told = (...stacks: Parameters<typeof compareRegions>[0]) =>
      regionFindings(compareRegions(stacks, [])).map(({ subject, problem }) => `${subject} ${problem}`);
    const home = stack("us-east-1", 3000, 3000);
    expect(told(home, stack("us-east-2", 3002, 3002))).to.deep.equal([
      "service.ports[api].port is not the same everywhere: Pulumi.us-east-1.yaml has 3000",
    ]);
    // The file was put right, and is not deployed.
    expect(told(home, stack("us-east-2", 3000, 3002))).to.deep.equal([
      "ports is not the same everywhere: us-east-1 has api 3000/TCP",
    ]);
  });

  it("puts stacks with the same value together, and counts the others where they are many", () => {
    const regions = ["a", "b", "c", "d", "e", "f"].map((name) => `region-${name}`);
    const versions = ["1", "1", "1", "1", "2", "2"];
    const stacks = regions.map((region, index) =>
      stackIn(region, { outputs: { ...copied, version: versions[index] ?? "" } }),
    );
    const text = reportText(
      report(
        regions.map((region) => looked(region)),
        stacks,
      ),
      plain,
    );
    expect(text).to.contain(
      [
        "  version is not the same everywhere: 4 stacks have 1",
        "      region-e and region-f have 2",
        "    Deploy with the present version everywhere: privatelink up.",
      ].join("\n"),
    );
  });

  it("names a setting of a list as docs/config.md and drift.mayDiffer do", () => {
    const port = (number: number) => ({
      settings: { service: { name: "orders", ports: [{ name: "api", port: number }] } },
    });
    const { findings } = report(
      [],
      [stackIn("us-east-1", port(3000)), stackIn("us-east-2", { ...port(4000), outputs: copied })],
    );
    expect(findings.flatMap(({ subject, remedies }) => [subject, remedies[1]])).to.deep.equal([
      "service.ports[api].port",
      "Where it is meant to differ: name service.ports[].port in drift.mayDiffer of rollout.yaml.",
    ]);
  });

  it("gives tools everything, and says first whether there is drift", () => {
    const clean = JSON.parse(reportJson(CLEAN)) as DriftReport & { drift: string };
    expect(Object.keys(clean)).to.deep.equal(["drift", "stacks", "matrix", "findings"]);
    expect(clean.drift).to.equal("none");
    expect(clean.matrix.stacks).to.deep.equal(["us-east-1", "us-east-2"]);
    expect((JSON.parse(reportJson(DRIFTED)) as { drift: string }).drift).to.equal("incomplete");
  });

  it("ends with 2 on drift, and with 1 where not everything could be looked at", () => {
    expect(driftExitCode(CLEAN)).to.equal(0);
    expect(driftExitCode({ ...DRIFTED, stacks: DRIFTED.stacks.slice(0, 3) })).to.equal(2);
    expect(driftExitCode(DRIFTED)).to.equal(1);
    expect(driftExitCode({ ...DRIFTED, findings: [] })).to.equal(1);
  });
});
