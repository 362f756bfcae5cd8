import { expect } from "chai";
import { parseRollout } from "../../../../automation/rollout/file/parse";
import { sentence } from "../../../../components/lib/problem";
import { TEXT_OUTPUT_NAMES } from "../../../../stacks/output-names";
import { stacksOf } from "./stacks-of";

const stacks = stacksOf({ a: [], b: ["a"], c: ["a"] });
const home = { name: "home", stacks: ["a"] };

function refusals(input: unknown): string[] {
  const judged = parseRollout(input, stacks);
  return "problems" in judged ? judged.problems.map(sentence) : [];
}

describe("automation/rollout/file/parse", () => {
  it("accepts words in place of a gate and of stacks", () => {
    const judged = parseRollout({ gate: false, waves: [home, { name: "rest", stacks: "rest", gate: false }] }, stacks);
    if ("problems" in judged) throw new Error(judged.problems.map(sentence).join("\n"));
    const { gate, waves } = judged.value;
    expect(gate).to.equal(false);
    expect(waves?.map((wave) => [wave.stacks, wave.gate])).to.deep.equal([
      [["a"], undefined],
      ["rest", false],
    ]);
  });

  it("refuses what is nearly such a word", () => {
    expect(refusals({ gate: true, waves: [home, { name: "rest", stacks: "others" }] })).to.deep.equal([
      "gate: true is not a set of keys; write keys below it: timeoutMinutes, soakSeconds, everySeconds, alarms, ignoreAlarms and probe.",
      'waves[1].stacks: "others" is not a list; write it as one: ["others"].',
    ]);
  });

  it("says of a word under a mistyped key only that the key is wrong", () => {
    expect(refusals({ gates: false, waves: [home, { name: "rest", stack: "rest" }] })).to.deep.equal([
      'gates: "gates" is an unknown key; write gate instead.',
      'waves[1].stack: "stack" is an unknown key; write waves[1].stacks instead.',
    ]);
  });

  it("says everything at once, in the order of keys", () => {
    const waves = [
      { name: "home", stacks: ["a"], parallel: 5, gate: { soakSecond: 3 } },
      { name: "home", stacks: ["b", "x"], onFailure: "stop it" },
    ];
    expect(refusals({ paralel: 3, waves, pauseMinutes: "5", windows: [{ from: "9:00", to: "16:00" }] })).to.deep.equal([
      'paralel: "paralel" is an unknown key; write parallel instead.',
      'pauseMinutes: "5" is not a whole number; write it without quotes.',
      'waves[0].gate.soakSecond: "soakSecond" is an unknown key; write waves[0].gate.soakSeconds instead.',
      "waves[0].parallel: 5 is more than parallel at the top level, which is 3; lower it, or raise the other.",
      'waves[1].name: "home" is the name of waves[0] already; give each wave its own.',
      'waves[1].onFailure: "stop it" is unknown; use one of stop, rollback.',
      'waves[1].stacks[1]: "x" is no stack of this project; write a, or write its file Pulumi.x.yaml.',
      'windows[0].from: "9:00" is not a time of day; write "09:00".',
    ]);
  });

  const NUMBERS: readonly (readonly [path: string, input: (value: number) => object, min: number, max: number])[] = [
    ["parallel", (parallel) => ({ parallel }), 1, 64],
    ["pauseMinutes", (pauseMinutes) => ({ pauseMinutes }), 0, 10_080],
    ["gate.timeoutMinutes", (timeoutMinutes) => ({ gate: { timeoutMinutes } }), 1, 1440],
    ["gate.soakSeconds", (soakSeconds) => ({ gate: { soakSeconds } }), 0, 86_400],
    ["gate.everySeconds", (everySeconds) => ({ gate: { everySeconds } }), 1, 60],
    ["gate.probe.status", (status) => ({ gate: { probe: { url: "http://a/", status } } }), 200, 599],
    [
      "gate.probe.timeoutSeconds",
      (timeoutSeconds) => ({ gate: { probe: { url: "http://a/", timeoutSeconds } } }),
      1,
      60,
    ],
    ["waves[0].parallel", (parallel) => ({ parallel: 64, waves: [{ ...home, parallel }] }), 1, 64],
    ["waves[0].pauseMinutes", (pauseMinutes) => ({ waves: [{ ...home, pauseMinutes }] }), 0, 10_080],
    ["waves[0].gate.soakSeconds", (soakSeconds) => ({ waves: [{ ...home, gate: { soakSeconds } }] }), 0, 86_400],
    ["images.keep", (keep) => ({ images: { keep } }), 1, 20],
  ];

  for (const [path, input, min, max] of NUMBERS) {
    it(`accepts ${path} from ${min} to ${max}, and nothing beyond`, () => {
      expect([min, max].flatMap((value) => refusals(input(value)))).to.deep.equal([]);
      for (const value of [min - 1, max + 1]) {
        expect(refusals(input(value))).to.have.length(1);
        expect(refusals(input(value))[0]).to.match(new RegExp(`from ${min} to ${max}\\.$`));
        expect(refusals(input(value))[0]?.startsWith(`${path}: ${value} is not a whole number`)).to.equal(true);
      }
    });
  }

  const VALUES: readonly (readonly [input: object, refusal: string])[] = [
    [
      { windows: [{ from: "22:00", to: "06:00" }] },
      'windows[0].to: "06:00" is not later than from, which is 22:00; write a later time, or for a night two windows: one to "24:00" and one from "00:00".',
    ],
    [
      { windows: [{ from: "24:00", to: "24:00" }] },
      'windows[0].from: "24:00" is not a time of day; write hours and minutes with two digits each, for example "09:00".',
    ],
    [
      { windows: [{ from: "09:00", to: "16:00", days: [] }] },
      "windows[0].days: [] is empty; leave it out, or use some of mon, tue, wed, thu, fri, sat, sun.",
    ],
    [
      { windows: [{ from: "09:00", to: "16:00", timeZone: "Europe/Berln" }] },
      'windows[0].timeZone: "Europe/Berln" is not the IANA name of a time zone; write Europe/Berlin instead.',
    ],
    [
      { windows: [{ from: "09:00", to: "16:00", timeZone: "+02:00" }] },
      'windows[0].timeZone: "+02:00" is not the IANA name of a time zone; use a name such as Europe/Berlin.',
    ],
    [{ gate: { alarms: ["a", "a"] } }, 'gate.alarms[1]: "a" appears twice; remove one of them.'],
    [
      { gate: { ignoreAlarms: [""] } },
      'gate.ignoreAlarms[0]: "" is not a name of 1 to 255 characters; name an alarm, for example checkout-errors, or several by checkout-*.',
    ],
    [
      { gate: { probe: { status: 204 } } },
      'gate.probe.url: (missing) is required; add it, for example "https://{region}.example.com/health".',
    ],
    [
      { gate: { probe: { url: "https://{regio}.example.com/" } } },
      'gate.probe.url: "https://{regio}.example.com/" has the unknown placeholder {regio}; use {region}.',
    ],
    [
      { gate: { probe: { url: "http://127.0.0.1:18999/{region}/{outputs.serviceNam}?a={outputs.serviceNam}" } } },
      'gate.probe.url: "http://127.0.0.1:18999/{region}/{outputs.serviceNam}?a={outputs.serviceNam}" has the unknown placeholder {outputs.serviceNam}; use {outputs.serviceName}.',
    ],
    [
      { waves: [{ ...home, gate: { probe: { url: "https://{outputs.something}/" } } }] },
      'waves[0].gate.probe.url: "https://{outputs.something}/" has the unknown placeholder {outputs.something}; use {stack}, {region} or {outputs.<name>}.',
    ],
    [
      { gate: { probe: { url: "https://{loadBalancerDnsNam}/" } } },
      'gate.probe.url: "https://{loadBalancerDnsNam}/" has the unknown placeholder {loadBalancerDnsNam}; use {outputs.loadBalancerDnsName}.',
    ],
    [
      { gate: { probe: { url: "https://example.com/{outputs.ports}" } } },
      'gate.probe.url: "https://example.com/{outputs.ports}" has the placeholder {outputs.ports}, and that output is not text; use one that is text, such as {outputs.serviceName}.',
    ],
    [
      { gate: { probe: { url: "https://{output}.example.com/" } } },
      'gate.probe.url: "https://{output}.example.com/" has the unknown placeholder {output}; use {stack}, {region} or {outputs.<name>}.',
    ],
    [
      { gate: { probe: { url: "{region}.example.com/health" } } },
      'gate.probe.url: "{region}.example.com/health" is not a URL; write one such as https://{region}.example.com/health.',
    ],
    [
      { gate: { probe: { url: "https://example.com/{region" } } },
      'gate.probe.url: "https://example.com/{region" is not a URL; write one such as https://{region}.example.com/health.',
    ],
    [
      { gate: { probe: { url: "ftp://example.com/" } } },
      'gate.probe.url: "ftp://example.com/" is not an http or https URL; write one such as https://{region}.example.com/health.',
    ],
    [
      { gate: { probe: { url: "https://me:it@example.com/" } } },
      'gate.probe.url: "https://me:it@example.com/" has a user name or password, which a request must not have in its URL; take it out, and let the path answer without one.',
    ],
    [
      { images: { kmsKeyIds: { "us-east-9": "x" } } },
      'images.kmsKeyIds["us-east-9"]: "us-east-9" is not a commercial AWS Region; use "us-east-1".',
    ],
    [
      { images: { kmsKeyIds: { "us-east-2": "alias/images" } } },
      'images.kmsKeyIds["us-east-2"]: "alias/images" is not the ARN of a KMS key; use the key\'s own ARN, arn:aws:kms:<Region>:<account>:key/<id>.',
    ],
    [
      {
        images: {
          kmsKeyIds: { "us-east-2": "arn:aws:kms:us-east-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef" },
        },
      },
      'images.kmsKeyIds["us-east-2"]: "arn:aws:kms:us-east-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef" is in us-east-1, not in us-east-2; use one of us-east-2.',
    ],
  ];

  for (const [input, refusal] of VALUES) {
    it(`refuses ${JSON.stringify(input)}`, () => {
      expect(refusals(input)).to.deep.equal([refusal]);
    });
  }

  it("accepts every placeholder, in every part of a URL", () => {
    const url = "https://{stack}.{region}.example.com:{outputs.accountId}/{outputs.serviceId}?a={stack}";
    expect(refusals({ gate: { probe: { url } } })).to.deep.equal([]);
  });

  it("accepts each output that is text, also one that only some stacks have", () => {
    expect(TEXT_OUTPUT_NAMES).to.include.members(["serviceName", "privateDnsName", "consumerDnsName"]);
    for (const name of TEXT_OUTPUT_NAMES) {
      expect(refusals({ gate: { probe: { url: `https://example.com/{outputs.${name}}` } } })).to.deep.equal([]);
    }
  });

  it("accepts paths of settings, and of all that is below a name of people's own", () => {
    const mayDiffer = [
      "fleet",
      "fleet.zoneOverrides.use1-az1.max",
      'service.environment["LOG.LEVEL"]',
      "service.environment.<name>",
      "service.ports[].healthCheck.path",
      "service.ports[api].port",
      "aws:defaultTags.tags.team",
      "tags.team",
    ];
    expect(refusals({ drift: { mayDiffer } })).to.deep.equal([]);
  });

  it("refuses paths that lead to no setting, with the way on", () => {
    const mayDiffer = [
      "fleet.instancType",
      "service.ports.api",
      "service.ports[0].port",
      "access.allowedPrincipals[0]",
      "service.environment.LOG.LEVEL",
      "service.environment[0]",
      "protect.all",
      "image.copyFrom.ami",
      "",
      "saas-privatelink:fleet",
    ];
    const keys =
      "use service, network, image, fleet, additionalServices, loadBalancer, access, approval, privateDns, notification, consumer, protect or tags.";
    expect(refusals({ drift: { mayDiffer } })).to.deep.equal([
      'drift.mayDiffer[0]: "fleet.instancType" is no setting of a stack file; write fleet.instanceType instead.',
      'drift.mayDiffer[1]: "service.ports.api" is no setting of a stack file; write service.ports[] for each of the list.',
      'drift.mayDiffer[2]: "service.ports[0].port" is no setting of a stack file; write service.ports[] for each of the list.',
      'drift.mayDiffer[3]: "access.allowedPrincipals[0]" is no setting of a stack file; write access.allowedPrincipals, which has nothing below it.',
      'drift.mayDiffer[4]: "service.environment.LOG.LEVEL" is no setting of a stack file; write service.environment["LOG.LEVEL"], with the name in quotes.',
      'drift.mayDiffer[5]: "service.environment[0]" is no setting of a stack file; write service.environment.<name> for each of the names.',
      'drift.mayDiffer[6]: "protect.all" is no setting of a stack file; write protect, which has nothing below it.',
      'drift.mayDiffer[7]: "image.copyFrom.ami" is no setting of a stack file; use image.copyFrom.stack, image.copyFrom.region or image.copyFrom.id.',
      `drift.mayDiffer[8]: "" is no setting of a stack file; ${keys}`,
      `drift.mayDiffer[9]: "saas-privatelink:fleet" is no setting of a stack file; ${keys}`,
    ]);
  });
});
