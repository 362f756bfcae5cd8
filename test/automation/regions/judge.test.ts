import { expect } from "chai";
import type { RegionFacts } from "../../../automation/regions/facts";
import { judge, judgeOptIn } from "../../../automation/regions/judge";
import type { Needs } from "../../../automation/regions/needs";

const NEEDS: Needs = {
  vpcs: 1,
  instanceTypes: ["t3.small"],
  excludeZoneIds: [],
  fleets: [{ instanceType: "t3.small", capacityIn: () => ({ min: 1, max: 4 }) }],
  targetsIn: () => 4,
  crossZone: false,
  reservedConcurrency: 3,
};

const ZONES = ["euw1-az1", "euw1-az2", "euw1-az3"];

function quota(value: number, name = "a quota") {
  return { value: { name, value } };
}

const FACTS: RegionFacts = {
  zoneIds: { value: ZONES },
  offered: { value: { "t3.small": ZONES } },
  vpcs: { value: 1 },
  loadBalancers: { value: 0 },
  endpointServices: { value: 2 },
  vcpus: { value: { ofType: { "t3.small": 2, "m5.large": 2 }, inUse: 4 } },
  quotas: {
    "L-1216C47A": quota(64),
    "L-F678F1CE": quota(5),
    "L-69A177A2": quota(50),
    "L-B211E961": quota(500),
    "L-EEF1AD04": quota(3000),
    "L-B99A9384": quota(1000),
  },
  endpointServiceQuota: { value: undefined },
};

function said(needs: Partial<Needs> = {}, facts: Partial<RegionFacts> = {}): string[] {
  const all = { ...FACTS, ...facts, quotas: { ...FACTS.quotas, ...facts.quotas } };
  return judge({ ...NEEDS, ...needs }, all, "eu-west-1").map(
    ({ state, subject, text }) => `${state} ${subject}: ${text}`,
  );
}

function increase(service: string, code: string): string {
  return `aws service-quotas request-service-quota-increase --region eu-west-1 --service-code ${service} --quota-code ${code} --desired-value ...`;
}

