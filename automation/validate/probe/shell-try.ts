/** Shell functions that resolve the name and connect. Each prints its line and adds to the result. */
export const TRY = `
is_private() {
  case $1 in
    10.* | 127.* | 169.254.* | 192.168.* | f[cd]*:* | fe[89ab]*:*) return 0 ;;
    172.1[6-9].* | 172.2?.* | 172.3[01].*) return 0 ;;
    100.6[4-9].* | 100.[789]?.* | 100.1[01]?.* | 100.12[0-7].*) return 0 ;;
  esac
  return 1
}

resolve_name() {
  local answer status address kind='' outcome detail=''
  local found=() foreign=()
  answer=$(timeout "$seconds" getent ahosts "$name" 2>&1)
  status=$?
  case $status in
    0) outcome=resolved ;;
    2) outcome=notFound ;;
    124) outcome=noAnswer ;;
    *) outcome=failed detail=$(first_line "getent ends with $status: $answer") ;;
  esac
  if [[ $outcome == resolved ]]; then
    while read -r address _; do
      if [[ " \${found[*]} " != *" $address "* ]]; then found+=("$address"); fi
    done < <(sort <<<"$answer")
    kind=own
    for address in "\${found[@]}"; do
      if [[ " \${addresses[*]} " == *" $address "* ]]; then continue; fi
      foreign+=("$address")
      if [[ $kind == own ]]; then kind=foreignPrivate; fi
      if ! is_private "$address"; then kind=foreignPublic; fi
    done
  fi
  say "resolution \${kind:-$outcome}" ADDRESSES "$(listed "\${found[@]-none}")" FOREIGN "$(listed "\${foreign[@]-none}")" \\
    DETAIL "$detail"
  resolution="{\\"name\\":$(json_string "$name"),\\"outcome\\":\\"$outcome\\",\\"addresses\\":$(json_list "\${found[@]}")"
  if [[ -n $detail ]]; then resolution+=",\\"detail\\":$(json_string "$detail")"; fi
  resolution+='}'
}

# try_connect ADDRESS ZONE PORT: connects and watches for a moment whether the connection is reset.
try_connect() {
  local address=$1 zone=$2 port=$3 answer status outcome detail=''
  # shellcheck disable=SC2016 # the child expands them
  answer=$(timeout "$seconds" bash -c 'exec 3<>"/dev/tcp/$0/$1" || exit 1; read -r -t 0.3 -n 1 -u 3; exit 0' \\
    "$address" "$port" 2>&1)
  status=$?
  case $status:$answer in
    124:* | *'Connection timed out'*) outcome=timeout ;;
    *'Connection refused'*) outcome=refused ;;
    *'Connection reset'*) outcome=reset ;;
    *'No route to host'* | *'Network is unreachable'* | *'Cannot assign requested address'*) outcome=unreachable ;;
    0:*) outcome=connected ;;
    *) outcome=failed detail=$(first_line "$answer") ;;
  esac
  if [[ $outcome == connected ]]; then open[$address $port]=1 open[$port]=1; fi
  say "tcp $port $outcome" ADDRESS "$address" ZONE "$zone" DETAIL "$detail"
  connections+=("{\\"address\\":\\"$address\\",\\"port\\":$port,\\"outcome\\":\\"$outcome\\",\\"detail\\":$(json_string "$detail")}")
}
`;
