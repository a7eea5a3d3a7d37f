# netlab's completion for bash: source <(netlab completion bash)

_netlab_words() {
  sh -s -- "$@" <<'NETLAB_END'
@COMPLETE@
NETLAB_END
}

_netlab() {
  # bash cuts words at : and = as well; what no blank parts is one word here.
  local line=${COMP_LINE:0:COMP_POINT} blanks word i words=() current cut='' path
  for ((i = 0; i <= COMP_CWORD; i++)); do
    blanks=${line%%[![:blank:]]*}
    line=${line#"$blanks"}
    word=${COMP_WORDS[i]}
    ((i < COMP_CWORD)) || word=$line
    line=${line#"$word"}
    if ((i > 0)) && [[ -z $blanks ]]; then words[-1]+=$word; else words+=("$word"); fi
  done
  words=("${words[@]//[\\\'\"]/}")
  current=${words[-1]}
  [[ $COMP_WORDBREAKS != *:* || $current != *:* ]] || cut=${current%"${current##*:}"}
  [[ $COMP_WORDBREAKS != *=* || $current != *=* || -n $cut ]] || cut=${current%"${current##*=}"}
  COMPREPLY=()
  while IFS=$'\t' read -r word _; do
    case $word in
      :file | :command)
        compopt -o filenames 2>/dev/null
        while IFS= read -r path; do COMPREPLY+=("$path"); done < <(
          [[ $word != :command ]] || compgen -c -- "${current#"$cut"}"
          compgen -f -- "${current#"$cut"}"
        )
        ;;
      *)
        [[ $word != *[:/] ]] || compopt -o nospace 2>/dev/null
        COMPREPLY+=("${word#"$cut"}")
        ;;
    esac
  done < <(_netlab_words "${words[@]:1}")
}

complete -F _netlab netlab
