export const VALIDATE = `
It runs on the consumer's side with the consumer's own credentials, changes nothing, and needs nothing of the provider's
account. Each line is OK, FAIL or UNKNOWN, with the cause and the remedy; what cannot be known, for lack of a permission
or because this host is not in the VPC, is UNKNOWN and never OK.

Names, connections and certificates are tried from this host, which counts as inside the VPC where one of its network
interfaces is of the VPC, or an available endpoint lets it connect and an address where nothing can be does not; otherwise
say --inside. For another host, --probe writes a script of one file, and --probe-result takes what it has seen.

The endpoint is the one that the account has of the service in the Region, unless --endpoint or --vpc says which. The
name is that of the hand-off's private zone where the VPC has it, otherwise the service's private DNS name, otherwise the
endpoint's own, unless --name says another. TLS is looked at on TLS listeners, on port 443 where the hand-off has none of
them, and with --tls-name on all TCP ports.

Exit codes:
  0  nothing failed; what is UNKNOWN is listed
  1  it could not be found out: AWS does not take the credentials or is out of reach, or a file cannot be used
  2  a check failed, with --strict also where something is UNKNOWN; or the command line is not understood, which prints
     nothing to stdout

Examples:
  $ privatelink validate --handoff handoff.json
  $ privatelink validate --handoff handoff.json --http-path /health --client-sg sg-0123456789abcdef0
  $ privatelink validate --service-name com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0 --port 443 --no-network
  $ privatelink validate --handoff handoff.json --probe probe.sh
  $ privatelink validate --handoff handoff.json --probe-result result.json --json | jq '.findings[] | select(.verdict == "FAIL")'`;
