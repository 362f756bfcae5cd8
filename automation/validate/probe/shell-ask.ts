/** Shell function that asks for a path, prints its line and adds to the result. */
export const ASK = `
# ask_path ADDRESS ZONE PORT SCHEME: looks at the status of the answer.
ask_path() {
  local address=$1 zone=$2 port=$3 scheme=$4 to=$1 answer code key outcome detail='' http_status=''
  local seen="{\\"address\\":\\"$address\\",\\"port\\":$port"
  if ! command -v curl >/dev/null; then
    detail='curl is not installed on the host'
    say "http $port skipped" ADDRESS "$address" ZONE "$zone" DETAIL "$detail"
    requests+=("$seen,\\"outcome\\":\\"failed\\",\\"skipped\\":$(json_string "$detail")}")
    return
  fi
  if [[ $to == *:* ]]; then to="[$to]"; fi
  answer=$(curl --silent --show-error --insecure --noproxy '*' --output /dev/null --write-out '%{http_code}' \\
    --max-time "$seconds" --user-agent privatelink-validate --resolve "$tls_name:$port:$to" \\
    "$scheme://$tls_name:$port$http_path" 2>&1)
  code=$?
  case $code in
    0) outcome=answered http_status=$answer ;;
    28) outcome=timeout ;;
    1 | 8) outcome=notHttp ;;
    *) outcome=failed ;;
  esac
  case $http_status in
    '') key=$outcome detail=$(first_line "$answer") ;;
    [23]*) key=good ;;
    400) key=status400 ;;
    5*) key=status5xx ;;
    *) key=status4xx ;;
  esac
  say "http $port $key" ADDRESS "$address" ZONE "$zone" STATUS "$http_status" DETAIL "$detail"
  seen+=",\\"outcome\\":\\"$outcome\\""
  if [[ -n $http_status ]]; then seen+=",\\"status\\":$http_status"; fi
  if [[ -n $detail ]]; then seen+=",\\"detail\\":$(json_string "$detail")"; fi
  requests+=("$seen}")
}
`;
