import type { BadValue } from "./file";

/** Wrong values of the network. */
export const network: readonly BadValue[] = [
  {
    title: "a malformed CIDR",
    place: "network",
    write: ({ network }) => Object.assign(network, { cidr: "10.64.0.0/33" }),
    sentences: [
      'network.cidr: "10.64.0.0/33" is not an IPv4 block in CIDR notation; write it as address/prefix, for example 10.64.0.0/22.',
    ],
  },
  {
    title: "a CIDR that begins with a host address",
    place: "network",
    write: ({ network }) => Object.assign(network, { cidr: "10.64.1.0/22" }),
    sentences: [
      'network.cidr: "10.64.1.0/22" begins with a host address, not with the address of its network; use "10.64.0.0/22".',
    ],
  },
  {
    title: "a CIDR that is too small",
    place: "network",
    write: ({ network }) => Object.assign(network, { cidr: "10.64.0.0/29" }),
    sentences: [
      'network.cidr: "10.64.0.0/29" is smaller than AWS allows for a VPC, which is /16 to /28; use a prefix length in that range, for example /22.',
    ],
  },
  {
    title: "slots that do not fit",
    place: "network",
    write: ({ network }) => Object.assign(network, { slotPrefix: 20 }),
    sentences: [
      "network.slotPrefix: 20 is not a prefix length of slots that 10.64.0.0/22 can be cut into; use a whole number from 22 to 28: a smaller subnet has no room for the load balancer.",
    ],
  },
  {
    title: "a name where an AZ id belongs",
    place: "network",
    write: ({ network }) => Object.assign(network, { excludeZoneIds: ["us-east-1a"] }),
    sentences: [
      'network.excludeZoneIds[0]: "us-east-1a" is not an Availability Zone id; write the id, such as use1-az1, not the name.',
    ],
  },
  {
    title: "a retention that CloudWatch Logs does not have",
    place: "network.flowLogs",
    write: ({ network }) => Object.assign(network, { flowLogs: { retentionDays: 31 } }),
    sentences: [
      "network.flowLogs.retentionDays: 31 is not a retention that CloudWatch Logs has; use one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 days.",
    ],
  },
  {
    title: "a new network and an existing one at once, with malformed ids",
    place: "network",
    write: ({ network }) =>
      Object.assign(network, { existing: { vpcId: "vpc-1", subnetIds: { "use1-az1": "subnet-1" } } }),
    sentences: [
      'network.cidr: "10.64.0.0/22" describes a new VPC, and an existing one is given; remove one of the two.',
      'network.existing.vpcId: "vpc-1" is not the id of a VPC; use one such as vpc-0123456789abcdef0.',
      'network.existing.subnetIds["use1-az1"]: "subnet-1" is not the id of a subnet; use one such as subnet-0123456789abcdef0.',
    ],
  },
  {
    title: "a bucket by its name where its ARN belongs",
    place: "network.readableBuckets",
    write: ({ network }) => Object.assign(network, { readableBuckets: ["models"] }),
    sentences: [
      'network.readableBuckets[0]: "models" is not the ARN of an S3 bucket; use the bucket\'s ARN, arn:aws:s3:::<name>, without a path.',
    ],
  },
];
