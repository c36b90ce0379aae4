# Completes coder in bash. Made by: coder completion bash

# Sets commands, options and operands of the command in at, and values: what the option $1 of it takes.
_coder_table() {
  commands='' options='' operands=any values=''
  case $at in
@CASES@  esac
}

# Prints what there is of a kind.
_coder_values() {
  case $1 in
    ask\ *) "${COMP_WORDS[0]}" completion --values "${1#ask }" 2>/dev/null </dev/null ;;
    words\ *) printf '%s\n' ${1#words } ;;
  esac
}

_coder() {
  # Broken at blanks only: bash itself breaks at colons and equals signs, too, which names of models contain.
  local line=${COMP_LINE:0:COMP_POINT} at=coder option='' skip='' list word commands options operands values i last
  local -a words
  read -r -a words <<<"$line"
  [[ $line != *[[:space:]] ]] || words+=('')
  last=$((${#words[@]} - 1)) word=${words[last]}
  for ((i = 1; i < last; i++)); do
    _coder_table "${words[i]}"
    if [ -n "$skip" ]; then
      skip=''
    elif [ -n "$values" ]; then
      skip=1
    elif [[ ${words[i]} != -* ]]; then
      [[ " $commands " == *" ${words[i]} "* ]] || break
      at="$at ${words[i]}"
    fi
  done
  COMPREPLY=()
  if [[ $word == --*=* ]]; then
    option=${word%%=*} word=${word#*=}
  else
    option=${words[last - 1]}
  fi
  _coder_table "$option"
  if [ -z "$values" ]; then
    if [[ $word == -* ]]; then
      COMPREPLY=($(compgen -W "$options" -- "$word"))
      return
    fi
    if ((i == last)) && [ -n "$commands" ]; then
      COMPREPLY=($(compgen -W "$commands" -- "$word"))
      return
    fi
    values=$operands
  fi
  list=$(_coder_values "$values")
  local IFS=$'\n'
  case $values in
    files) COMPREPLY=($(compgen -f -- "$word")) ;;
    folders) COMPREPLY=($(compgen -d -- "$word")) ;;
    *) COMPREPLY=($(compgen -W "$list" -- "$word")) ;;
  esac
  # No file is meant where a session or a model is.
  case $values in
    ask\ * | words\ *) compopt +o default +o bashdefault 2>/dev/null ;;
  esac
  # bash breaks words at colons; what stands before the last one is on the line already.
  if [[ $word == *:* && $COMP_WORDBREAKS == *:* ]]; then
    local before=${word%"${word##*:}"}
    for ((i = 0; i < ${#COMPREPLY[@]}; i++)); do
      COMPREPLY[i]=${COMPREPLY[i]#"$before"}
    done
  fi
}

complete -o bashdefault -o default -F _coder coder
