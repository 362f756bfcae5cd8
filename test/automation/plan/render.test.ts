import { expect } from "chai";
import { createColors } from "picocolors";
import { type Change, ChangeKind, type PlannedResource, type StackPlan } from "../../../automation/plan/model";
import { renderJson } from "../../../automation/plan/render/json";
import { outputs } from "../../../automation/plan/render/outputs";
import { paintFor } from "../../../automation/plan/render/paint";
import { renderStack } from "../../../automation/plan/render/stack";

const plain = createColors(false);

function resource(type: string, name: string, parent: string | null): PlannedResource {
  return { urn: name, type, name, parent, inputs: { a: 1 }, outputs: { b: 2 } };
}

function change(kind: ChangeKind, name: string, more: Partial<Change> = {}): Change {
  return { urn: name, type: "aws:ec2/vpc:Vpc", name, kind, properties: [], forcedBy: [], protect: false, ...more };
}

const RESOURCES = [
  resource("pulumi:pulumi:Stack", "shop-s", null),
  resource("shop:index:Network", "net", "shop-s"),
  resource("aws:ec2/vpc:Vpc", "net-vpc", "net"),
  resource("aws:ec2/subnet:Subnet", "net-subnet-use1-az1", "net"),
  resource("aws:sns/topic:Topic", "news", "shop-s"),
];

const PLAN: StackPlan = {
  stack: "s",
  region: "us-east-1",
  resources: RESOURCES,
  outputs: { vpcId: "vpc-1", ports: [3000] },
  changes: undefined,
  lastTime: undefined,
  said: [],
};

describe("renderStack", () => {
  it("draws the tree with the number of resources below each, the outputs, and that all is new", () => {
    expect(renderStack(PLAN, plain)).to.equal(`Stack s in us-east-1: 5 resources

   Type                   Name
   pulumi:pulumi:Stack    shop-s               (4)
   ├─ shop:index:Network  net                  (2)
   │  ├─ aws:ec2:Vpc      net-vpc
   │  └─ aws:ec2:Subnet   net-subnet-use1-az1
   └─ aws:sns:Topic       news

Outputs
  vpcId  vpc-1
  ports  [3000]

Changes
  There is no earlier plan: all 5 resources are new.
`);
  });

  it("marks what changed in the tree, and says how and why below", () => {
    const changes = [
      change(ChangeKind.Created, "news", { type: "aws:sns/topic:Topic" }),
      change(ChangeKind.Updated, "net-subnet-use1-az1", {
        type: "aws:ec2/subnet:Subnet",
        properties: ["tags", "ipv6"],
      }),
      change(ChangeKind.Replaced, "net-vpc", {
        properties: ["tags", "cidrBlock"],
        forcedBy: ["cidrBlock"],
        protect: true,
      }),
      change(ChangeKind.Deleted, "old", { protect: true }),
      change(ChangeKind.Deleted, "older"),
    ];
    const text = renderStack({ ...PLAN, changes, lastTime: "2026-01-02T03:04:05.006Z" }, plain);
    expect(text).to.contain(`
   pulumi:pulumi:Stack    shop-s               (4)
   ├─ shop:index:Network  net                  (2)
+- │  ├─ aws:ec2:Vpc      net-vpc
~  │  └─ aws:ec2:Subnet   net-subnet-use1-az1
+  └─ aws:sns:Topic       news
`);
    expect(text).to.contain(`
Changes since the plan of 2026-01-02T03:04:05.006Z
  +  created   aws:sns:Topic   news
  ~  updated   aws:ec2:Subnet  net-subnet-use1-az1  tags, ipv6
  +- replaced  aws:ec2:Vpc     net-vpc              forced by cidrBlock; also tags; protected: pulumi up would refuse
  -  deleted   aws:ec2:Vpc     old                  protected: pulumi up would refuse
  -  deleted   aws:ec2:Vpc     older
  1 created, 1 updated, 1 replaced, 2 deleted, 2 unchanged
`);
  });

  it("says so when nothing changed, and when the last plan cannot be compared", () => {
    const lastTime = "2026-01-02T03:04:05.006Z";
    expect(renderStack({ ...PLAN, changes: [], lastTime }, plain)).to.match(/\n {2}5 unchanged\n$/);
    expect(renderStack({ ...PLAN, lastTime }, plain)).to.match(
      /\n {2}The plan of 2026-01-02T03:04:05\.006Z was made by another version of the sandbox and cannot be compared\.\n$/,
    );
  });

  it("leaves out the outputs of a stack that has none", () => {
    expect(renderStack({ ...PLAN, outputs: {} }, plain)).not.to.contain("Outputs");
  });

  it("colours nothing but on a terminal, and nothing where NO_COLOR is set", () => {
    const coloured = (isTTY: boolean, env: NodeJS.ProcessEnv) => paintFor({ isTTY }, env).bold("x") !== "x";
    expect(coloured(true, {})).to.equal(true);
    expect(coloured(false, {})).to.equal(false);
    expect(coloured(true, { NO_COLOR: "1" })).to.equal(false);
    expect(coloured(false, { FORCE_COLOR: "1" })).to.equal(true);
    expect(coloured(false, { FORCE_COLOR: "0" })).to.equal(false);
    expect(coloured(true, { NO_COLOR: "1", FORCE_COLOR: "1" })).to.equal(false);
  });
});

describe("outputs", () => {
  it("writes short values in a line, and long ones below their name", () => {
    const long = Object.fromEntries(["a", "b"].map((key) => [key, key.repeat(60)]));
    expect(outputs({ id: "x", none: null, long, flag: true })).to.deep.equal([
      "id    x",
      "none  null",
      "long",
      "  {",
      `    "a": "${"a".repeat(60)}",`,
      `    "b": "${"b".repeat(60)}"`,
      "  }",
      "flag  true",
    ]);
  });
});

describe("renderJson", () => {
  it("shows files by what they are, without the marks of Pulumi's wire", () => {
    const source = {
      "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17",
      __pulumiAsset: true,
      path: "x",
    };
    const one = { ...resource("aws:s3/bucketObjectv2:BucketObjectv2", "o", null), inputs: { source } };
    expect(JSON.parse(renderJson([{ ...PLAN, resources: [one] }])).stacks[0].resources[0].inputs).to.deep.equal({
      source: { path: "x" },
    });
  });

  it("has exactly the documented keys", () => {
    const text = renderJson([{ ...PLAN, resources: RESOURCES.slice(0, 2) }]);
    expect(JSON.parse(text)).to.deep.equal({
      stacks: [
        {
          stack: "s",
          region: "us-east-1",
          resources: [
            {
              urn: "shop-s",
              type: "pulumi:pulumi:Stack",
              name: "shop-s",
              parent: null,
              inputs: { a: 1 },
              outputs: { b: 2 },
            },
            {
              urn: "net",
              type: "shop:index:Network",
              name: "net",
              parent: "shop-s",
              inputs: { a: 1 },
              outputs: { b: 2 },
            },
          ],
          outputs: { vpcId: "vpc-1", ports: [3000] },
        },
      ],
    });
  });
});
