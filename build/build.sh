#!/bin/sh
# Builds Coder for the launcher, which is given the JDK in $1. What is built goes into a folder of its own, named in the
# stamp as the very last step: a build that failed or was killed is never started, and one that runs is never changed.
set -u
cd "$(dirname "$0")/.." || exit 3
jdk=$1
. build/java.sh
. build/maven.sh
. build/cache.sh
. build/built.sh

home=.
stamp=$launch/stamp

if ! mkdir -p "$launch" 2>/dev/null || [ ! -w "$launch" ]; then
    echo "Coder has to be built in $PWD, and that folder may not be written." >&2
    exit 3
fi
lock_build
! is_built || exit 0 # another launcher built it meanwhile
previous=''
[ ! -r "$stamp" ] || { read -r _ && read -r previous; } <"$stamp"

: >"$launch/started"
rm -rf cli/target/lib server/target/lib # jars of an earlier build would linger
if [ -n "$previous" ]; then label='Building Coder anew, its sources changed'; else label='Building Coder (first use, about a minute)'; fi
maven "$label" "$launch/build.log" package -Dmaven.test.skip=true -pl cli,server -am || {
    echo "Coder could not be built:" >&2
    show_failure "$launch/build.log" 12
    echo "The whole log: $PWD/$launch/build.log" >&2
    exit 3
}

built=$(date +%Y%m%d-%H%M%S)-$$
mkdir -p "$launch/$built/cli" "$launch/$built/server" &&
    cp -p cli/target/coder-cli.jar cli/target/lib/*.jar "$launch/$built/cli" &&
    cp -p server/target/coder-server.jar server/target/lib/*.jar "$launch/$built/server" &&
    make_caches "$launch/$built" &&
    printf '%s\n' "$jdk" "$built" >"$launch/stamp.new" &&
    touch -r "$launch/started" "$launch/stamp.new" &&
    mv "$launch/stamp.new" "$stamp" || exit 3

# The last build may still be running; older ones are not.
for folder in "$launch"/*/; do
    name=${folder%/} name=${name##*/}
    [ "$name" = "$built" ] || [ "$name" = "$previous" ] || rm -rf "$folder"
done
