import { expect } from "chai";
import { checkGatewayLoadBalancerArn, checkNetworkLoadBalancerArn } from "../../../components/lib/load-balancer-arns";
import { sentence } from "../../../components/lib/problem";

const arn = (kind: string) =>
  `arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/${kind}/orders/0123456789abcdef`;

describe("load balancer ARNs", () => {
  it("are of the kind that is asked for", () => {
    expect(checkNetworkLoadBalancerArn(arn("net"), "arn")).to.deep.equal([]);
    expect(checkGatewayLoadBalancerArn(arn("gwy"), "arn")).to.deep.equal([]);
    expect(checkNetworkLoadBalancerArn(arn("gwy"), "networkLoadBalancerArns[0]").map(sentence)).to.deep.equal([
      `networkLoadBalancerArns[0]: "${arn("gwy")}" is not the ARN of a Network Load Balancer; use the load balancer's arn, arn:aws:elasticloadbalancing:<region>:<account>:loadbalancer/net/<name>/<id>.`,
    ]);
    expect(checkGatewayLoadBalancerArn(arn("app"), "gatewayLoadBalancerArns[1]").map(sentence)).to.deep.equal([
      `gatewayLoadBalancerArns[1]: "${arn("app")}" is not the ARN of a Gateway Load Balancer; use the load balancer's arn, arn:aws:elasticloadbalancing:<region>:<account>:loadbalancer/gwy/<name>/<id>.`,
    ]);
  });
});
