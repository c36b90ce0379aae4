# Finds a JDK that can build and run Coder, without starting a JVM, and says how it is used. To be sourced.

needed_java=25
# shellcheck disable=SC2034 # used by those who source this
cli_options='-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-CreateCoredumpOnCrash --enable-native-access=ALL-UNNAMED'

# Sets class_path to all the jars given.
class_path() {
    class_path=''
    for jar in "$@"; do
        class_path=$class_path${class_path:+:}$jar
    done
}

# Every place where people keep JDKs.
jdk_folders() {
    for jdk_folder in /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/java/* /usr/local/openjdk* /opt/* /opt/*/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* \
        "${HOME-}"/.gradle/jdks/* "${HOME-}"/.asdf/installs/java/* "${HOME-}"/.local/share/mise/installs/java/*; do
        "$@"
    done
}

# Sets java_version to the feature version of the JDK in $1; 0 when there is none.
read_java_version() {
    java_version=0
    [ -r "$1/release" ] && [ -x "$1/bin/java" ] || return 0
    while IFS='=' read -r key value; do
        if [ "$key" = JAVA_VERSION ]; then
            value=${value#\"}
            java_version=${value%%[!0-9]*}
            break
        fi
    done <"$1/release"
    java_version=${java_version:-0}
}

# Whether $1 is new enough and has a compiler; one without is kept in mind for the message.
is_jdk() {
    read_java_version "$1"
    [ "$java_version" -ge "$needed_java" ] || return 1
    [ -x "$1/bin/javac" ] && return 0
    jre=$1
    return 1
}

# Takes $jdk_folder when it is the oldest so far that will do: that one is tested best.
consider_jdk() {
    is_jdk "$jdk_folder" || return 0
    if [ -z "$jdk" ] || [ "$java_version" -lt "$best_java" ]; then
        jdk=$jdk_folder best_java=$java_version
    fi
}

java_on_path() {
    java=$(command -v java) && java=$(readlink -f "$java") && jdk_folder=${java%/bin/java} && consider_jdk
}

explain_chosen_jdk() {
    if [ "$java_version" = 0 ]; then
        echo "CODER_JAVA_HOME is $CODER_JAVA_HOME, which is not the folder of a JDK." >&2
    elif [ "$java_version" -lt "$needed_java" ]; then
        echo "CODER_JAVA_HOME is $CODER_JAVA_HOME, a Java $java_version: Coder needs a JDK $needed_java or newer." >&2
    else
        echo "CODER_JAVA_HOME is $CODER_JAVA_HOME, a Java $java_version without a compiler (javac): a full JDK is needed." >&2
    fi
}

explain_no_jdk() {
    if [ -n "$jre" ]; then
        echo "The Java in $jre is new enough but has no compiler (javac), and Coder is built on first use:" \
            "install the full JDK $needed_java, or set CODER_JAVA_HOME to one." >&2
    else
        echo "Coder needs a JDK $needed_java or newer and found none: install one (https://adoptium.net," \
            "'brew install openjdk', 'apt install openjdk-$needed_java-jdk-headless'), or set CODER_JAVA_HOME to its folder." >&2
    fi
}

# Sets jdk: CODER_JAVA_HOME, else JAVA_HOME, else the usual folders, else the java on PATH. Says why when there is none.
find_jdk() {
    jdk='' jre=''
    if [ -n "${CODER_JAVA_HOME-}" ]; then
        is_jdk "$CODER_JAVA_HOME" || { explain_chosen_jdk; return 1; }
        jdk=$CODER_JAVA_HOME
    elif [ -n "${JAVA_HOME-}" ] && is_jdk "$JAVA_HOME"; then
        jdk=$JAVA_HOME
    else
        jdk_folders consider_jdk
        [ -n "$jdk" ] || java_on_path || :
        [ -n "$jdk" ] || { explain_no_jdk; return 1; }
    fi
}
