/** Shell functions that look at a certificate, print its line and add to the result. */
export const SHAKE = `
# common_name FIELD: the common name, or else the organisation, of the certificate's subject or issuer
common_name() {
  local names one
  names=$(openssl x509 -noout "-$1" -nameopt sep_multiline,utf8 <<<"$certificate" 2>/dev/null)
  for one in CN O; do
    if [[ $names =~ (^|$'\\n')\\ *$one\\ ?=\\ ?([^$'\\n']*) ]]; then
      printf '%s' "\${BASH_REMATCH[2]}"
      return
    fi
  done
  printf 'no name'
}

day_of() {
  local date
  date=$(openssl x509 -noout "-$1" <<<"$certificate")
  date -u -d "\${date#*=}" "$2"
}

# shake_hands ADDRESS ZONE PORT: looks at the certificate.
shake_hands() {
  local address=$1 zone=$2 port=$3 to=$1 answer status outcome matches=false trust=untrusted validity=valid
  local detail='' from='' until='' issuer='' one certificate seen names=()
  seen="{\\"address\\":\\"$address\\",\\"port\\":$port,\\"name\\":$(json_string "$tls_name")"
  if ! command -v openssl >/dev/null; then
    detail='openssl is not installed on the host'
    say "tls $port skipped" ADDRESS "$address" ZONE "$zone" DETAIL "$detail"
    handshakes+=("$seen,\\"outcome\\":\\"failed\\",\\"skipped\\":$(json_string "$detail")}")
    return
  fi
  if [[ $to == *:* ]]; then to="[$to]"; fi
  answer=$(timeout "$seconds" openssl s_client -connect "$to:$port" -servername "$tls_name" "\${ca_options[@]}" \\
    </dev/null 2>&1)
  status=$?
  if [[ $answer != *'-----BEGIN CERTIFICATE-----'* ]]; then
    detail=$(first_line "$(grep -m 1 -o 'error:.*' <<<"$answer" || tail -n 1 <<<"$answer")")
    case $status:$answer in
      124:*) outcome=timeout ;;
      *'wrong version number'* | *'packet length too long'* | *'http request'* | *'unexpected eof'*) outcome=notTls ;;
      *) outcome=failed ;;
    esac
    say "tls $port $outcome" ADDRESS "$address" ZONE "$zone" DETAIL "$detail"
    handshakes+=("$seen,\\"outcome\\":\\"$outcome\\",\\"detail\\":$(json_string "$detail")}")
    return
  fi
  certificate=$(openssl x509 <<<"$answer")
  if [[ $(openssl x509 -noout -checkhost "$tls_name" <<<"$certificate") == *'does match'* ]]; then matches=true; fi
  case $(grep -m 1 -o 'Verify return code: [0-9]*' <<<"$answer") in
    # The dates, 9 and 10, are told by themselves.
    *' 0' | *' 9' | *' 10') trust=trusted ;;
    *' 18') trust=selfSigned ;;
  esac
  if (($(day_of startdate +%s) > $(date +%s))); then validity=notYet; fi
  if ! openssl x509 -noout -checkend 0 <<<"$certificate" >/dev/null; then validity=expired; fi
  from=$(day_of startdate +%F)
  until=$(day_of enddate +%F)
  issuer=$(common_name issuer)
  while read -r one; do names+=("\${one#*:}"); done < <(
    openssl x509 -noout -ext subjectAltName <<<"$certificate" 2>/dev/null | grep -o -E '(DNS|IP Address):[^,]*'
  )
  if ((\${#names[@]} == 0)); then names=("$(common_name subject)"); fi
  say "tls $port $matches $trust $validity" ADDRESS "$address" ZONE "$zone" NAMES "$(listed "\${names[@]}")" \\
    ISSUER "$issuer" FROM "$from" TO "$until"
  seen+=",\\"outcome\\":\\"shown\\",\\"matches\\":$matches,\\"trust\\":\\"$trust\\",\\"validity\\":\\"$validity\\""
  seen+=",\\"names\\":$(json_list "\${names[@]}"),\\"issuer\\":$(json_string "$issuer")"
  handshakes+=("$seen,\\"validFrom\\":\\"$from\\",\\"validTo\\":\\"$until\\"}")
}
`;