describe("what a Region has of what a stack needs", () => {
  const ALL = [
    "ok Zones: the stack would have 3 zones: euw1-az1, euw1-az2 and euw1-az3",
    "ok Instance type: t3.small is offered in 3 of 3 zones",
    "ok VPCs: 1 of 5 in use, 1 more needed",
    "ok Load balancers: 0 of 50 in use, 1 more needed",
    "unknown Endpoint services: 2 in use; AWS publishes no quota for them",
    "ok Targets in a zone: at most 4, and the load balancer may have 500",
    "ok Targets: at most 12, and the load balancer may have 3000",
    "ok vCPUs: 4 of 64 vCPUs in use, 6 more to start with and 24 at most",
    "ok Lambda concurrency: 1000 in all, of which the approval function reserves 3, and 100 must stay unreserved; what other functions reserve is not looked at",
  ];

  it("is said of each thing, with the numbers", () => {
    expect(said()).to.deep.equal(ALL);
  });

  /** What differs from the case in which all is well. */
  const cases: readonly (readonly [string, Partial<Needs>, Partial<RegionFacts>, readonly string[]])[] = [
    [
      "zones that lack the instance type",
      {},
      { offered: { value: { "t3.small": ["euw1-az1", "euw1-az3"] } } },
      [
        "ok Zones: the stack would have 2 zones: euw1-az1 and euw1-az3",
        "ok Instance type: t3.small is offered in 2 of 3 zones; not in euw1-az2, which the stack leaves out",
        "ok Targets: at most 8, and the load balancer may have 3000",
        "ok vCPUs: 4 of 64 vCPUs in use, 4 more to start with and 16 at most",
      ],
    ],
    [
      "an instance type that one zone alone offers",
      {},
      { offered: { value: { "t3.small": ["euw1-az2"] } } },
      [
        "problem Instance type: t3.small is offered in 1 of 3 zones of eu-west-1; choose another one by --instance-type",
        "ok Targets: at most 4, and the load balancer may have 3000",
        "ok vCPUs: 4 of 64 vCPUs in use, 2 more to start with and 8 at most",
      ],
    ],
    [
      "zones that are left out",
      { excludeZoneIds: ["euw1-az1", "euw1-az2"] },
      {},
      [
        "problem Zones: the stack would have 1 zone: euw1-az3, and needs 2; exclude fewer zones, or use other instance types",
        "ok Instance type: t3.small is offered in 1 of 1 zone",
        "ok Targets: at most 4, and the load balancer may have 3000",
        "ok vCPUs: 4 of 64 vCPUs in use, 2 more to start with and 8 at most",
      ],
    ],
    [
      "two types that no two zones have in common",
      { instanceTypes: ["t3.small", "m5.large"] },
      { offered: { value: { "t3.small": ["euw1-az1", "euw1-az2"], "m5.large": ["euw1-az2", "euw1-az3"] } } },
      [
        "problem Zones: the stack would have 1 zone: euw1-az2, and needs 2; exclude fewer zones, or use other instance types",
        "ok Instance type: t3.small is offered in 2 of 3 zones; not in euw1-az3, which the stack leaves out",
        "ok Instance type: m5.large is offered in 2 of 3 zones; not in euw1-az1, which the stack leaves out",
        "ok Targets: at most 4, and the load balancer may have 3000",
        "ok vCPUs: 4 of 64 vCPUs in use, 2 more to start with and 8 at most",
      ],
    ],
    [
      "a quota that is used up",
      { vpcs: 2 },
      { vpcs: { value: 4 } },
      [
        `problem VPCs: 4 of 5 in use, 2 more needed (quota L-F678F1CE); ask for more by ${increase("vpc", "L-F678F1CE")}, or free some`,
      ],
    ],
    ["a VPC that is not needed", { vpcs: 0 }, { vpcs: { reason: "Nobody knows." } }, ["ok VPCs: none is needed"]],
    [
      "a quota of endpoint services that the account does have",
      {},
      { endpointServiceQuota: quota(2, "Endpoint services per Region") },
      [
        'problem Endpoint services: 2 of 2 in use, 1 more needed (quota "Endpoint services per Region"); ask for more in Service Quotas of eu-west-1, or free some',
      ],
    ],
    [
      "targets that each count in every zone",
      { crossZone: true, targetsIn: () => 200 },
      {},
      [
        `problem Targets in a zone: at most 600, and the load balancer may have 500 (quota L-B211E961); ask for more by ${increase("elasticloadbalancing", "L-B211E961")}, or lower fleet.perZone.max`,
        "ok Targets: at most 600, and the load balancer may have 3000",
      ],
    ],
    [
      "the small concurrency of a new account",
      {},
      { quotas: { ...FACTS.quotas, "L-B99A9384": quota(10) } },
      [
        `problem Lambda concurrency: 10 in all, of which the approval function reserves 3, and 100 must stay unreserved (quota L-B99A9384); ask for more by ${increase("lambda", "L-B99A9384")}`,
      ],
    ],
    [
      "vCPUs that do not reach for the start",
      {},
      { quotas: { ...FACTS.quotas, "L-1216C47A": quota(8) } },
      [
        `problem vCPUs: 4 of 8 vCPUs in use, 6 more to start with and 24 at most (quota L-1216C47A); ask for more by ${increase("ec2", "L-1216C47A")}`,
      ],
    ],
    [
      "vCPUs that do not reach for the largest size",
      {},
      { quotas: { ...FACTS.quotas, "L-1216C47A": quota(16) } },
      [
        `ok vCPUs: 4 of 16 vCPUs in use, 6 more to start with and 24 at most; the fleets cannot grow to their largest, unless you ask for more by ${increase("ec2", "L-1216C47A")}`,
      ],
    ],
    [
      "types of families that other quotas are for",
      { fleets: [{ instanceType: "p5.48xlarge", capacityIn: () => ({ min: 1, max: 1 }) }] },
      { vcpus: { reason: "Nobody asks." } },
      [],
    ],
    [
      "a type of which AWS does not say how many vCPUs it has",
      {},
      { vcpus: { value: { ofType: {}, inUse: 0 } } },
      ["unknown vCPUs: AWS does not say how many t3.small has"],
    ],
    [
      "what AWS does not say",
      {},
      {
        loadBalancers: { reason: "AWS denies it." },
        quotas: { ...FACTS.quotas, "L-EEF1AD04": { reason: "Slow down." } },
      },
      ["unknown Load balancers: AWS denies it", "unknown Targets: Slow down"],
    ],
  ];
  for (const [what, needs, facts, different] of cases) {
    it(`is told of ${what}`, () => {
      expect(said(needs, facts).filter((text) => !ALL.includes(text))).to.deep.equal(different);
    });
  }

  it("leaves out what nothing is needed for: no function, no instances", () => {
    const subjects = said({ reservedConcurrency: 0, instanceTypes: [], fleets: [] }, { offered: { value: {} } }).map(
      (text) => text.split(":")[0],
    );
    expect(subjects).to.deep.equal(["ok Zones", "ok VPCs", "ok Load balancers", "unknown Endpoint services"]);
  });

  it("says of zones that AWS does not name that they are unknown", () => {
    expect(said({}, { zoneIds: { reason: "No." } })[0]).to.equal("unknown Zones: No");
    expect(said({}, { offered: { reason: "No." } })[0]).to.equal("unknown Instance type: No");
  });
});

describe("judgeOptIn", () => {
  for (const [what, answer, said] of [
    ["one that needs no opt-in", { value: "opt-in-not-required" }, "ok Region: eu-south-1 is enabled"],
    ["one that is enabled", { value: "opted-in" }, "ok Region: eu-south-1 is enabled"],
    [
      "one that is not",
      { value: "not-opted-in" },
      "problem Region: eu-south-1 is not enabled in the account; run aws account enable-region --region-name eu-south-1, wait until it is, and try again",
    ],
    [
      "one that EC2 does not know",
      { value: undefined },
      "problem Region: EC2 does not know eu-south-1; check its name",
    ],
    ["one that AWS says nothing of", { reason: "No credentials." }, "unknown Region: No credentials"],
  ] as const) {
    it(`tells of ${what}`, () => {
      const { state, subject, text } = judgeOptIn("eu-south-1", answer);
      expect(`${state} ${subject}: ${text}`).to.equal(said);
    });
  }
});
