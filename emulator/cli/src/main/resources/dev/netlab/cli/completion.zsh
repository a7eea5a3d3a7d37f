#compdef netlab
# netlab's completion for zsh: a file _netlab in a folder of $fpath, or source <(netlab completion zsh)

_netlab_words() {
  sh -s -- "$@" <<'NETLAB_END'
@COMPLETE@
NETLAB_END
}

_netlab() {
  local line word
  local -a found told open opentold
  local -a before=("${(@Q)words[2,CURRENT-1]}")
  local files='' commands=''
  while IFS= read -r line; do
    word=${line%%$'\t'*}
    case $word in
      :file) files=yes ;;
      :command) commands=yes ;;
      *[:/]) open+=("$word"); opentold+=("$word  ${line#*$'\t'}") ;;
      *) found+=("$word"); told+=("$word  ${line#*$'\t'}") ;;
    esac
  done < <(_netlab_words "${before[@]}" "${(Q)PREFIX}")
  (( ! $#found )) || compadd -l -d told -- "${found[@]}"
  (( ! $#open )) || compadd -S '' -l -d opentold -- "${open[@]}"
  [[ -z $commands ]] || _command_names -e
  [[ -z $files ]] || _files
}

if [[ ${funcstack[1]-} == _netlab ]]; then
  _netlab "$@"
else
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
  compdef _netlab netlab
fi
