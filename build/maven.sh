# Runs Maven, one build of this checkout at a time, with its output in a file. To be sourced in the checkout's root, with
# `jdk` set.

launch=target/launch
newline='
'

# Waits for other builds of this checkout. The kernel gives the lock back when the script and its Maven are gone.
lock_build() {
    mkdir -p "$launch" && exec 9>"$launch/lock" || exit 3
    try_lock -n && return 0
    echo "Waiting for another build of this checkout …" >&2
    try_lock
}

try_lock() {
    if command -v flock >/dev/null; then
        flock "$@" 9
    else
        perl -e 'open my $f, ">&=", 9 or die; exit !flock $f, @ARGV ? 6 : 2' -- "$@"
    fi
}

# A compiler that was killed may have left half a class behind, which would pass for a whole one.
forget_interrupted_build() {
    [ ! -e "$launch/interrupted" ] || rm -rf ./*/target/classes ./*/target/test-classes ./*/target/maven-status
}

# maven LABEL LOG ARGUMENT…: returns Maven's exit code
maven() {
    label=$1 log=$2
    shift 2
    forget_interrupted_build
    : >"$launch/interrupted"
    : >"$log"
    trap 'stop_maven 130' INT
    trap 'stop_maven 143' TERM HUP
    JAVA_HOME=${jdk:?} HOME=${HOME:-$(eval "echo ~$(id -un)")} ./mvnw --batch-mode --no-transfer-progress "$@" >"$log" 2>&1 </dev/null &
    maven_pid=$!
    show_progress 9>&- &
    progress_pid=$!
    wait "$maven_pid"
    maven_rc=$?
    stop_progress
    trap - INT TERM HUP
    rm -f "$launch/interrupted"
    return "$maven_rc"
}

stop_maven() {
    kill "$maven_pid" 2>/dev/null
    stop_progress
    wait "$maven_pid" 2>/dev/null
    exit "$1"
}

stop_progress() {
    kill "$progress_pid" 2>/dev/null
    wait "$progress_pid" 2>/dev/null
    [ ! -t 2 ] || printf '\r\033[K' >&2
}

# On a terminal one line that keeps time; else a line for the start and one for each module.
show_progress() {
    trap - INT TERM HUP
    [ -t 2 ] || echo "$label …" >&2
    began=$(date +%s) shown=0
    while :; do
        seconds=$(($(date +%s) - began))
        modules=$(sed -n 's/^\[INFO\] Building coder-\([a-z0-9]*\) .*\[\(.*\)\/\(.*\)\]$/\1 (\2 of \3)/p' "$log")
        if [ -t 2 ]; then
            printf '\r\033[K%s … %d s %s' "$label" "$seconds" "${modules##*"$newline"}" >&2
        elif [ -n "$modules" ]; then
            printf '%s\n' "$modules" | tail -n "+$((shown + 1))" | sed "s/^/  $seconds s, /" >&2
            shown=$(printf '%s\n' "$modules" | wc -l)
        fi
        sleep 1
    done
}

# show_failure LOG LINES: the errors, and of each failed test the message and where it was thrown.
show_failure() {
    awk '
        /^\[ERROR\] (Tests run:|Failures: *$|Errors: *$|See |For more|To see|Re-run|After correcting|  mvn <args>|-> \[|\tat )/ { next }
        /^\[ERROR\] \[Help 1\]/ { next }
        /^\[WARNING\] .*\.java:\[/ { sub("WARNING", "ERROR") }
        /<<< (FAILURE|ERROR)!$/ { print; detail = 15; next }
        detail && /^\tat dev\.coder\./ { print; detail = 0 }
        detail && /^\[(INFO|WARNING|ERROR)\]/ { detail = 0 }
        detail && !/^\tat / { print; detail--; next }
        /^\[ERROR\] *[^ ]/ && !seen[$0]++ { sub(" -> \\[Help 1\\]$", ""); print }' "$1" | head -n "$2" >&2
    grep -q '^\[ERROR\]' "$1" || tail -n 20 "$1" >&2
}
