/** Shell functions that print lines and JSON. Lines come from the array `text`, whose places are filled in. */
export const SAY = `
# say KEY [PLACE VALUE]...: prints the line of that key.
say() {
  local line=\${text[$1]}
  shift
  while (($# >= 2)); do
    line=\${line//"@$1@"/"$2"}
    shift 2
  done
  printf '%s\\n' "$line" >&"$lines_to"
  if [[ $line == FAIL* ]]; then failed=1; fi
}

# listed ITEM...: a, b and c
listed() {
  local all=$1 i
  for ((i = 2; i < $#; i++)); do all+=", \${!i}"; done
  if (($# > 1)); then all+=" and \${!#}"; fi
  printf '%s' "$all"
}

# first_line TEXT: without the full stop at its end, which the lines have
first_line() {
  local one=\${1%%$'\\n'*}
  while [[ $one == *[.[:space:]] ]]; do one=\${one%?}; done
  printf '%s' "$one"
}

json_string() {
  local one=$1
  one=\${one//\\\\/\\\\\\\\}
  one=\${one//\\"/\\\\\\"}
  printf '"%s"' "\${one//[[:cntrl:]]/ }"
}

json_list() {
  local one comma=''
  printf '['
  for one in "$@"; do
    printf '%s%s' "$comma" "$(json_string "$one")"
    comma=,
  done
  printf ']'
}
`;
