/** Functions of the script that make the endpoint with its security group, and wait for the provider's decision. */
export const CONNECT = `prepare_security_group() {
  local open cidr
  local -a cidrs
  GROUP_ID=$(call ec2 describe-security-groups --query 'SecurityGroups[0].GroupId' \\
    --filters "Name=vpc-id,Values=$VPC_ID" "Name=group-name,Values=$UNIQUE_NAME") ||
    fail "The security groups of $VPC_ID cannot be read; AWS's message is above."
  if [ "$GROUP_ID" = None ]; then
    GROUP_ID=$(call ec2 create-security-group --vpc-id "$VPC_ID" --group-name "$UNIQUE_NAME" \\
      --description 'Admits clients to a service over AWS PrivateLink' \\
      --tag-specifications "ResourceType=security-group,Tags=[{Key=Name,Value=$UNIQUE_NAME}]" --query GroupId) ||
      fail "The security group $UNIQUE_NAME cannot be made; AWS's message is above."
    say "Made the security group $GROUP_ID."
  fi
  read -r -d '' -a cidrs <<<"$CLIENT_CIDR" || true
  for open in $OPEN_PORTS; do
    for cidr in "\${cidrs[@]}"; do allow "\${open%%:*}" "\${open##*:}" "$cidr"; done
  done
}

allow() {
  local answer ranges="IpRanges=[{CidrIp=$3}]"
  case "$3" in
    *:*) ranges="Ipv6Ranges=[{CidrIpv6=$3}]" ;;
  esac
  if ! answer=$(call ec2 authorize-security-group-ingress --group-id "$GROUP_ID" \\
    --ip-permissions "IpProtocol=$1,FromPort=$2,ToPort=$2,$ranges" 2>&1); then
    case "$answer" in
      *InvalidPermission.Duplicate*) ;;
      *) fail "$3 cannot be admitted to port $2 of $GROUP_ID: $answer" ;;
    esac
  fi
}

prepare_endpoint() {
  local found
  local -a subnets
  found=$(call ec2 describe-vpc-endpoints --query 'VpcEndpoints[].[VpcEndpointId,State]' \\
    --filters "Name=vpc-id,Values=$VPC_ID" "Name=service-name,Values=$SERVICE_NAME") ||
    fail "The endpoints of $VPC_ID cannot be read; AWS's message is above."
  ENDPOINT_ID=$(printf '%s\\n' "$found" | awk 'NF == 2 && tolower($2) !~ /^delet/ && !seen++ { print $1 }')
  if [ -n "$ENDPOINT_ID" ]; then
    say "The endpoint $ENDPOINT_ID is there already."
    return
  fi
  read -r -d '' -a subnets <<<"$SUBNET_IDS" || true
  local options=(--vpc-endpoint-type Interface --vpc-id "$VPC_ID" --service-name "$SERVICE_NAME"
    --subnet-ids "\${subnets[@]}" --security-group-ids "$GROUP_ID" --no-private-dns-enabled
    --ip-address-type "$ADDRESS_FAMILY" --dns-options "DnsRecordIpType=$ADDRESS_FAMILY"
    --tag-specifications "ResourceType=vpc-endpoint,Tags=[{Key=Name,Value=$UNIQUE_NAME}]")
  if crosses_regions; then options+=(--service-region "$SERVICE_REGION"); fi
  ENDPOINT_ID=$(call ec2 create-vpc-endpoint "\${options[@]}" --query VpcEndpoint.VpcEndpointId) ||
    fail "The endpoint cannot be made; AWS's message is above. $ADMISSION"
  say "Made the endpoint $ENDPOINT_ID."
}

describe_endpoint() {
  call ec2 describe-vpc-endpoints --vpc-endpoint-ids "$ENDPOINT_ID" --query "VpcEndpoints[0].$1" ||
    fail "The endpoint $ENDPOINT_ID cannot be read; AWS's message is above."
}

# AWS writes states in several ways: pendingAcceptance, PendingAcceptance.
endpoint_state() { describe_endpoint State | tr '[:upper:]' '[:lower:]'; }

wait_for_acceptance() {
  local state last='' deadline=$((SECONDS + WAIT_MINUTES * 60))
  while true; do
    state=$(endpoint_state)
    case "$state" in
      available) return ;;
      rejected | failed | expired | deleting | deleted)
        fail "The connection of $ENDPOINT_ID is $state, which does not change by itself. Ask the provider why; then delete" \\
          "the endpoint, which is charged until then, and run this again:" \\
          "aws ec2 delete-vpc-endpoints --region $REGION --vpc-endpoint-ids $ENDPOINT_ID"
        ;;
    esac
    [ "$state" = "$last" ] || say "$ENDPOINT_ID is $state. $ACCEPTANCE"
    last=$state
    [ "$SECONDS" -lt "$deadline" ] ||
      fail "$ENDPOINT_ID is still $state after $WAIT_MINUTES minutes. Ask the provider about it; then run this again, which" \\
        'goes on with the same endpoint.'
    sleep "$POLL_SECONDS"
  done
}
`;
