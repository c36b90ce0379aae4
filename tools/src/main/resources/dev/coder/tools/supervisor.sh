# Runs one command and leaves nothing behind. Arguments: a folder for notes, a mark, the file for the command's input.
# CODER_ADOPTS is set where the orphans of the command become children of this process (Linux: it is a sub-reaper).
# Standard input brings two lists of words, each as its length and its words, all ended by NUL: what makes a process a
# sub-reaper, and the command line. After that it is the lifeline: when it ends, because Coder gave up or died, the
# command and all that it started is stopped.
# Writes how it ended to the folder: `exit` holds the exit code, or the word stopped; complete with its newline.
notes=$1 mark=$2 input=$3 adopts=$CODER_ADOPTS
unset CODER_SUPERVISOR CODER_ADOPTS
exec 3<&0 0</dev/null 4>&2 2>/dev/null

list() { # reads one into `words`; exits when Coder died meanwhile
    local length word
    words=()
    IFS= read -r -d '' length <&3 || exit 125
    while ((${#words[@]} < length)); do
        IFS= read -r -d '' word <&3 || exit 125
        words+=("$word")
    done
}
list
adopter=("${words[@]}")
list
line=("${words[@]}")

trap : HUP INT QUIT TERM
trap 'stopping=1' USR1
set -m # each job gets a process group of its own

# One process more between this one and the command, and the first to adopt: a command may well kill its parent.
inner='unset CODER_ADOPTS; trap : HUP INT QUIT TERM; "$@" 2>&4 3<&- 4>&-; exit'
# What a sandbox says is kept apart until it runs the command, which notes that in the file `started`.
if [[ -e $notes/started ]]; then
    exec 5<>"$notes/started" 6>"$notes/sandbox"
    inner='unset CODER_ADOPTS; trap : HUP INT QUIT TERM; "$@" 2>&6 6>&4 3<&- 4>&-; exit'
fi
CODER_CALL=$mark "${adopter[@]}" "$BASH" -c "$inner" coder "${line[@]}" <"$input" &
group=$!

{
    exec 1>&- 4>&- 5>&- 6>&-
    read -r <&3
    while kill -USR1 $$; do sleep 0.05; done
} &
watcher=$!

children() { # of the process $1
    local file list
    if [[ -e /proc/$$/task/$$/children ]]; then
        for file in /proc/"$1"/task/*/children; do
            list=()
            read -r -a list <"$file"
            found+=("${list[@]}")
        done
    else
        while read -r child parent; do
            [[ $parent == "$1" ]] && found+=("$child")
        done < <(ps -A -o pid=,ppid=)
    fi
}

alive() { # and no zombie
    local stat
    kill -0 "$1" || return
    read -r stat <"/proc/$1/stat" || return 0
    [[ ${stat##*) } != [ZX]* ]]
}

marked() { # those that were adopted by others, found by the mark in their environment
    local file
    while read -r file; do
        file=${file#/proc/}
        found+=("${file%/environ}")
    done < <(grep -lasF "CODER_CALL=$mark" /proc/[0-9]*/environ)
}

collect() { # what is left of the command: all descendants of this process, except for the watcher
    local i found=($$) known=" $watcher "
    left=() gone=0
    for ((i = 0; i < ${#found[@]}; i++)); do
        [[ $known == *" ${found[i]} "* ]] && continue
        known+="${found[i]} "
        children "${found[i]}"
        ((i == 0)) && [[ -z $adopts ]] && marked
        ((i == 0)) && continue
        if alive "${found[i]}"; then left+=("${found[i]}"); else gone=1; fi
    done
}

is_left() {
    local i
    collect
    # What ended while it was looked at may have children that this process has adopted only since.
    for ((i = 0; i < 100 && gone && ${#left[@]} == 0; i++)); do
        [[ $adopts ]] || break
        collect
    done
    ((${#left[@]})) || { [[ -z $adopts ]] && kill -0 -- "-$group"; }
}

settles() { # what ends by itself within 0.1 seconds was nothing to stay
    local i
    for ((i = 0; i < 5; i++)); do
        is_left || return 0
        sleep 0.02
    done
    return 1
}

signal() { kill "-$1" -- "-$group" "${left[@]}"; }

stop() { # TERM, and after 0.6 seconds KILL until nothing is left
    local i
    collect
    signal TERM
    signal CONT
    for ((i = 0; i < 12; i++)); do
        is_left || return
        sleep 0.05
    done
    for ((i = 0; i < 60; i++)); do
        signal KILL
        is_left || return
        ((i % 4)) || sleep 0.02
    done
}

code=
while [[ -z $stopping ]]; do
    wait "$group"
    code=$?
    kill -0 "$group" || break
    [[ $stopping ]] || sleep 0.1 # it stopped itself
done

trap : USR1
kill -KILL -- "-$watcher"
if [[ $stopping ]]; then
    stop
    end=stopped
elif settles; then
    end=$code
else
    stop
    end="$code background"
fi
printf '%s\n' "$end" >"$notes/exit"
[[ $stopping ]] || exit "$code"
