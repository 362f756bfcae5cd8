import { expect } from "chai";
import { resourceDrift } from "../../../../automation/drift/resources/resource-findings";
import { DifferenceKind, type PropertyDifference, type ResourceStep } from "../../../../automation/engine/operation";
import { SECRET } from "../../../../automation/stacks/place";
import { T } from "../../../../sandbox/tokens";

const STACK = "us-east-1";

function step(type: string, name: string, rest: Partial<ResourceStep> = {}): ResourceStep {
  const urn = `urn:pulumi:${STACK}::saas-privatelink::${type}::${name}`;
  return { op: "same", type, name, urn, diffs: [], replaces: [], differences: [], ...rest };
}

function updated(type: string, name: string, differences: Record<string, readonly [unknown, unknown]>): ResourceStep {
  const list = Object.entries(differences).map(
    ([path, [before, after]]): PropertyDifference => ({ path, kind: DifferenceKind.Updated, before, after }),
  );
  return step(type, name, { op: "update", differences: list });
}

function detailsOf(...steps: ResourceStep[]) {
  return resourceDrift(STACK, { steps }, true).findings.map(({ details }) => details);
}

describe("automation/drift/resources", () => {
  it("says of a resource that was changed what it should be, what it is, and how to go back", () => {
    const { findings, ignored } = resourceDrift(
      STACK,
      { steps: [step(T.Vpc, "orders-vpc"), updated(T.LoadBalancer, "orders-nlb", { idle: [1, 2] })] },
      true,
    );
    expect(ignored).to.deep.equal([]);
    expect(findings).to.deep.equal([
      {
        kind: "resource",
        stacks: [STACK],
        subject: "orders-nlb (aws:lb:LoadBalancer)",
        problem: "is not as the last update left it",
        details: [{ what: "idle", expected: "1", actual: "2" }],
        remedies: [
          "To bring it back: privatelink refresh --stack us-east-1, then privatelink up --stack us-east-1.",
          "To keep it: change Pulumi.us-east-1.yaml or the program accordingly, refresh, and see that privatelink preview --stack us-east-1 leaves it alone.",
        ],
      },
    ]);
  });

  it("says of a resource that is gone how to have it again", () => {
    const { findings } = resourceDrift(STACK, { steps: [step(T.MetricAlarm, "idle", { op: "delete" })] }, true);
    expect(findings.map(({ subject, problem }) => `${subject} ${problem}`)).to.deep.equal([
      "idle (aws:cloudwatch:MetricAlarm) is not there any more",
    ]);
  });

  it("goes down to the values that differ, and leaves out what is the same after all", () => {
    const check = (interval: number, path: string) => ({ enabled: true, interval, path });
    expect(
      detailsOf(
        updated(T.TargetGroup, "orders-api", {
          healthCheck: [check(10, "/health"), check(30, "/health")],
          capacity: [{}, {}],
          "tags.Name": ["orders", "orders"],
        }),
        updated(T.Listener, "orders-api", {
          listed: [
            [{ a: 1 }, { b: [1] }],
            [{ a: 1 }, { b: [2] }],
          ],
        }),
      ),
    ).to.deep.equal([
      [{ what: "healthCheck.interval", expected: "10", actual: "30" }],
      [{ what: "listed[1].b[0]", expected: "1", actual: "2" }],
    ]);
  });

  it("shows a tag that was added once, and not again among all tags", () => {
    const tags = [{ Name: "orders-nlb" }, { Name: "orders-nlb", "made by": "hand" }] as const;
    expect(detailsOf(updated(T.LoadBalancer, "orders-nlb", { tags, tagsAll: tags }))).to.deep.equal([
      [{ what: 'tags["made by"]', expected: undefined, actual: "hand" }],
    ]);
    expect(detailsOf(updated(T.LoadBalancer, "orders-nlb", { tagsAll: tags }))).to.have.length(1);
  });

  it("leaves out what AWS fills in where the program gives nothing", () => {
    const profile = [{ arn: "a" }, { arn: "a", name: "", tags: {}, list: [] }] as const;
    expect(detailsOf(updated(T.LaunchTemplate, "orders-lt", { profile }))).to.deep.equal([]);
  });

  it("tells of a secret that differs without telling it", () => {
    const secret = [SECRET, SECRET] as const;
    expect(detailsOf(updated(T.Function, "approval", { environment: secret }))).to.deep.equal([
      [{ what: "environment", expected: SECRET, actual: SECRET }],
    ]);
  });

  it("takes what others change on purpose for no drift, and says who does", () => {
    const { findings, ignored } = resourceDrift(
      STACK,
      {
        steps: [
          updated(T.AutoScalingGroup, "asg", { desiredCapacity: [1, 3], maxSize: [4, 9] }),
          updated(T.LaunchTemplate, "lt", { defaultVersion: [1, 2] }),
          updated(T.Table, "registry", { "replicas[0].regionName": [undefined, "us-east-2"] }),
        ],
      },
      true,
    );
    expect(findings.map(({ subject, details }) => [subject, details])).to.deep.equal([
      ["asg (aws:autoscaling:Group)", [{ what: "maxSize", expected: "4", actual: "9" }]],
    ]);
    expect(ignored).to.deep.equal([
      { subject: "asg (aws:autoscaling:Group)", path: "desiredCapacity", owner: "the scaling policy of the group" },
      {
        subject: "lt (aws:ec2:LaunchTemplate)",
        path: "defaultVersion",
        owner: "operators: groups name the version that they run",
      },
      {
        subject: "registry (aws:dynamodb:Table)",
        path: "replicas[0].regionName",
        owner: "the stacks of other Regions, which have the replicas",
      },
    ]);
  });

  it("does not take a property for another that begins like it, nor one of another type", () => {
    const found = detailsOf(
      updated(T.AutoScalingGroup, "asg", { desiredCapacityType: ["units", "vcpu"] }),
      updated(T.LoadBalancer, "nlb", { desiredCapacity: [1, 2] }),
    );
    expect(found).to.have.length(2);
  });

  it("takes a private DNS name that AWS has verified for no drift, and one that it no longer has for one", () => {
    const state = (before: string, after: string) =>
      detailsOf(
        updated(T.VpcEndpointService, "service", {
          privateDnsNameConfigurations: [[{ state: before }], [{ state: after }]],
        }),
      );
    expect(state("pendingVerification", "verified")).to.deep.equal([]);
    expect(state("verified", "failed")).to.deep.equal([
      [{ what: "privateDnsNameConfigurations[0].state", expected: "verified", actual: "failed" }],
    ]);
  });

  describe("rules of security groups", () => {
    const GROUP = "sg-0123456789abcdef0";
    const OTHER = "sg-0fedcba9876543210";
    const from = (source: object) => ({
      cidrBlocks: [],
      ipv6CidrBlocks: [],
      prefixListIds: [],
      securityGroups: [],
      ...source,
    });
    const tcp = (port: number, source: object) => ({ protocol: "tcp", fromPort: port, toPort: port, ...from(source) });
    const group = (outputs: object, inputs: Record<string, unknown> = {}) =>
      step(T.SecurityGroup, "orders-sg", { id: GROUP, inputs, outputs: { ingress: [], egress: [], ...outputs } });
    const rule = (outputs: object, type: string = T.SecurityGroupIngressRule) =>
      step(type, "rule", {
        outputs: { securityGroupId: GROUP, ipProtocol: "tcp", fromPort: 3000, toPort: 3000, ...outputs },
      });
    const rulesIn = (...steps: ResourceStep[]) =>
      resourceDrift(STACK, { steps }, true).findings.flatMap(({ details }) => details.map(({ actual }) => actual));

    it("that are resources of the stack are declared, however AWS puts them together", () => {
      expect(
        rulesIn(
          group({
            ingress: [
              tcp(3000, {
                securityGroups: [`111122223333/${OTHER}`],
                cidrBlocks: ["10.0.0.0/8", "10.1.0.0/16"],
                self: true,
              }),
              tcp(3000, { ipv6CidrBlocks: ["fd00::/8"] }),
            ],
            egress: [{ protocol: "-1", fromPort: 0, toPort: 0, ...from({ prefixListIds: ["pl-0123abcd"] }) }],
          }),
          rule({ referencedSecurityGroupId: OTHER }),
          rule({ cidrIpv4: "10.0.0.0/8" }),
          rule({ cidrIpv4: "10.1.0.0/16", cidrIpv6: "" }),
          rule({ cidrIpv6: "fd00::/8" }),
          rule({ referencedSecurityGroupId: GROUP }),
          rule(
            { ipProtocol: "-1", fromPort: undefined, toPort: undefined, prefixListId: "pl-0123abcd" },
            T.SecurityGroupEgressRule,
          ),
        ),
      ).to.deep.equal([]);
    });

    it("that nobody declared are found one by one", () => {
      expect(
        rulesIn(
          group({
            ingress: [tcp(22, { cidrBlocks: ["0.0.0.0/0"] }), tcp(3000, { cidrBlocks: ["10.0.0.0/8", "10.1.0.0/16"] })],
            egress: [{ protocol: "-1", fromPort: 0, toPort: 0, ...from({ cidrBlocks: ["0.0.0.0/0"] }) }],
          }),
          rule({ cidrIpv4: "10.0.0.0/8" }),
          // Of another group, and in the other direction.
          rule({ securityGroupId: OTHER, cidrIpv4: "10.1.0.0/16" }),
          rule({ cidrIpv4: "10.1.0.0/16" }, T.SecurityGroupEgressRule),
        ),
      ).to.deep.equal([
        "ingress tcp 22 from 0.0.0.0/0",
        "ingress tcp 3000 from 10.1.0.0/16",
        "egress all traffic to 0.0.0.0/0",
      ]);
    });

    it("that the program lists in the group itself are left to the refresh", () => {
      const ingress = [tcp(443, { cidrBlocks: ["10.0.0.0/8"] })];
      expect(rulesIn(group({ ingress }, { ingress }))).to.deep.equal([]);
      expect(rulesIn(group({ ingress, egress: ingress }, { ingress }))).to.deep.equal(["egress tcp 443 to 10.0.0.0/8"]);
    });
  });

  describe("principals that are no resource", () => {
    const declared = "arn:aws:iam::111122223333:root";
    const added = "arn:aws:iam::444455556666:root";
    const steps = [
      step(T.VpcEndpointService, "service", { id: "vpce-svc-1", outputs: { allowedPrincipals: [added, declared] } }),
      step(T.VpcEndpointServiceAllowedPrinciple, "principal", {
        outputs: { vpcEndpointServiceId: "vpce-svc-1", principalArn: declared },
      }),
    ];

    it("are those of registered consumers where there is a registry", () => {
      const { findings, ignored } = resourceDrift(STACK, { steps }, true);
      expect(findings).to.deep.equal([]);
      expect(ignored).to.deep.equal([
        {
          subject: "service (aws:ec2:VpcEndpointService)",
          path: `allowedPrincipals ${added}`,
          owner: "the approval function, which admits the registered consumers",
        },
      ]);
    });

    it("are drift where there is none", () => {
      const { findings, ignored } = resourceDrift(STACK, { steps }, false);
      expect(ignored).to.deep.equal([]);
      expect(findings.map(({ problem, details }) => [problem, details])).to.deep.equal([
        ["admits principals that nobody declared", [{ what: "allowedPrincipals", expected: undefined, actual: added }]],
      ]);
    });
  });
});
