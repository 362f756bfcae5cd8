import { expect } from "chai";
import { EndpointService, type EndpointServiceArgs } from "../../components";
import { refusalOf } from "../support/refusal";

const COMPONENT = "saas-privatelink:index:EndpointService";
const GATEWAY = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/gwy/inspect/0123456789abcdef";

/** The refusal of plain args, which need no account around them. */
async function refusal(args: EndpointServiceArgs): Promise<string> {
  return (await refusalOf(() => new EndpointService("orders", args))).message;
}

describe("EndpointService refuses", () => {
  it("to close other Regions without knowing its own", async () => {
    expect(await refusal({ gatewayLoadBalancerArns: [GATEWAY], closeOtherRegions: true })).to.equal(
      'EndpointService "orders" cannot be created. hostRegion: (missing) is needed with closeOtherRegions; give the Region that the service itself is in.',
    );
  });

  it("everything that is wrong at once, before it registers a child", async () => {
    const { message, count } = await refusalOf(
      () =>
        new EndpointService("orders", {
          networkLoadBalancerArns: [GATEWAY],
          allowedPrincipals: ["*", "arn:aws:iam::111111111111:role/a/b"],
          supportedRegions: ["us-west-9"],
          supportedIpAddressTypes: ["ipv5"],
          privateDns: { name: "API.example.com" },
          notification: { events: ["Connect", "Connect"] },
        }),
    );
    expect(message).to.equal(
      [
        'EndpointService "orders" cannot be created.',
        `networkLoadBalancerArns[0]: "${GATEWAY}" is not the ARN of a Network Load Balancer; use the load balancer's arn, arn:aws:elasticloadbalancing:<region>:<account>:loadbalancer/net/<name>/<id>.`,
        'allowedPrincipals[0]: "*" lets every AWS account request a connection; name the principals, or set allowAnyPrincipal to true as well.',
        'allowedPrincipals[1]: "arn:aws:iam::111111111111:role/a/b" has a path, which endpoint services do not support; allow a role without a path, or the whole account with "111111111111".',
        'supportedRegions[0]: "us-west-9" is not a commercial AWS Region; use "us-west-1".',
        'hostRegion: (missing) is needed with supportedRegions ["us-west-9"]; give the Region that the service itself is in.',
        'supportedIpAddressTypes[0]: "ipv5" is unknown; use one of ipv4, ipv6.',
        'notification.events[1]: "Connect" appears twice; remove one of them.',
        'privateDns.name: "API.example.com" has capital letters; write it as api.example.com.',
        "privateDns.hostedZoneId: (missing) is needed to prove that API.example.com is yours; give the id of the public hosted zone for the TXT record, or set verify to false and make the record by hand.",
      ].join(" "),
    );
    expect(count).to.deep.equal({ [COMPONENT]: 1 });
  });

  it("both kinds of load balancer, and none", async () => {
    expect(await refusal({ networkLoadBalancerArns: [], gatewayLoadBalancerArns: [GATEWAY] })).to.equal(
      'EndpointService "orders" cannot be created. gatewayLoadBalancerArns: (missing) does not go with networkLoadBalancerArns; give ARNs of one kind of load balancer.',
    );
    expect(await refusal({})).to.equal(
      'EndpointService "orders" cannot be created. networkLoadBalancerArns: (missing) names no load balancer; give the ARN of at least one load balancer.',
    );
  });

  it("private DNS and notification with Gateway Load Balancers", async () => {
    const args = {
      gatewayLoadBalancerArns: [GATEWAY],
      privateDns: { name: "api.example.com", verify: false },
      notification: {},
    };
    expect(await refusal(args)).to.equal(
      'EndpointService "orders" cannot be created. privateDns: {"name":"api.example.com","verify":false} does not exist in AWS for a service of Gateway Load Balancers; leave it out. notification: {} does not exist in AWS for a service of Gateway Load Balancers; leave it out.',
    );
  });

  it("lists that say nothing", async () => {
    const args = { gatewayLoadBalancerArns: [GATEWAY], supportedIpAddressTypes: [] };
    expect(await refusal(args)).to.equal(
      'EndpointService "orders" cannot be created. supportedIpAddressTypes: [] is empty; leave it out, or use some of ipv4, ipv6.',
    );
  });
});
