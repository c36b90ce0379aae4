#compdef coder
# Completes coder in zsh. Made by: coder completion zsh

# Sets commands, options and operands of the command in at, and values: what the option $1 of it takes.
_coder_table() {
  commands=() options=() operands=any values=''
  case $at in
@CASES@  esac
}

# Adds what there is of a kind.
_coder_values() {
  case $1 in
    files) _files ;;
    folders) _files -/ ;;
    ask\ *) compadd -- ${(f)"$($words[1] completion --values ${1#ask } 2>/dev/null </dev/null)"} ;;
    words\ *) compadd -- ${=1#words } ;;
    *) _message 'text' ;;
  esac
}

_coder() {
  local at=coder operands values skip='' i
  local -a commands options
  for ((i = 2; i < CURRENT; i++)); do
    _coder_table "$words[i]"
    if [[ -n $skip ]]; then
      skip=''
    elif [[ -n $values ]]; then
      skip=1
    elif [[ $words[i] != -* ]]; then
      (( ${commands[(I)$words[i]:*]} )) || break
      at="$at $words[i]"
    fi
  done
  if [[ $words[CURRENT] == --*=* ]]; then
    _coder_table "${words[CURRENT]%%=*}"
    compset -P '*='
  else
    _coder_table "$words[CURRENT-1]"
  fi
  if [[ -n $values ]]; then
    _coder_values "$values"
  elif [[ $words[CURRENT] == -* ]]; then
    _describe -o 'option' options
  elif (( i == CURRENT && $#commands )); then
    _describe 'command' commands
  else
    _coder_values "$operands"
  fi
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _coder "$@"
else
  compdef _coder coder
fi
