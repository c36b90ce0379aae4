# Runs one command and leaves nothing behind. Arguments: the call's scratch folder, a mark, the command line.
# Standard input is the lifeline: when it ends, because Coder gave up or died, the command and all it started is stopped.
# Writes how it ended to the scratch folder: `exit` holds the exit code, or the word stopped; complete with its newline.
exec 3<&0 0</dev/null 4>&2 2>/dev/null
scratch=$1 mark=$2
shift 2
set -m # the command gets a process group of its own

CODER_CALL=$mark "$@" 2>&4 3<&- 4>&- &
group=$!

marked() { # those that left the group, found by the mark in their environment
    local file
    while read -r file; do
        file=${file#/proc/}
        echo "${file%/environ}"
    done < <(grep -lasF "CODER_CALL=$mark" /proc/[0-9]*/environ)
}

is_left() { kill -0 -- "-$group" || [[ -n $(marked) ]]; }

signal() {
    local process
    kill "-$1" -- "-$group"
    for process in $(marked); do kill "-$1" "$process"; done
}

stop() { # TERM, and after 0.8 seconds KILL until nothing is left
    local i
    signal TERM
    kill -CONT -- "-$group"
    for ((i = 0; i < 16; i++)); do
        is_left || return
        sleep 0.05
    done
    for ((i = 0; i < 10; i++)); do
        signal KILL
        is_left || return
        sleep 0.05
    done
}

{
    exec 1>&- 4>&-
    read -r <&3
    : >"$scratch/stopped"
    stop
} &
watcher=$!

until wait "$group"; code=$?; ! kill -0 "$group"; do sleep 0.1; done

if [[ -e $scratch/stopped ]]; then
    wait "$watcher"
    printf 'stopped\n' >"$scratch/exit"
    exit
fi
kill -KILL -- "-$watcher"
background=
if kill -0 -- "-$group"; then
    background=' background'
    kill -TERM -- "-$group"
    for ((i = 0; i < 10; i++)); do kill -0 -- "-$group" || break; sleep 0.05; done
    kill -KILL -- "-$group"
fi
printf '%s\n' "$code$background" >"$scratch/exit"
exit "$code"
