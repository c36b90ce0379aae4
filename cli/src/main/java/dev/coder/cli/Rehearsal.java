package dev.coder.cli;

import dev.coder.cli.terminal.Streams;

/// What `build/cache.sh` runs when it makes the start-up cache: the first frame of the live terminal, and the help.
final class Rehearsal {

    private Rehearsal() {}

    public static void main(String[] arguments) {
        var environment = System.getenv();
        var streams = Streams.system(environment);
        new LiveConversation(new CoderCommand(environment, streams), environment, streams).rehearse();
        CliMain.main(new String[] {"--help"});
    }
}
