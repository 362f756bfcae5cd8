import { admitRecord, checkRecord, fqdn, isZoneId } from "../checks/dns-record";
import { all, between, lengthBetween, oneOf, tagSet, upTo } from "../checks/rules";
import { base36, hex } from "../ids";
import { type Refusal, type ResourceTables, refuse } from "../table";
import { T } from "../tokens";
import { must, records, text, texts } from "../values";

const RECORD_TYPES = [
  "A",
  "AAAA",
  "CAA",
  "CNAME",
  "DS",
  "HTTPS",
  "MX",
  "NAPTR",
  "NS",
  "PTR",
  "SOA",
  "SPF",
  "SRV",
  "SSHFP",
  "SVCB",
  "TLSA",
  "TXT",
];

/** Host names as Route 53 takes them: labels of 1 to 63 characters, 255 in all. */
function domainName(value: unknown): string | undefined {
  const name = String(value).replace(/\.$/, "");
  if (name.length > 255) return `InvalidDomainName: "${name}" has more than 255 characters`;
  const wrong = name.split(".").find((label) => !/^[\x21-\x2d\x2f-\x7e]{1,63}$/.test(label));
  return wrong === undefined
    ? undefined
    : `InvalidDomainName: "${name}" has the label "${wrong}", which is not 1 to 63 printable characters`;
}

export const route53: ResourceTables = {
  [T.Zone]: {
    scope: "global",
    id: ({ seed }) => `Z${base36(seed, "zone", 20)}`,
    notFound: (id) => `NoSuchHostedZone: No hosted zone found with ID: ${id}`,
    tagged: true,
    required: [],
    autoName: { property: "name", maxLength: 255 },
    defaults: { comment: "Managed by Pulumi", forceDestroy: false },
    rules: { comment: upTo(256), name: domainName, tags: tagSet },
    check: (inputs) =>
      inputs.delegationSetId !== undefined && inputs.vpcs !== undefined
        ? [refuse("delegationSetId", "conflicts with vpcs: a private zone has no delegation set")]
        : [],
    admit: ({ inputs, cloud, region, old }): Refusal[] => {
      const vpcIds = records(inputs.vpcs).flatMap((vpc) => texts(vpc.vpcId));
      const missing = records(inputs.vpcs).filter((vpc) => {
        const id = text(vpc.vpcId);
        return id !== undefined && cloud.find(T.Vpc, id, text(vpc.vpcRegion) ?? region) === undefined;
      });
      const clash = cloud.all(T.Zone).find((zone) => {
        const shared = records(zone.inputs.vpcs).some((vpc) => vpcIds.includes(String(vpc.vpcId)));
        return shared && zone.id !== old?.id && text(zone.inputs.name) === text(inputs.name);
      });
      return [
        ...missing.map((vpc) =>
          refuse(
            "vpcs",
            `InvalidVPCId: The VPC: ${vpc.vpcId} provided doesn't exist in ${text(vpc.vpcRegion) ?? region}`,
          ),
        ),
        ...(clash === undefined
          ? []
          : [
              refuse(
                "vpcs",
                `ConflictingDomainExists: the VPC is associated with ${clash.id} for ${inputs.name} already`,
              ),
            ]),
      ];
    },
    computed: {
      arn: (m) => `arn:${m.partition}:route53:::hostedzone/${m.id}`,
      zoneId: (m) => m.id,
      vpcs: (m) => records(m.inputs.vpcs).map((vpc) => ({ vpcRegion: m.region, ...vpc })),
      nameServers: (m) => {
        const number = Number.parseInt(hex(m.seed, "ns", 3), 16) % 2000;
        return ["org", "co.uk", "com", "net"]
          .map((top, index) => `ns-${(number + index * 500) % 2048}.awsdns-${(number + index) % 64}.${top}`)
          .sort();
      },
      primaryNameServer: (m) => texts(m.outputs.nameServers)[0],
    },
    unordered: ["vpcs"],
    replaceOn: ["delegationSetId", "name"],
    refuseDelete: (zone, cloud) =>
      zone.inputs.forceDestroy === true || cloud.referrers(zone, T.Record).length === 0
        ? undefined
        : `HostedZoneNotEmpty: The specified hosted zone contains non-required resource record sets and so cannot be deleted (${zone.id}).`,
  },
  [T.Record]: {
    scope: "global",
    id: ({ inputs, ...m }) =>
      [must(inputs.zoneId, "zoneId"), fqdn({ inputs, ...m }), text(inputs.type), ...texts(inputs.setIdentifier)].join(
        "_",
      ),
    notFound: (id) => `InvalidChangeBatch: there is no record ${id}`,
    required: ["name", "type", "zoneId"],
    defaults: { allowOverwrite: false },
    rules: {
      name: domainName,
      setIdentifier: lengthBetween(1, 128),
      ttl: between(0, 2_147_483_647),
      type: all(oneOf(...RECORD_TYPES)),
    },
    check: checkRecord,
    references: [
      { property: "zoneId", types: T.Zone, foreign: isZoneId },
      { property: "healthCheckId", types: T.HealthCheck },
    ],
    admit: admitRecord,
    computed: { fqdn },
    overwrites: (inputs) => inputs.allowOverwrite === true,
    unordered: ["records"],
    keeps: ["allowOverwrite"],
    replaceOn: ["name", "zoneId"],
  },
};
