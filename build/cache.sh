# shellcheck disable=SC2154 # jdk, cli_options, class_path: build/java.sh
# Makes start-up caches (AOT) of the CLI and the agent, each of exactly the jars in its folder, which never change. Where
# one cannot be made, Coder starts without. To be sourced with build/java.sh, in the checkout's root, with `jdk` set.

# make_caches FOLDER: from FOLDER/cli/*.jar the file FOLDER/cli.aot, and the same of the server
make_caches() {
    caches=$PWD/$1 training=$PWD/$1/training
    [ ! -t 2 ] || printf 'Preparing a fast start …' >&2
    mkdir "$training"
    trap 'stop_agent; exit 130' INT TERM HUP
    train server dev.coder.server.ServerMain serve --port 0 --database "jdbc:sqlite:$training/agent.db" &
    train cli dev.coder.cli.Rehearsal
    await_agent
    stop_agent
    wait
    trap - INT TERM HUP
    rm -rf "$training"
    [ ! -t 2 ] || printf '\r\033[K' >&2
}

# train NAME MAIN ARGUMENT…: the JVM writes the cache when the program ends.
train() {
    name=$1
    shift
    class_path "$caches/$name"/*.jar
    # shellcheck disable=SC2016,SC2086 # for the inner shell; cli_options is a list of words
    env -i PATH="$PATH" HOME="$training" sh -c 'echo $$ >"$0" && exec "$@"' "$training/$name.pid" \
        "$jdk/bin/java" $cli_options -Xlog:disable -XX:AOTCacheOutput="$training/$name.aot" -cp "$class_path" "$@" \
        >"$training/$name.log" 2>&1 </dev/null 9>&-
    mv "$training/$name.aot" "$caches/$name.aot" 2>/dev/null
}

# Waits until the agent listens or has ended, half a minute at most.
await_agent() {
    tries=150
    while [ "$tries" -gt 0 ] && kill -0 "$(cat "$training/server.pid")" && ! grep -q 'listening on' "$training/server.log"; do
        tries=$((tries - 1))
        sleep 0.2
    done 2>/dev/null
}

stop_agent() {
    kill "$(cat "$training/server.pid")" 2>/dev/null
}
