package dev.coder.cli;

import dev.coder.cli.terminal.Streams;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `coder demo`
@Command(name = "demo", description = "See Coder repair a small project, with the practice model: no key, no network.")
final class DemoCommand implements Callable<Integer> {

    @Mixin
    AgentOptions agent = new AgentOptions();

    private final Map<String, String> environment;
    private final Streams streams;

    DemoCommand(Map<String, String> environment, Streams streams) {
        this.environment = environment;
        this.streams = streams;
    }

    @Override
    public Integer call() throws Exception {
        return new Demo(agent, environment, streams).run().number();
    }
}
