import { expect } from "chai";
import { boundSettings, withoutGiven } from "../../../automation/regions/bound";

const OHIO = { stack: "ohio", region: "us-east-2" };

function texts(settings: Record<string, unknown>): string[] {
  return boundSettings(settings, OHIO, "eu-west-1").map(({ state, subject, text }) => `${state} ${subject}: ${text}`);
}

function remedy(path: string): string {
  return `give what eu-west-1 has by --set '${path}=...', or leave it out by --unset '${path}'`;
}

describe("boundSettings", () => {
  const ARN = "arn:aws:acm:us-east-2:123456789012:certificate/0";
  const cases: readonly (readonly [string, Record<string, unknown>, string, string])[] = [
    [
      "an ARN of the Region",
      { service: { ports: [{ certificateArn: ARN }] } },
      "service.ports[0].certificateArn",
      `${ARN} is of us-east-2, from ohio`,
    ],
    [
      "ARNs in a list, together",
      { approval: { alarms: { topicArns: [ARN, ARN] } } },
      "approval.alarms.topicArns",
      `${ARN}, ${ARN} are of us-east-2, from ohio`,
    ],
    [
      "an AMI",
      { image: { id: "ami-0123456789abcdef0" } },
      "image.id",
      "ami-0123456789abcdef0 is a resource of us-east-2, from ohio",
    ],
    [
      "zones in a list",
      { network: { excludeZoneIds: ["use2-az1"] } },
      "network.excludeZoneIds",
      "use2-az1 is a zone of us-east-2, from ohio",
    ],
    [
      "zones as keys",
      { fleet: { zoneOverrides: { "use2-az1": { min: 1 }, "use2-az2": {} } } },
      "fleet.zoneOverrides",
      "use2-az1, use2-az2 are zones of us-east-2, from ohio",
    ],
    [
      "a security group",
      { loadBalancer: { targetSecurityGroupIds: { db: "sg-01234567" } } },
      "loadBalancer.targetSecurityGroupIds.db",
      "sg-01234567 is a resource of us-east-2, from ohio",
    ],
    [
      "a bucket of an archive",
      { service: { artifact: { bucket: "b", key: "k" } } },
      "service.artifact.bucket",
      '"b" is a bucket of us-east-2, from ohio',
    ],
    [
      "addresses of targets",
      { service: { ports: [{ targetIds: ["10.64.4.20"] }] } },
      "service.ports[0].targetIds",
      '["10.64.4.20"] are addresses in the VPC of us-east-2, from ohio',
    ],
  ];
  for (const [what, settings, path, said] of cases) {
    it(`names ${what}, with what to do about it`, () => {
      expect(texts(settings)).to.deep.equal([`problem ${path}: ${said}; ${remedy(path)}`]);
    });
  }

  it("names the VPC, the subnets and the route tables of an existing network one by one", () => {
    const existing = { vpcId: "vpc-01234567", subnetIds: { "use2-az1": "subnet-01234567" } };
    expect(texts({ network: { existing } }).map((text) => text.split(":")[0])).to.deep.equal([
      "problem network.existing.vpcId",
      "problem network.existing.subnetIds",
    ]);
  });

  it("leaves alone what may be of another Region, what is of none, and what is of the new one", () => {
    const settings = {
      image: { copyFrom: { region: "us-east-2", id: "ami-0123456789abcdef0" } },
      approval: {
        registry: { tableArn: "arn:aws:dynamodb:us-east-2:123456789012:table/x" },
        entitlement: { webhook: { secretArn: "arn:aws:secretsmanager:us-east-2:123456789012:secret:x" } },
        notify: { topicArn: "arn:aws:sns:eu-west-1:123456789012:x" },
      },
      fleet: { policyArns: { read: "arn:aws:iam::123456789012:policy/x" }, instanceType: "t3.small" },
      privateDns: { name: "api.example.com", hostedZoneId: "Z0123456789ABCDEFGHIJ" },
    };
    expect(texts(settings)).to.deep.equal([]);
  });
});

describe("withoutGiven", () => {
  it("leaves out what a person has given at the path or above it", () => {
    const findings = boundSettings(
      {
        network: { existing: { vpcId: "vpc-01234567", subnetIds: { "use2-az1": "s" } } },
        image: { id: "ami-01234567" },
      },
      OHIO,
      "eu-west-1",
    );
    const left = (...given: (readonly (string | number)[])[]) =>
      withoutGiven(findings, given).map(({ subject }) => subject);
    expect(left()).to.deep.equal(["network.existing.vpcId", "network.existing.subnetIds", "image.id"]);
    expect(left(["network", "existing"])).to.deep.equal(["image.id"]);
    expect(left(["image", "id"], ["network"])).to.deep.equal([]);
    expect(left(["image", "copyFrom"])).to.have.length(3);
  });
});
