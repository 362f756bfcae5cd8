import { expect } from "chai";
import { T } from "../../../sandbox/tokens";
import type { Properties } from "../../../sandbox/values";
import { balancer, network, TestAccount } from "../account";

const CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/0b1c2d3e";

function setting() {
  const account = new TestAccount();
  const net = network(account, ["use1-az1"]);
  const nlb = balancer(account, net);
  const group = (name: string, protocol = "TCP", vpcId = net.vpc.id) =>
    account.make(T.TargetGroup, name, { port: 3000, protocol, vpcId });
  const forward = (arn: string) => [{ type: "forward", targetGroupArn: arn }];
  const args = { loadBalancerArn: nlb.id, port: 3000, protocol: "TCP", defaultActions: forward(group("api").id) };
  const refused = (change: Properties, name = "l") => account.refusals(T.Listener, name, { ...args, ...change });
  return { account, net, nlb, group, forward, args, refused };
}

describe("a listener in the sandbox", () => {
  it("has an ARN below its load balancer's, and AWS's idle timeout", () => {
    const { account, args, nlb } = setting();
    const made = account.make(T.Listener, "api", args);
    const stem = nlb.id.replace(":loadbalancer/", ":listener/");
    expect(made.id.slice(0, stem.length + 1)).to.equal(`${stem}/`);
    expect(made.id.slice(stem.length + 1)).to.match(/^[0-9a-f]{16}$/);
    expect(made.tcpIdleTimeoutSeconds).to.equal(350);
  });

  it("needs a certificate for TLS, and takes one for TLS only", () => {
    const { refused } = setting();
    expect(refused({ protocol: "TLS" })).to.deep.equal([
      "certificateArn: CertificateNotFound: A certificate must be specified for TLS listeners",
    ]);
    expect(refused({ certificateArn: CERTIFICATE, sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06" })).to.deep.equal([
      "certificateArn: ValidationError: cannot be specified for TCP listeners",
      "sslPolicy: ValidationError: cannot be specified for TCP listeners",
    ]);
    expect(refused({ protocol: "TLS", certificateArn: CERTIFICATE })).to.deep.equal([]);
    expect(refused({ certificateArn: "arn:aws:s3:::x", protocol: "TLS" })).to.deep.equal([
      'certificateArn: "arn:aws:s3:::x" must be an ARN of acm or iam',
    ]);
  });

  it("has an idle timeout of 60 to 6000 s for TCP only", () => {
    const { refused, group, forward } = setting();
    expect(refused({ tcpIdleTimeoutSeconds: 59 })).to.deep.equal([
      "tcpIdleTimeoutSeconds: expected to be in the range (60 - 6000), got 59",
    ]);
    const udp = { protocol: "UDP", defaultActions: forward(group("udp", "UDP").id), tcpIdleTimeoutSeconds: 400 };
    expect(refused(udp)).to.deep.equal([
      "tcpIdleTimeoutSeconds: InvalidConfigurationRequest: is supported for TCP listeners only, not UDP",
    ]);
    expect(refused({ tcpIdleTimeoutSeconds: 6000 })).to.deep.equal([]);
  });

  it("is alone on its port", () => {
    const { refused, nlb } = setting();
    expect(refused({}, "one")).to.deep.equal([]);
    expect(refused({}, "two")).to.deep.equal([
      `port: DuplicateListener: A listener already exists on this port (3000) for '${nlb.id}'`,
    ]);
    expect(refused({ port: 3001 }, "three")).to.deep.equal([]);
  });

  it("forwards to target groups that exist, speak its protocol and are in its VPC", () => {
    const { account, refused, group, forward, nlb } = setting();
    const missing = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/x/0";
    expect(refused({ defaultActions: forward(missing) })).to.deep.equal([
      `defaultActions: TargetGroupNotFound: Target group '${missing}' not found`,
    ]);
    expect(refused({ defaultActions: forward(group("udp", "UDP").id) })).to.deep.equal([
      "defaultActions: InvalidConfigurationRequest: Listener protocol 'TCP' must be the protocol of its target group, which has 'UDP'",
    ]);
    const other = account.make(T.Vpc, "other", { cidrBlock: "10.1.0.0/16" });
    const far = group("far", "TCP", other.id);
    expect(refused({ defaultActions: forward(far.id) })).to.deep.equal([
      `defaultActions: InvalidConfigurationRequest: '${far.id}' and '${nlb.id}' are in different VPCs`,
    ]);
    expect(refused({ defaultActions: [] })).to.deep.equal([
      "defaultActions: at least one default action must be given",
    ]);
    const weighted = [{ type: "forward", forward: { targetGroups: [{ arn: missing, weight: 1 }] } }];
    expect(refused({ defaultActions: weighted })).to.have.length(1);
  });

  it("shares no target group with another load balancer", () => {
    const { account, net, refused, args, nlb } = setting();
    refused({}, "one");
    const second = balancer(account, net, "second");
    const target = String(args.defaultActions[0]?.targetGroupArn);
    expect(account.refusals(T.Listener, "two", { ...args, loadBalancerArn: second.id })).to.deep.equal([
      `defaultActions: TargetGroupAssociationLimit: '${target}' is already associated with another load balancer (${nlb.id})`,
    ]);
  });

  it("speaks a protocol of its load balancer's type, and QUIC only without security groups", () => {
    const { refused, nlb } = setting();
    expect(refused({ protocol: "HTTP" })).to.include(
      `protocol: ValidationError: Protocol 'HTTP' is not supported by '${nlb.id}'`,
    );
    expect(refused({ protocol: "QUIC" })).to.include(
      "protocol: InvalidConfigurationRequest: QUIC needs a load balancer without security groups",
    );
  });
});
