import { z } from "zod";
import { ClientRoutingPolicy, LoadBalancerIpAddressType } from "../../components/lib/load-balancer";
import { documented } from "../../components/lib/schema/keys";

const REPLACES = "Replaces the load balancer: a production outage.";

/** The `loadBalancer` key. */
export const loadBalancer = documented(
  z
    .strictObject({
      crossZone: documented(z.boolean().optional(), {
        description: "Whether each zone sends to the targets of all zones, at AWS's charge for traffic between zones.",
        absent: "`false`",
        source: "Network Load Balancer guide, cross-zone load balancing",
      }),
      clientRoutingPolicy: documented(z.enum(ClientRoutingPolicy).optional(), {
        description: "Zones that the load balancer's own DNS name answers with. PrivateLink does not ask it.",
        absent: `\`${ClientRoutingPolicy.AnyAvailabilityZone}\``,
        source: "Network Load Balancer guide, load balancer attributes",
      }),
      zonalShift: documented(z.boolean().optional(), {
        description: "Whether a zone can be shifted away from with zonal shift.",
        absent: "`true`",
        source: "Network Load Balancer guide, zonal shift",
      }),
      ipAddressType: documented(z.enum(LoadBalancerIpAddressType).optional(), {
        description: "Address families. `dualstack` needs subnets with IPv6 (`network.ipv6`).",
        absent: "`ipv4`",
        rule: "`dualstack` not with `UDP` and `TCP_UDP`.",
        source: "PrivateLink guide, share your services",
      }),
      enforceInboundRulesOnPrivateLink: documented(z.boolean().optional(), {
        description:
          "Whether the security group's inbound rules apply to consumers too. They see the client's address in the consumer's VPC, which may be that of another consumer's client as well; a connection that they drop shows in a metric only.",
        absent: "`false`: the endpoint service alone decides",
        rule: "`true` only with `allowedClientCidrs`.",
        source: "Network Load Balancer guide, security groups",
      }),
      allowedClientCidrs: documented(z.array(z.string()).optional(), {
        description: "IPv4 and IPv6 blocks that the security group lets in on every port.",
        absent: "none",
        examples: [[], ["10.0.0.0/8"]],
      }),
      targetSecurityGroupIds: documented(z.record(z.string(), z.string()).optional(), {
        description:
          "Security groups of targets that are not a fleet's, each under a name of your own. The load balancer may open connections to them on every target port.",
        absent: "none",
        rule: "Needed for `targetType: alb`.",
        source: "Network Load Balancer guide, security groups",
        examples: [{}],
      }),
      addresses: documented(z.record(z.string(), z.string()).optional(), {
        description: "Private IPv4 address of the load balancer in each zone, by AZ id.",
        absent: "AWS's choice",
        change: REPLACES,
        examples: [{}],
      }),
      secondaryIpsPerSubnet: documented(z.int().optional(), {
        description: "Further addresses per subnet, each worth another 55 000 connections to every target.",
        unit: "addresses",
        absent: "`0`",
        change: `A smaller number: ${REPLACES.toLowerCase()}`,
        rule: "0 to 7.",
        source: "Network Load Balancer guide, load balancer attributes",
      }),
    })
    .prefault({}),
  { description: "The internal Network Load Balancer. Each change of its zones or addresses replaces it." },
);
