import type { Facts } from "../facts";
import { constant } from "../shell";

/** The part of the script that gives the endpoint its name. */
export interface NamingParts {
  readonly constants: (facts: Facts) => readonly string[];
  readonly functions: string;
  readonly calls: readonly string[];
}

const PRIVATE_NAME = `turn_private_dns_on() {
  local enabled
  enabled=$(describe_endpoint PrivateDnsEnabled)
  if [ "$enabled" != True ]; then
    call ec2 modify-vpc-endpoint --vpc-endpoint-id "$ENDPOINT_ID" --private-dns-enabled >/dev/null ||
      fail "The private DNS name cannot be turned on; AWS's message is above. The endpoint itself is connected."
    say 'Turned the private DNS name on.'
  fi
}
`;

const PRIVATE_ZONE = `point_zone_to_endpoint() {
  local zone entries name name_zone record
  zone=$(call route53 list-hosted-zones-by-vpc --vpc-id "$VPC_ID" --vpc-region "$REGION" \\
    --query "HostedZoneSummaries[?Name=='$ZONE_NAME.'].HostedZoneId | [0]") ||
    fail "The private hosted zones of $VPC_ID cannot be read; AWS's message is above."
  if [ "$zone" = None ]; then
    zone=$(call route53 create-hosted-zone --name "$ZONE_NAME" --vpc "VPCRegion=$REGION,VPCId=$VPC_ID" \\
      --caller-reference "$UNIQUE_NAME-$(date +%s)" --hosted-zone-config PrivateZone=true \\
      --query HostedZone.Id) || fail "The private hosted zone $ZONE_NAME cannot be made; AWS's message is above."
    say "Made the private hosted zone $ZONE_NAME."
  fi
  entries=$(describe_endpoint 'DnsEntries[].[DnsName,HostedZoneId]')
  # The name of the whole Region; the others carry an Availability Zone.
  record=$(printf '%s\\n' "$entries" | awk '$1 ~ /^vpce-[0-9a-z]+(-[0-9a-z]+)?[.]/ && !seen++ { print $1, $2 }')
  [ -n "$record" ] || fail "The endpoint $ENDPOINT_ID has no regional DNS name: $entries"
  name=\${record%% *}
  name_zone=\${record##* }
  call route53 change-resource-record-sets --hosted-zone-id "\${zone##*/}" --change-batch "{
    \\"Changes\\": [{ \\"Action\\": \\"UPSERT\\", \\"ResourceRecordSet\\": {
      \\"Name\\": \\"$ZONE_NAME\\", \\"Type\\": \\"$RECORD_TYPE\\",
      \\"AliasTarget\\": { \\"DNSName\\": \\"$name\\", \\"HostedZoneId\\": \\"$name_zone\\", \\"EvaluateTargetHealth\\": false }
    } }] }" >/dev/null || fail "The record $ZONE_NAME cannot be written; AWS's message is above."
}
`;

/** The provider's private DNS name, or a private hosted zone of the consumer's. */
export const NAMING = {
  privateName: {
    constants: ({ clientName }) => [constant("CLIENT_NAME", clientName)],
    functions: PRIVATE_NAME,
    calls: ["turn_private_dns_on"],
  },
  privateZone: {
    constants: ({ clientName, zoneName, recordType }) => [
      constant("CLIENT_NAME", clientName),
      constant("ZONE_NAME", zoneName),
      constant("RECORD_TYPE", recordType),
    ],
    functions: PRIVATE_ZONE,
    calls: ["point_zone_to_endpoint"],
  },
} as const satisfies Record<string, NamingParts>;
