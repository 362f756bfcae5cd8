import { admitNotification } from "../checks/connection-notification";
import {
  admitService,
  checkPrincipal,
  connections,
  nameIsProven,
  principalsOf,
  publishedZones,
} from "../checks/endpoint-service";
import { all, arnOf, atMost, each, eachOneOf, matching, tagSet } from "../checks/rules";
import { regions } from "../data/regions";
import { base36, hex } from "../ids";
import { arn, type Making, type ResourceTables, refuse } from "../table";
import { T } from "../tokens";
import { records, text, texts } from "../values";

const PRIVATE_NAME = /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/** Domain and token of a private DNS name; a new name gets a new token and starts unverified. */
function nameConfiguration(making: Making) {
  const name = text(making.inputs.privateDnsName);
  if (name === undefined) return [];
  const before = records(making.old?.outputs.privateDnsNameConfigurations);
  if (making.old?.outputs.privateDnsName === name && before.length > 0) return before;
  const seed = `${making.seed}/${name}`;
  return [
    {
      name: `_${base36(seed, "txt name", 20).toLowerCase()}`,
      state: "pendingVerification",
      type: "TXT",
      value: `vpce:${base36(seed, "txt value", 20)}`,
    },
  ];
}

export const endpointServices: ResourceTables = {
  [T.VpcEndpointService]: {
    id: ({ seed }) => `vpce-svc-${hex(seed, "vpce-svc", 17)}`,
    notFound: (id) => `InvalidVpcEndpointServiceId.NotFound: The VpcEndpointService Id '${id}' does not exist`,
    tagged: true,
    required: ["acceptanceRequired"],
    rules: {
      gatewayLoadBalancerArns: each(arnOf("elasticloadbalancing")),
      networkLoadBalancerArns: all(atMost(10), each(arnOf("elasticloadbalancing"))),
      privateDnsName: matching(PRIVATE_NAME, "be a domain name in lower case, with at most a leading *."),
      supportedIpAddressTypes: eachOneOf("ipv4", "ipv6"),
      supportedRegions: each((value) => (regions.has(String(value)) ? undefined : `"${value}" is not a Region of AWS`)),
      tags: tagSet,
    },
    check: (inputs, place) => {
      const kinds = ["networkLoadBalancerArns", "gatewayLoadBalancerArns"].filter((p) => inputs[p] !== undefined);
      const listed = texts(inputs.supportedRegions);
      return [
        ...(kinds.length === 1
          ? []
          : [
              refuse(
                "networkLoadBalancerArns",
                "exactly one of networkLoadBalancerArns and gatewayLoadBalancerArns must be given",
              ),
            ]),
        ...(listed.length > 0 && !listed.includes(place.region)
          ? [
              refuse(
                "supportedRegions",
                `InvalidParameter: the host Region ${place.region} cannot be removed from the supported Regions`,
              ),
            ]
          : []),
        ...(kinds[0] === "gatewayLoadBalancerArns" && inputs.privateDnsName !== undefined
          ? [
              refuse(
                "privateDnsName",
                "InvalidParameter: Private DNS is not supported for Gateway Load Balancer endpoint services",
              ),
            ]
          : []),
      ];
    },
    references: [
      { property: "networkLoadBalancerArns", types: T.LoadBalancer },
      {
        property: "gatewayLoadBalancerArns",
        types: T.LoadBalancer,
        foreign: (arn) => arn.includes(":loadbalancer/gwy/"),
      },
    ],
    admit: admitService,
    computed: {
      arn: (m) => arn(m, "ec2", `vpc-endpoint-service/${m.id}`),
      serviceName: (m) => `com.amazonaws.vpce.${m.region}.${m.id}`,
      baseEndpointDnsNames: (m) => [`${m.id}.${m.region}.vpce.amazonaws.com`],
      serviceType: (m) => (m.inputs.gatewayLoadBalancerArns === undefined ? "Interface" : "GatewayLoadBalancer"),
      managesVpcEndpoints: () => false,
      state: () => "Available",
      availabilityZones: publishedZones,
      allowedPrincipals: (m) => m.inputs.allowedPrincipals ?? (m.old === undefined ? [] : principalsOf(m.old, m.cloud)),
      supportedIpAddressTypes: (m) => m.inputs.supportedIpAddressTypes ?? ["ipv4"],
      supportedRegions: (m) => m.inputs.supportedRegions ?? [m.region],
      privateDnsName: (m) => m.inputs.privateDnsName ?? m.old?.outputs.privateDnsName ?? "",
      privateDnsNameConfigurations: nameConfiguration,
    },
    live: ["allowedPrincipals"],
    keeps: ["allowedPrincipals", "privateDnsName", "supportedIpAddressTypes", "supportedRegions"],
    unordered: [
      "allowedPrincipals",
      "gatewayLoadBalancerArns",
      "networkLoadBalancerArns",
      "supportedIpAddressTypes",
      "supportedRegions",
    ],
    refuseDelete: (service, cloud) => {
      const open = connections(service, cloud);
      if (open.length === 0) return undefined;
      const list = open.map((e) => e.id).join(", ");
      return `ExistingVpcEndpointConnections: Service ${service.id} has existing active VPC Endpoint connections (${list})`;
    },
  },
  [T.VpcEndpointServiceAllowedPrinciple]: {
    id: ({ seed }) => `vpce-svc-perm-${hex(seed, "permission", 17)}`,
    notFound: (id) => `InvalidServicePermissionId.NotFound: ${id} does not exist`,
    required: ["principalArn", "vpcEndpointServiceId"],
    rules: { principalArn: checkPrincipal },
    references: [{ property: "vpcEndpointServiceId", types: T.VpcEndpointService }],
    admit: ({ inputs, cloud, region, old }) => {
      const service = cloud.find(T.VpcEndpointService, text(inputs.vpcEndpointServiceId) ?? "", region);
      const principal = text(inputs.principalArn) ?? "";
      const twin =
        service &&
        cloud.referrers(service, T.VpcEndpointServiceAllowedPrinciple).find((s) => s.inputs.principalArn === principal);
      const inline = texts(service?.inputs.allowedPrincipals).includes(principal);
      if ((twin === undefined || twin.id === old?.id) && !inline) return [];
      const by = inline ? "the service's own allowedPrincipals" : twin?.id;
      return [
        refuse(
          "principalArn",
          `${principal} is allowed already by ${by}: two resources for one principal overwrite each other`,
        ),
      ];
    },
    replaceOn: ["principalArn", "vpcEndpointServiceId"],
  },
  [T.VpcEndpointConnectionNotification]: {
    id: ({ seed }) => `vpce-nfn-${hex(seed, "notification", 17)}`,
    notFound: (id) => `InvalidConnectionNotification: ${id} does not exist`,
    required: ["connectionEvents", "connectionNotificationArn"],
    rules: {
      connectionEvents: eachOneOf("Accept", "Connect", "Delete", "Reject"),
      connectionNotificationArn: arnOf("sns"),
    },
    check: (inputs) =>
      (inputs.vpcEndpointServiceId === undefined) === (inputs.vpcEndpointId === undefined)
        ? [refuse("vpcEndpointServiceId", "exactly one of vpcEndpointId and vpcEndpointServiceId must be given")]
        : [],
    references: [
      { property: "vpcEndpointServiceId", types: T.VpcEndpointService },
      { property: "vpcEndpointId", types: T.VpcEndpoint },
      { property: "connectionNotificationArn", types: T.Topic },
    ],
    admit: admitNotification,
    computed: { notificationType: () => "Topic", state: () => "Enabled" },
    unordered: ["connectionEvents"],
    replaceOn: ["vpcEndpointId", "vpcEndpointServiceId"],
  },
  [T.EndpointServicePrivateDnsVerification]: {
    id: ({ inputs, seed }) => `${text(inputs.serviceId)}-${hex(seed, "verification", 8)}`,
    notFound: (id) => `InvalidVpcEndpointServiceId.NotFound: The VpcEndpointService Id '${id}' does not exist`,
    required: ["serviceId"],
    references: [{ property: "serviceId", types: T.VpcEndpointService }],
    admit: ({ inputs, cloud, region }) => {
      const service = cloud.find(T.VpcEndpointService, text(inputs.serviceId) ?? "", region);
      if (service === undefined) return [];
      if (!text(service.outputs.privateDnsName)) {
        return [refuse("serviceId", `InvalidState: the service ${service.id} has no private DNS name to verify`)];
      }
      if (inputs.waitForVerification !== true || nameIsProven(service, cloud)) return [];
      const message = `ServiceVerificationFailure: no public TXT record proves that ${service.outputs.privateDnsName} belongs to the owner of ${service.id}`;
      return [refuse("serviceId", message)];
    },
    applied: ({ cloud, region, inputs }) => {
      const service = cloud.find(T.VpcEndpointService, text(inputs.serviceId) ?? "", region);
      const [configuration] = records(service?.outputs.privateDnsNameConfigurations);
      if (service === undefined || configuration === undefined) return;
      const state = nameIsProven(service, cloud) ? "verified" : "failed";
      cloud.patch(service, { privateDnsNameConfigurations: [{ ...configuration, state }] });
    },
    replaceOn: ["serviceId"],
  },
};
