import { expect } from "chai";
import { T } from "../../../sandbox/tokens";
import type { Properties } from "../../../sandbox/values";
import { balancer, network, TestAccount } from "../account";

function setting() {
  const account = new TestAccount();
  const net = network(account, ["use1-az1"]);
  const group = { port: 3000, protocol: "TCP", vpcId: net.vpc.id };
  const refused = (change: Properties) => account.refusals(T.TargetGroup, "tg", { ...group, ...change });
  return { account, net, group, refused };
}

describe("a target group in the sandbox", () => {
  it("has the outputs that AWS computes", () => {
    const { account, group } = setting();
    const made = account.make(T.TargetGroup, "api", group);
    const [, suffix] =
      /^arn:aws:elasticloadbalancing:us-east-1:123456789012:(targetgroup\/api-[0-9a-f]{7}\/[0-9a-f]{16})$/.exec(
        made.id,
      ) ?? [];
    expect(made.arnSuffix).to.equal(suffix);
    expect(made).to.include({ targetType: "instance", deregistrationDelay: 300, preserveClientIp: "true" });
    expect(made.loadBalancerArns).to.deep.equal([]);
  });

  it("knows its load balancers as soon as a listener forwards to it", () => {
    const { account, net, group } = setting();
    const made = account.make(T.TargetGroup, "api", group);
    const nlb = balancer(account, net);
    const defaultActions = [{ type: "forward", targetGroupArn: made.id }];
    const listener = account.make(T.Listener, "api", {
      loadBalancerArn: nlb.id,
      port: 3000,
      protocol: "TCP",
      defaultActions,
    });
    expect(account.read(T.TargetGroup, made.id)?.loadBalancerArns).to.deep.equal([nlb.id]);
    expect(account.deleteRefusal(T.TargetGroup, made.id)).to.equal(
      `ResourceInUse: Target group '${made.id}' is currently in use by a listener or a rule`,
    );
    account.deleteRefusal(T.Listener, listener.id);
    expect(account.deleteRefusal(T.TargetGroup, made.id)).to.equal(undefined);
  });

  it("needs port, protocol and VPC, and a port that exists", () => {
    const { refused } = setting();
    expect(refused({ port: undefined })).to.deep.equal(["port: must be given for target type instance"]);
    expect(refused({ port: 0 })).to.deep.equal(["port: expected to be in the range (1 - 65535), got 0"]);
    expect(refused({ port: 65_536 })).to.have.length(1);
    expect(refused({ protocol: "SCTP" })[0]).to.match(/^protocol: expected one of/);
    expect(refused({ deregistrationDelay: 3601 })).to.deep.equal([
      "deregistrationDelay: expected to be in the range (0 - 3600), got 3601",
    ]);
  });

  it("has a health check within AWS's bounds", () => {
    const { refused } = setting();
    const health = (healthCheck: Properties) => refused({ healthCheck });
    expect(health({ protocol: "TCP", interval: 4 })).to.deep.equal([
      "healthCheck.interval: expected to be in the range (5 - 300), got 4",
    ]);
    expect(health({ protocol: "HTTP", timeout: 30, interval: 10 })).to.deep.equal([
      "healthCheck.timeout: ValidationError: Health check timeout '30' must be smaller than or equal to the interval '10'",
    ]);
    expect(health({ protocol: "UDP" })).to.deep.equal([
      'healthCheck.protocol: expected one of ["TCP","HTTP","HTTPS"], got UDP',
    ]);
    expect(health({ protocol: "TCP", path: "/health" })).to.deep.equal([
      "healthCheck.path: is not supported for a health check of protocol TCP",
    ]);
    expect(health({ protocol: "HTTP", path: "health" })).to.deep.equal([
      "healthCheck.path: must begin with / and have at most 1024 characters, got health",
    ]);
    expect(health({ protocol: "HTTP", matcher: "2xx" })[0]).to.match(/^healthCheck.matcher: expected status codes/);
    expect(health({ protocol: "HTTP", port: "0" })[0]).to.match(/^healthCheck.port: expected traffic-port/);
    expect(
      health({ protocol: "HTTP", path: "/", port: "8080", matcher: "200-399", healthyThreshold: 2 }),
    ).to.deep.equal([]);
  });

  it("of type alb speaks TCP, has no PROXY protocol, and checks by HTTP", () => {
    const { refused } = setting();
    const alb = { targetType: "alb", healthCheck: { protocol: "HTTP" } };
    expect(refused(alb)).to.deep.equal([]);
    expect(refused({ ...alb, proxyProtocolV2: true })).to.deep.equal([
      "proxyProtocolV2: InvalidConfigurationRequest: attributes of target groups with target type 'alb' cannot be modified",
    ]);
    expect(refused({ ...alb, protocol: "UDP" })).to.deep.equal([
      "protocol: ValidationError: Protocol 'UDP' is not supported for target type 'alb', only TCP is",
    ]);
    expect(refused({ ...alb, healthCheck: { protocol: "TCP" } })).to.deep.equal([
      "healthCheck.protocol: ValidationError: target type 'alb' needs a health check of protocol HTTP or HTTPS",
    ]);
  });

  it("is sticky by source address only", () => {
    const { refused } = setting();
    expect(refused({ stickiness: { type: "lb_cookie" } })).to.deep.equal([
      "stickiness.type: must be source_ip for protocol TCP, got lb_cookie",
    ]);
  });

  it("takes targets of its type", () => {
    const { account, group } = setting();
    const attach = (targetType: string, targetId: string) => {
      const made = account.make(T.TargetGroup, `${targetType}-${targetId.length}`, { ...group, targetType });
      return account.refusals(T.TargetGroupAttachment, targetId, { targetGroupArn: made.id, targetId });
    };
    const alb = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/web/0123456789abcdef";
    expect(attach("ip", "10.0.0.10")).to.deep.equal([]);
    expect(attach("alb", alb)).to.deep.equal([]);
    expect(attach("ip", "i-0123456789abcdef0")).to.deep.equal([
      "targetId: ValidationError: 'i-0123456789abcdef0' is not a target of type ip",
    ]);
  });
});
