/** Functions of the script that look up what there is, and refuse what cannot work before anything is made. */
export const LOOK_UP = `# The AWS CLI must not open a pager.
export AWS_PAGER=''

say() { printf '%s\\n' "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

call() { aws --region "$REGION" --output text "$@"; }

crosses_regions() { [ "$REGION" != "$SERVICE_REGION" ]; }

check_settings() {
  command -v aws >/dev/null || fail 'The AWS CLI is not on PATH: install it, https://aws.amazon.com/cli/ says how.'
  [ -n "$VPC_ID" ] || fail "Say which VPC the clients are in: VPC_ID=vpc-0123456789abcdef0 $0"
  case " $ENDPOINT_REGIONS " in
    *" $REGION "*) ;;
    *) fail "REGION is $REGION, but $SERVICE admits your endpoints in these Regions only: $ENDPOINT_REGIONS." ;;
  esac
  case "$WAIT_MINUTES" in
    '' | *[!0-9]*) fail "WAIT_MINUTES is $WAIT_MINUTES: give a whole number of minutes." ;;
  esac
}

check_account() {
  local account
  account=$(call sts get-caller-identity --query Account) ||
    fail 'AWS does not accept the credentials; its message is above.'
  [ -z "$ACCOUNT" ] || [ "$account" = "$ACCOUNT" ] ||
    fail "The credentials are of account $account, but the provider admits account $ACCOUNT: use credentials of that one."
}

check_service() {
  local answer
  local options=(--service-names "$SERVICE_NAME" --query 'ServiceNames[0]')
  if crosses_regions; then options+=(--service-regions "$SERVICE_REGION"); fi
  if ! answer=$(call ec2 describe-vpc-endpoint-services "\${options[@]}" 2>&1); then
    case "$answer" in
      *InvalidServiceName*) fail "$SERVICE_NAME cannot be seen with these credentials, as if it did not exist. $ADMISSION" ;;
      *) fail "AWS does not tell about $SERVICE_NAME: $answer" ;;
    esac
  fi
}

check_vpc() {
  local attribute value
  for attribute in enableDnsSupport enableDnsHostnames; do
    value=$(call ec2 describe-vpc-attribute --vpc-id "$VPC_ID" --attribute "$attribute" \\
      --query 'EnableDnsSupport.Value || EnableDnsHostnames.Value') ||
      fail "The VPC $VPC_ID cannot be read in $REGION; AWS's message is above."
    [ "$value" = True ] ||
      fail "The VPC has $attribute off, without which no private name is answered. Turn it on:" \\
        "aws ec2 modify-vpc-attribute --region $REGION --vpc-id $VPC_ID --$(option_of "$attribute")"
  done
  if [ -z "$CLIENT_CIDR" ]; then
    CLIENT_CIDR=$(call ec2 describe-vpcs --vpc-ids "$VPC_ID" --query "$(cidr_query)") ||
      fail "The blocks of $VPC_ID cannot be read; AWS's message is above."
    case "$CLIENT_CIDR" in
      '' | None) fail "$VPC_ID has no $ADDRESS_FAMILY block of its own: say the blocks of the clients by CLIENT_CIDR." ;;
    esac
  fi
}

option_of() {
  if [ "$1" = enableDnsSupport ]; then echo enable-dns-support; else echo enable-dns-hostnames; fi
}

cidr_query() {
  if [ "$ADDRESS_FAMILY" = ipv6 ]; then
    echo "Vpcs[0].Ipv6CidrBlockAssociationSet[?Ipv6CidrBlockState.State=='associated'].Ipv6CidrBlock"
  else
    echo "Vpcs[0].CidrBlockAssociationSet[?CidrBlockState.State=='associated'].CidrBlock"
  fi
}

# In each Availability Zone of the service the subnet with the most free addresses: an endpoint takes one in each.
choose_subnets() {
  local found zones=$ZONE_IDS excluded=''
  [ -z "$SUBNET_IDS" ] || return 0
  if crosses_regions; then
    zones=''
    excluded=$EXCLUDED_ZONE_IDS
  fi
  found=$(call ec2 describe-subnets --filters "Name=vpc-id,Values=$VPC_ID" \\
    --query 'Subnets[].[AvailabilityZoneId,AvailableIpAddressCount,SubnetId]') ||
    fail "The subnets of $VPC_ID cannot be read; AWS's message is above."
  SUBNET_IDS=$(printf '%s\\n' "$found" | sort -k1,1 -k2,2nr | awk -v zones="$zones" -v excluded="$excluded" '
    BEGIN {
      count = split(zones, list, " ")
      for (i in list) wanted[list[i]] = 1
      split(excluded, list_of_excluded, " ")
      for (i in list_of_excluded) unwanted[list_of_excluded[i]] = 1
    }
    NF == 3 && (count == 0 || ($1 in wanted)) && !($1 in unwanted) && !taken[$1]++ { print $3 }')
  [ -n "$SUBNET_IDS" ] ||
    fail "No subnet of $VPC_ID is in an Availability Zone of the service, which is in: $ZONE_IDS. The subnets are in:" \\
      "$(printf '%s\\n' "$found" | awk '{ print $1 }' | sort -u | tr '\\n' ' ')(compared by AZ id; names differ between accounts)."
}
`;
