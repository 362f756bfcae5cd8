import type { BadValue, Roomy } from "./file";

const principal = (value: unknown) => (file: Roomy) => {
  file.access.allowedPrincipals.push(value);
};

/** Wrong values of load balancer, access, DNS and consumer. */
export const access: readonly BadValue[] = [
  {
    title: "a `*` principal without allowAnyPrincipal",
    place: "principal",
    write: principal("*"),
    sentences: [
      'access.allowedPrincipals[0]: "*" lets every AWS account request a connection; name the principals, or set allowAnyPrincipal to true as well.',
    ],
  },
  {
    title: "a role ARN with a path",
    place: "principal",
    write: principal("arn:aws:iam::111122223333:role/team/deploy"),
    sentences: [
      'access.allowedPrincipals[0]: "arn:aws:iam::111122223333:role/team/deploy" has a path, which endpoint services do not support; allow a role without a path, or the whole account with "111122223333".',
    ],
  },
  {
    title: "a malformed account id",
    place: "principal",
    write: principal("11112222333"),
    sentences: [
      'access.allowedPrincipals[0]: "11112222333" is not an account id: it has 11 digits instead of 12; use a 12-digit account id in quotes, arn:aws:iam::<account>:root, or the ARN of a role or user without a path.',
    ],
  },
  {
    title: "an account id without quotes",
    place: "principal",
    write: principal(111122223333),
    sentences: ['access.allowedPrincipals[0]: 111122223333 is not a text; write it in quotes: "111122223333".'],
  },
  {
    title: "a malformed ARN",
    place: "principal",
    write: principal("arn:aws:iam:111122223333:root"),
    sentences: [
      'access.allowedPrincipals[0]: "arn:aws:iam:111122223333:root" is not an account id or the ARN of an IAM root, role or user; use a 12-digit account id in quotes, arn:aws:iam::<account>:root, or the ARN of a role or user without a path.',
    ],
  },
  {
    title: "a private DNS name with capitals",
    place: "privateDns.name",
    write: ({ privateDns }) => Object.assign(privateDns, { name: "API.example.com" }),
    sentences: ['privateDns.name: "API.example.com" has capital letters; write it as api.example.com.'],
  },
  {
    title: "a private DNS name without zone",
    place: "privateDns.name",
    write: ({ privateDns }) => Object.assign(privateDns, { hostedZoneId: undefined }),
    sentences: [
      "privateDns.hostedZoneId: (missing) is needed to prove that api.example.com is yours; give the id of the public hosted zone for the TXT record, or set verify to false and make the record by hand.",
    ],
  },
  {
    title: "IPv6 endpoints without a load balancer of both families",
    place: "network",
    write: ({ access }) => Object.assign(access, { supportedIpAddressTypes: ["ipv4", "ipv6"] }),
    sentences: [
      'access.supportedIpAddressTypes: ["ipv4","ipv6"] needs a load balancer of both address families; set loadBalancer.ipAddressType to dualstack, or remove ipv6.',
    ],
  },
  {
    title: "an unknown way to approve",
    place: "access.approval",
    write: ({ access }) => Object.assign(access, { approval: "automatic" }),
    sentences: ['access.approval: "automatic" is unknown; use one of manual, registry.'],
  },
  {
    title: "no event to be told of",
    place: "notification",
    write: (file) => Object.assign(file, { notification: { events: [] } }),
    sentences: ["notification.events: [] is empty; leave it out, or use some of Connect, Accept, Reject, Delete."],
  },
  {
    title: "a hosted zone with the prefix of the API",
    place: "privateDns.name",
    write: ({ privateDns }) => Object.assign(privateDns, { hostedZoneId: "/hostedzone/Z0123456789ABCDEFGHIJ" }),
    sentences: [
      'privateDns.hostedZoneId: "/hostedzone/Z0123456789ABCDEFGHIJ" is not the id of a hosted zone; use the id that Route 53 shows, such as Z0123456789ABCDEFGHIJ, without /hostedzone/.',
    ],
  },
  {
    title: "a consumer that wants another DNS name than there is",
    place: "consumer",
    write: (file) => Object.assign(file, { consumer: { cidr: "8.8.8.0/24", dns: "none", zoneName: "Orders" } }),
    sentences: [
      'consumer.cidr: "8.8.8.0/24" is not in a private address range; use a block inside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10.',
      'consumer.zoneName: "Orders" has capital letters; write it as orders.',
      'consumer.zoneName: "Orders" names a zone, and dns is none; remove it, or set dns to privateZone.',
    ],
  },
  {
    title: "an unknown key that is near none",
    place: "loadBalancer",
    write: ({ loadBalancer }) => Object.assign(loadBalancer, { waf: true }),
    sentences: [
      'loadBalancer.waf: "waf" is an unknown key; use crossZone, clientRoutingPolicy, zonalShift, ipAddressType, enforceInboundRulesOnPrivateLink, allowedClientCidrs, targetSecurityGroupIds, addresses or secondaryIpsPerSubnet, or remove it.',
    ],
  },
  {
    title: "a load balancer of both families in a network of one",
    place: "network",
    write: ({ loadBalancer }) => Object.assign(loadBalancer, { ipAddressType: "dualstack" }),
    sentences: ['loadBalancer.ipAddressType: "dualstack" needs subnets with IPv6; set network.ipv6 to true.'],
  },
  {
    title: "a text where keys belong",
    place: "consumer",
    write: (file) => Object.assign(file, { consumer: "on" }),
    sentences: ['consumer: "on" is not a set of keys; write keys below it: cidr, dns, zoneName and recordNames.'],
  },
  {
    title: "names in a zone that there is not, and one that is no name",
    place: "consumer",
    write: ({ consumer }) => Object.assign(consumer, { dns: "none", recordNames: ["api", "a_b"] }),
    sentences: [
      'consumer.recordNames[1]: "a_b" is not a name below the zone: lowercase letters, digits and inner hyphens in labels, or * as the first; use one such as api, without the name of the zone.',
      'consumer.recordNames: ["api","a_b"] are names in a zone, and dns is none; remove them, or set dns to privateZone.',
    ],
  },
];
