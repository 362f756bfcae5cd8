import { expect } from "chai";
import { checkLoadBalancer, type LoadBalancerSpec } from "../../../components/lib/load-balancer";
import type { PortSpec } from "../../../components/lib/port-spec";
import { resolvePorts } from "../../../components/lib/ports";
import { sentence } from "../../../components/lib/problem";

const ZONES = ["use1-az1", "use1-az2"];
const TCP: PortSpec = { name: "api", port: 3000 };

function messages(
  spec: LoadBalancerSpec,
  { zoneIds = ZONES, port = TCP }: { zoneIds?: string[]; port?: PortSpec } = {},
) {
  const ports = resolvePorts([{ name: "orders", ports: [port] }]);
  return checkLoadBalancer(spec, "loadBalancer", { ports, zoneIds }).map(sentence);
}

describe("The settings of a load balancer", () => {
  it("may all be absent", () => {
    expect(messages({})).to.deep.equal([]);
  });

  it("are accepted together", () => {
    expect(
      messages({
        clientRoutingPolicy: "availability_zone_affinity",
        ipAddressType: "dualstack",
        addresses: { "use1-az1": "10.64.0.20", "use1-az2": "10.64.0.84" },
        enforceInboundRulesOnPrivateLink: true,
        allowedClientCidrs: ["10.0.0.0/8"],
        secondaryIpsPerSubnet: 7,
      }),
    ).to.deep.equal([]);
  });

  it("are refused with unknown words and numbers out of range", () => {
    const spec = { clientRoutingPolicy: "anyAvailabilityZone", ipAddressType: "ipv6", secondaryIpsPerSubnet: 8 };
    expect(messages(spec)).to.deep.equal([
      'loadBalancer.clientRoutingPolicy: "anyAvailabilityZone" is unknown; use one of any_availability_zone, availability_zone_affinity, partial_availability_zone_affinity.',
      'loadBalancer.ipAddressType: "ipv6" is unknown; use one of ipv4, dualstack.',
      "loadBalancer.secondaryIpsPerSubnet: 8 is not a whole number of addresses from 0 to 7; use a number from 0 to 7.",
    ]);
  });

  for (const protocol of ["UDP", "TCP_UDP"]) {
    it(`are refused as dual stack with ${protocol}`, () => {
      expect(messages({ ipAddressType: "dualstack" }, { port: { ...TCP, protocol } })).to.deep.equal([
        'loadBalancer.ipAddressType: "dualstack" cannot be combined with listeners of UDP (orders-api); use ipv4.',
      ]);
    });
  }

  it("are refused when they would let no consumer in", () => {
    expect(messages({ enforceInboundRulesOnPrivateLink: true })).to.deep.equal([
      "loadBalancer.enforceInboundRulesOnPrivateLink: true lets no consumer in, because allowedClientCidrs is empty; list the consumers' client addresses in allowedClientCidrs, or set it to false.",
    ]);
    expect(messages({ enforceInboundRulesOnPrivateLink: false })).to.deep.equal([]);
  });

  it("are refused with client blocks that no rule takes", () => {
    expect(messages({ allowedClientCidrs: ["10.0.0.1/8"] })).to.deep.equal([
      'loadBalancer.allowedClientCidrs[0]: "10.0.0.1/8" is not written as AWS stores it; use 10.0.0.0/8.',
    ]);
  });

  it("are refused with addresses that are none, are shared, or are in no zone of the load balancer", () => {
    const addresses = {
      "use1-az1": "10.64.0.20",
      "use1-az2": "10.64.0.20",
      "use1-az4": "10.64.0.21",
      "us-east-1a": "x",
    };
    expect(messages({ addresses })).to.deep.equal([
      'loadBalancer.addresses["use1-az2"]: "10.64.0.20" is given twice; give each zone an address of its own subnet.',
      'loadBalancer.addresses["use1-az4"]: "use1-az4" is not among the load balancer\'s zones, use1-az1, use1-az2; use one of them, or remove the address.',
      'loadBalancer.addresses["us-east-1a"]: "us-east-1a" is not an Availability Zone id; write the id, such as use1-az1, not the name.',
    ]);
    expect(messages({ addresses: { "use1-az1": "fd00::1" } })).to.deep.equal([
      'loadBalancer.addresses["use1-az1"]: "fd00::1" is not an IPv4 address; use a free one of the zone\'s subnet.',
    ]);
  });

  it("are refused without the security group of an Application Load Balancer behind it", () => {
    const arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/web/50dc6c495c0c9188";
    const port = { ...TCP, targetType: "alb", targetIds: [arn] };
    expect(messages({}, { port })).to.deep.equal([
      "loadBalancer.targetSecurityGroupIds: (missing) opens no way to the Application Load Balancer of orders-api; give its security group, such as { web: sg-0123456789abcdef0 }.",
    ]);
    expect(messages({ targetSecurityGroupIds: { web: "sg-0123456789abcdef0" } }, { port })).to.deep.equal([]);
  });

  it("take addresses of any zone while the zones are unknown", () => {
    const context = { ports: resolvePorts([{ name: "orders", ports: [TCP] }]) };
    expect(checkLoadBalancer({ addresses: { "use1-az4": "10.64.0.21" } }, "loadBalancer", context)).to.deep.equal([]);
  });
});
