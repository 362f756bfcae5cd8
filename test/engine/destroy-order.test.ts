import { expect } from "chai";
import { Operation } from "../../automation/engine/operation";
import type { RolloutPlan } from "../../automation/rollout/plan";
import { T } from "../../sandbox/tokens";
import { TestAccount } from "../sandbox/account";
import { HOME, ManyRegions } from "../support/many-regions";
import { engineFor } from "./support/engine";
import { outcomes, run } from "./support/rollouts";

/** What a connection goes over, and what keeps it healthy. */
const SERVING = [
  T.AutoScalingGroup,
  T.LaunchTemplate,
  T.Listener,
  T.LoadBalancer,
  T.RouteTableAssociation,
  T.SecurityGroup,
  T.SecurityGroupEgressRule,
  T.SecurityGroupIngressRule,
  T.Subnet,
  T.TargetGroup,
  T.TargetGroupAttachment,
  T.VpcEndpoint,
];

describe("A destroy that a consumer comes into, on the real engine", function () {
  this.bail(true);
  let regions: ManyRegions;
  let plan: RolloutPlan;
  let account: TestAccount;
  const cloud = () => regions.place.world.cloud;
  const serving = () => Object.fromEntries(SERVING.map((type) => [type, cloud().all(type, HOME).length]));

  before("a stack with further services: one on a fleet of its own, one on addresses", async function () {
    regions = await ManyRegions.open(await engineFor(this), 1);
    plan = await regions.plan(`waves: [{ name: home, stacks: [${HOME}] }]\n`);
    const addresses = { targetType: "ip", targetIds: ["10.64.0.20"] };
    await regions.set(HOME, "additionalServices", [
      { name: "reports", ports: [{ name: "api", port: 4000 }] },
      { name: "lookup", ports: [{ name: "api", port: 5000, ...addresses }] },
    ]);
    // The sandbox is one account, in which the consumer is then, too.
    await regions.set(HOME, "access", "allowedPrincipals", ["123456789012"]);
    account = new TestAccount(HOME, cloud());
    const { summary } = await run(regions, Operation.Up, plan);
    expect(summary.stacks[0]?.problems).to.deep.equal([]);
  });
  after(() => regions?.close());

  it("fails at the service, before anything that serves the consumer has gone", async () => {
    const before = serving();
    expect(before).to.include({ [T.AutoScalingGroup]: 12, [T.Listener]: 3, [T.TargetGroupAttachment]: 1 });
    let asked = 0;
    const guard = async () => {
      // Before the first stack, before the preview, and after it: the consumer comes right after the last question.
      if (++asked === 3) connect();
      return [];
    };
    const { summary } = await run(regions, Operation.Destroy, plan, { guard });
    expect(asked).to.equal(3);
    expect(outcomes(summary)).to.deep.equal({ [HOME]: "failed" });
    expect(summary.stacks[0]?.problems.join()).to.contain("ExistingVpcEndpointConnections");
    expect(serving()).to.deep.equal({
      ...before,
      // That of the consumer.
      [T.Subnet]: (before[T.Subnet] ?? 0) + 1,
      [T.VpcEndpoint]: (before[T.VpcEndpoint] ?? 0) + 1,
    });
  });

  it("is taken back by an up, which makes anew only what decides about connections", async () => {
    const before = serving();
    const { summary } = await run(regions, Operation.Up, plan);
    expect(outcomes(summary)).to.deep.equal({ [HOME]: "done" });
    expect(Object.keys(summary.stacks[0]?.changes ?? {}).sort()).to.deep.equal(["create", "read", "same"]);
    expect(serving()).to.deep.equal(before);
  });

  it("destroys the rest once the consumer has gone", async () => {
    for (const { type, id } of client.toReversed()) cloud().delete(type, id, { region: HOME });
    const { summary } = await run(regions, Operation.Destroy, plan);
    expect(outcomes(summary)).to.deep.equal({ [HOME]: "done" });
    expect(cloud().toJSON().resources).to.deep.equal([]);
  });

  const client: { readonly type: string; readonly id: string }[] = [];

  /** Somebody's VPC with an endpoint of the service. */
  function connect(): void {
    const make = (type: string, name: string, given: Parameters<TestAccount["make"]>[2]): string => {
      const { id } = account.make(type, name, given);
      client.push({ type, id });
      return id;
    };
    const [service] = cloud().all(T.VpcEndpointService, HOME);
    const vpcId = make(T.Vpc, "client", { cidrBlock: "10.9.0.0/24" });
    const subnetId = make(T.Subnet, "client", { vpcId, cidrBlock: "10.9.0.0/28", availabilityZoneId: "use1-az1" });
    const { serviceName } = service?.outputs ?? {};
    make(T.VpcEndpoint, "client", { vpcId, serviceName, subnetIds: [subnetId], vpcEndpointType: "Interface" });
  }
});
