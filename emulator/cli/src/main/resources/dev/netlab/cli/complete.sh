# What may stand where the cursor is: WORD... CURRENT, without the name of the program. One line each, WORD<TAB>WHAT,
# or :file, :command where the shell knows better. Nothing that is read is ever run, and names with characters that
# netlab's names do not have are passed over.
@TABLES@
run=/run/netlab
netns=/run/netns

plain() {
  case $1 in
    '' | -* | *[!A-Za-z0-9._@+-]*) return 1 ;;
  esac
}

say() {
  case $1 in
    "$current"*) printf '%s\t%s\n' "$before$1" "$2" ;;
  esac
}

# The value that an option wants: the second column of its line.
value_of() {
  options "$verb" | while IFS='	' read -r name value _; do
    [ "$name" != "$1" ] || printf '%s\n' "$value"
  done
}

# The argument number $2 of those in $1; one that ends in ... is all from there on.
argument() {
  number=$2
  set -f
  set -- $1
  while [ "$number" -gt 1 ] && [ $# -gt 0 ]; do
    case $1 in
      *...) break ;;
    esac
    shift
    number=$((number - 1))
  done
  set +f
  printf '%s\n' "${1-}"
}

# The lab file that a text stands for, as netlab looks for it.
lab_file() {
  case $lab in
    *[!A-Za-z0-9-]*) ;;
    *)
      for file in "$run/$lab/lab.yaml" "$labs/$lab/lab.yaml"; do
        [ ! -r "$file" ] || { printf '%s\n' "$file"; return; }
      done
      ;;
  esac
  case $lab in
    "~/"*) lab=$HOME/${lab#"~/"} ;;
  esac
  for file in "$lab" "$lab/lab.yaml"; do
    [ ! -f "$file" ] || [ ! -r "$file" ] || { printf '%s\n' "$file"; return; }
  done
}

# The keys below a key of the lab file.
keys() {
  file=$(lab_file)
  [ -z "$file" ] || awk -v section="$1" '
    /^[^ \t#]/ { inside = $0 ~ ("^" section ":[ \t]*(#.*)?$"); indent = 0; next }
    inside && match($0, /^ +[^ #]/) {
      if (!indent) indent = RLENGTH
      if (RLENGTH == indent && match($1, /^[^:]+:/)) print substr($1, 1, RLENGTH - 1)
    }' <"$file"
}

# The name that the lab has when it is up.
lab_name() {
  if [ -n "$named" ]; then
    printf '%s\n' "$named"
    return
  fi
  case $lab in
    *[!A-Za-z0-9-]*) ;;
    *)
      for name in "$netns/$lab".*; do
        [ ! -e "$name" ] || { printf '%s\n' "$lab"; return; }
      done
      ;;
  esac
  file=$(lab_file)
  [ -z "$file" ] || sed -n 's/^name:[ "]*\([A-Za-z0-9-]*\).*/\1/p' <"$file" | head -n 1
}

nodes() {
  name=$(lab_name)
  if [ -n "$name" ]; then
    for path in "$netns/$name".*; do
      [ -e "$path" ] || break
      node=${path##*/}
      printf '%s\n' "${node#"$name".}"
    done
  fi
  [ -e "${path-}" ] || keys nodes
}

say_labs() {
  known=' '
  for path in "$run"/*/ "$netns"/*.*; do
    name=${path%/}
    name=${name##*/}
    name=${name%%.*}
    case $known in
      *" $name "*) continue ;;
    esac
    known="$known$name "
    [ ! -e "$path" ] || ! plain "$name" || say "$name" 'a lab that is up'
  done
  for path in "$labs"/*/lab.yaml; do
    name=${path%/lab.yaml}
    name=${name##*/}
    case $known in
      *" $name "*) continue ;;
    esac
    [ ! -e "$path" ] || ! plain "$name" || say "$name" 'comes with netlab'
  done
}

say_nodes() { # what stands behind a node's name
  nodes | while IFS= read -r node; do
    ! plain "$node" || say "$node$1" 'a node'
  done
}

say_containers() {
  name=$(lab_name)
  [ -n "$name" ] || return 0
  for path in "$run/$name"/nodes/*/containers/*/; do
    [ -e "$path" ] || break
    path=${path%/}
    node=${path%/containers/*}
    node=${node##*/}
    ! plain "$node" || ! plain "${path##*/}" || say "$node/${path##*/}" 'a container'
  done
}

say_interfaces() {
  node=${current%%:*}
  name=$(lab_name)
  [ -n "$name" ] && plain "$node" || return 0
  ip -br -n "$name.$node" link 2>/dev/null | while read -r interface _; do
    ! plain "${interface%%@*}" || say "$node:${interface%%@*}" 'an interface'
  done
}

say_scenarios() {
  keys scenarios | while IFS= read -r scenario; do
    ! plain "$scenario" || say "$scenario" 'a scenario'
  done
}

say_kind() {
  case $1 in
    LAB) say_labs; echo :file ;;
    FILE) echo :file ;;
    VERB)
      verbs | while IFS='	' read -r name what; do say "$name" "$what"; done
      ;;
    NODE) say_nodes '' ;;
    'NODE[/CONTAINER]') say_nodes ''; say_containers ;;
    NODE/CONTAINER) say_containers ;;
    NODE:INTERFACE | 'NODE[:INTERFACE]...')
      case $current,$1 in
        *:*,*) say_interfaces ;;
        *...) say_nodes '' ;;
        *) say_nodes : ;;
      esac
      ;;
    SCENARIO) say_scenarios ;;
    CMD...) [ "$2" = first ] && echo :command || echo :file ;;
    *'|'*)
      old=$IFS
      IFS='|'
      for word in $1; do say "$word" ''; done
      IFS=$old
      ;;
  esac
}

verb='' lab='' named='' wanted='' option='' count=0 dashes='' before=''
while [ $# -gt 1 ]; do
  word=$1
  shift
  if [ -z "$verb" ]; then
    case $word in
      -*) ;;
      *) verb=$word ;;
    esac
  elif [ -n "$wanted" ]; then
    [ "$option" != --name ] || named=$word
    wanted=''
  elif [ -z "$dashes" ] && [ "$word" = -- ]; then
    dashes=yes
  else
    case $dashes$word in
      --name=*) named=${word#--name=} ;;
      -*=*) ;;
      -?*)
        option=$word
        wanted=$(value_of "$word")
        [ "$wanted" != - ] || wanted=''
        ;;
      *)
        count=$((count + 1))
        [ $count != 1 ] || lab=$word
        # The rest is the command's.
        [ "$(argument "$(arguments "$verb")" "$count")" != CMD... ] || { say_kind CMD... rest; exit 0; }
        ;;
    esac
  fi
done
current=${1-}
if [ -z "$verb" ]; then
  case $current in
    -*) options '' | while IFS='	' read -r name _ what; do say "$name" "$what"; done ;;
    *) say_kind VERB ;;
  esac
elif [ -n "$wanted" ]; then
  say_kind "$wanted"
else
  case $dashes$current in
    --*=*)
      option=${current%%=*}
      before=$option=
      current=${current#*=}
      say_kind "$(value_of "$option")"
      ;;
    -*) options "$verb" | while IFS='	' read -r name _ what; do say "$name" "$what"; done ;;
    *) say_kind "$(argument "$(arguments "$verb")" $((count + 1)))" first ;;
  esac
fi
