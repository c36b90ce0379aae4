package dev.coder.tools;

import java.util.List;
import java.util.random.RandomGenerator;

/// Makes up commands that do what commands do to outlive their time. Each works in the folder where it starts.
record UnrulyCommand(RandomGenerator random) {

    /// What hangs, serves, or resists.
    private static final List<String> BODIES = List.of(
            "sleep 300",
            "exec sleep 300",
            "cat",
            "read -r line < /dev/tty; sleep 300",
            "tail -f /dev/null",
            "touch log; tail -f log",
            "less /etc/services",
            "seq 100000 | less -f",
            "man bash | cat; sleep 300",
            "yes",
            "yes > /dev/null",
            "while :; do :; done",
            "while :; do sleep 0.05; done",
            "trap \"\" TERM INT HUP; while :; do sleep 0.05; done",
            "trap \"echo no\" TERM; while :; do sleep 0.05; done",
            "trap \"sleep 300 & sleep 300\" TERM; sleep 300",
            "kill -STOP $$; sleep 300",
            "kill -STOP 0; sleep 300",
            "kill -SEGV $$",
            "sleep 300 & kill -SEGV $$",
            "kill 0; sleep 300",
            "mkfifo pipe$$; cat pipe$$",
            "mkfifo pipe$$; sleep 300 > pipe$$",
            "sleep 300 | sleep 300 | cat",
            "exec 9> open; sleep 300",
            "perl -MIO::Socket::INET -e \"my \\$s = IO::Socket::INET->new(Listen => 1); sleep 300\"",
            "perl -e \"fork; fork; fork; sleep 300\"",
            "perl -e \"\\$SIG{TERM} = sub {}; \\$SIG{HUP} = sub {}; while (1) { sleep 1 }\"",
            "hop() { sleep 0.02; (hop &); }; hop; sleep 300",
            "echo done");

    /// What takes it out of sight; `%s` is the body in single quotes.
    private static final List<String> WRAPPERS = List.of(
            "bash -c %s",
            "bash -c %s &",
            "bash -c %s & bash -c %s & wait",
            "(bash -c %s &)",
            "bash -c %s & kill -9 $PPID; sleep 300",
            "(bash -c 'sleep 0.05; kill -9 $PPID; sleep 300' &); bash -c %s",
            "(bash -c %s &); sleep 300",
            "setsid bash -c %s",
            "setsid bash -c %s &",
            "(setsid bash -c %s &); sleep 300",
            "setsid -f bash -c %s; sleep 300",
            "nohup bash -c %s > /dev/null 2>&1 & sleep 0.1",
            "nohup setsid bash -c %s > nohup.out 2>&1 & disown; sleep 300",
            "env -i bash -c %s",
            "(env -i setsid nohup bash -c %s > /dev/null 2>&1 &); sleep 300",
            "(env -i setsid nohup bash -c %s > /dev/null 2>&1 < /dev/null &)",
            "env -i setsid -f bash -c %s; env -i setsid -f bash -c %s; exit 3",
            "(setsid env -i bash -c \"(exec setsid bash -c \"%s\" &) &\" &); sleep 300",
            "timeout 300 bash -c %s",
            "coproc bash -c %s; sleep 300",
            "cat <(bash -c %s)");

    String next() {
        var wrapper = WRAPPERS.get(random.nextInt(WRAPPERS.size()));
        var body = BODIES.get(random.nextInt(BODIES.size()));
        return "echo began; " + wrapper.replace("%s", "'" + body + "'");
    }
}
