import { shellWord } from "../../../components/lib/environment";
import { OBSERVATIONS_VERSION } from "../network/observations";
import type { NetworkPlan } from "../network/plan";
import { ASK } from "./shell-ask";
import { SAY } from "./shell-say";
import { SHAKE } from "./shell-shake";
import { TRY } from "./shell-try";
import { fixedLines, probeTexts } from "./texts";

/**
 * One file that does the plan on a host in the VPC and needs nothing but what Amazon Linux 2023 brings: bash, getent,
 * timeout, openssl and curl. What is missing of the last two is told in its line.
 */
export function probeScript(plan: NetworkPlan): string {
  const { endpointId, vpcId, name, tlsName, addresses, ports, httpPath, timeoutSeconds } = plan;
  return `#!/usr/bin/env bash
# Tries the name, the connections and the certificates of ${endpointId} from this host.
# Written by privatelink validate. Run it on a host in ${vpcId}:
#   bash FILE                       prints a line for each check
#   bash FILE --json > result.json  prints the lines to stderr, and a result for privatelink validate --probe-result
# Exit code 0 where nothing failed, 2 where something did. It changes nothing and needs no credentials.
#
# shellcheck disable=SC2016 # names, paths and lines stand as they are
set -u
export LC_ALL=C

name=${shellWord(name)}
tls_name=${shellWord(tlsName)}
seconds=${timeoutSeconds}
addresses=(${addresses.map(({ address }) => shellWord(address)).join(" ")})
zones=(${addresses.map(({ zoneId }) => shellWord(zoneId)).join(" ")})
ports=(${ports.map(({ port }) => port).join(" ")})
tls_ports=(${ports
    .filter(({ tls }) => tls)
    .map(({ port }) => port)
    .join(" ")})
${httpPath === undefined ? "" : `http_path=${shellWord(httpPath)}\n`}declare -A text=(
${[...probeTexts(plan)].map(([key, line]) => `  [${shellWord(key)}]=${shellWord(line)}`).join("\n")}
)

failed=0
lines_to=1
if [[ \${1-} == --json ]]; then lines_to=2; fi
declare -A open=()
connections=()
handshakes=()
requests=()
ca_options=()
${trusting(plan.ca)}${SAY}${TRY}${SHAKE}${httpPath === undefined ? "" : ASK}
resolve_name
for i in "\${!addresses[@]}"; do
  for port in "\${ports[@]}"; do try_connect "\${addresses[i]}" "\${zones[i]}" "$port"; done
done
${fixedLines(plan)
  .map((line) => `printf '%s\\n' ${shellWord(line)} >&"$lines_to"\n`)
  .join("")}for port in "\${tls_ports[@]}"; do
  if [[ -z \${open[$port]-} ]]; then say "tls $port untried"; fi
  for i in "\${!addresses[@]}"; do
    if [[ -n \${open[\${addresses[i]} $port]-} ]]; then shake_hands "\${addresses[i]}" "\${zones[i]}" "$port"; fi
  done
done
${httpPath === undefined ? "" : REQUESTS}
if ((lines_to == 2)); then
  IFS=,
  printf '{"version":${OBSERVATIONS_VERSION},"endpointId":"${endpointId}","at":"%s","host":%s,"resolution":%s,' \\
    "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$(json_string "$(uname -n)")" "$resolution"
  printf '"connections":[%s],"handshakes":[%s],"requests":[%s]}\\n' \\
    "\${connections[*]}" "\${handshakes[*]}" "\${requests[*]}"
fi
exit $((failed * 2))
`;
}

const REQUESTS = `for port in "\${ports[@]}"; do
  if [[ -z \${open[$port]-} ]]; then say "http $port untried"; fi
  scheme=http
  if [[ " \${tls_ports[*]} " == *" $port "* ]]; then scheme=https; fi
  for i in "\${!addresses[@]}"; do
    if [[ -n \${open[\${addresses[i]} $port]-} ]]; then ask_path "\${addresses[i]}" "\${zones[i]}" "$port" "$scheme"; fi
  done
done`;

/** With a file of its own, openssl looks at no other: the host's own authorities are put into it as well. */
function trusting(ca: string | undefined): string {
  if (ca === undefined) return "";
  return `
ca_file=$(mktemp)
trap 'rm -f "$ca_file"' EXIT
cat /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/certs/ca-certificates.crt >"$ca_file" 2>/dev/null
cat >>"$ca_file" <<'PEM'
${ca.trim()}
PEM
ca_options=(-CAfile "$ca_file")
`;
}
