import { expect } from "chai";
import * as fc from "fast-check";
import { T } from "../../sandbox/tokens";
import { TestAccount } from "./account";

const account = new TestAccount();

/** Longest logical name whose physical name AWS takes. */
const LIMITS: [type: string, property: string, maxLength: number][] = [
  [T.LoadBalancer, "name", 32],
  [T.TargetGroup, "name", 32],
  [T.Role, "name", 64],
  [T.InstanceProfile, "name", 128],
  [T.LaunchTemplate, "name", 128],
  [T.AutoScalingGroup, "name", 255],
  [T.SecurityGroup, "name", 255],
  [T.Topic, "name", 256],
  [T.LogGroup, "name", 512],
  [T.Bucket, "bucket", 63],
  [T.Queue, "name", 80],
  [T.Function, "name", 64],
  [T.Permission, "statementId", 100],
  [T.Table, "name", 255],
  [T.Schedule, "name", 64],
  [T.MetricAlarm, "name", 255],
];

describe("the sandbox's physical names", () => {
  for (const [type, property, maxLength] of LIMITS) {
    it(`of ${type} are the logical name with 7 digits, an error beyond ${maxLength} characters`, () => {
      const longest = "a".repeat(maxLength - 8);
      expect(account.check(type, longest, {}).inputs[property]).to.match(new RegExp(`^${longest}-[0-9a-f]{7}$`));
      const { problems } = account.check(type, `${longest}a`, {});
      expect(problems).to.deep.include({
        property,
        message: `name '${longest}a-' plus 7 random chars is longer than maximum length ${maxLength}`,
      });
    });
  }

  it("stay the same in later updates, and when the name of the resource is given to another", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z][a-z0-9-]{0,22}[a-z0-9]$/), (name) => {
        const first = account.check(T.TargetGroup, name, {}).inputs;
        expect(account.check(T.TargetGroup, name, { port: 80 }, first).inputs.name).to.equal(first.name);
      }),
    );
  });

  it("are in lower case for buckets, begin with alias/ for key aliases, and are the logical name for objects", () => {
    expect(account.check(T.Bucket, "Artifacts", {}).inputs.bucket).to.match(/^artifacts-[0-9a-f]{7}$/);
    expect(account.check(T.Alias, "orders", {}).inputs.name).to.match(/^alias\/orders-[0-9a-f]{7}$/);
    expect(account.check(T.BucketObjectv2, "index.html", {}).inputs.key).to.equal("index.html");
  });

  it("begin with a given prefix", () => {
    expect(account.check(T.Role, "r", { namePrefix: "orders-" }).inputs.name).to.match(/^orders-[0-9a-f]{26}$/);
    expect(account.check(T.TargetGroup, "t", { namePrefix: "api-" }).inputs.name).to.have.length(30);
  });

  it("end with .fifo for FIFO queues and topics, within the same number of characters", () => {
    const longest = "a".repeat(80 - 8 - 5);
    const { inputs, problems } = account.check(T.Queue, longest, { fifoQueue: true });
    expect(problems).to.deep.equal([]);
    expect(inputs.name).to.match(/^a{67}-[0-9a-f]{7}\.fifo$/);
    expect(account.check(T.Queue, `${longest}a`, { fifoQueue: true }).problems).to.deep.include({
      property: "name",
      message: `name '${longest}a-' plus 7 random chars is longer than maximum length 80`,
    });
    expect(account.check(T.Topic, "events", { fifoTopic: true }).inputs.name).to.match(/^events-[0-9a-f]{7}\.fifo$/);
    expect(account.check(T.Queue, "q", { fifoQueue: true, namePrefix: "a".repeat(70) }).inputs.name).to.match(
      /^a{70}[0-9a-f]{5}\.fifo$/,
    );
  });

  it("are given whole or as what they begin with", () => {
    for (const type of [T.Role, T.LaunchTemplate, T.LogGroup, T.Queue, T.Schedule]) {
      const { problems } = account.check(type, "thing", { name: "a", namePrefix: "b" });
      expect(problems).to.deep.include({ property: "namePrefix", message: "conflicts with name" });
      expect(account.check(type, "thing", { namePrefix: "b" }).problems).not.to.deep.include({
        property: "namePrefix",
        message: "conflicts with name",
      });
    }
    expect(account.check(T.Bucket, "b", { bucket: "a", bucketPrefix: "b" }).problems).to.deep.include({
      property: "bucketPrefix",
      message: "conflicts with bucket",
    });
  });

  it("and defaults are listed as filled in, given ones are not", () => {
    expect(account.check(T.SecurityGroup, "g", {}).inputs.__defaults).to.deep.equal([
      "description",
      "revokeRulesOnDelete",
      "name",
    ]);
    expect(account.check(T.SecurityGroup, "g", { name: "x", description: "d" }).inputs.__defaults).to.deep.equal([
      "revokeRulesOnDelete",
    ]);
  });
});
