package dev.coder.cli;

class Demo {
    Demo(AgentOptions a, java.util.Map<String, String> e, dev.coder.cli.terminal.Streams s) {}
    dev.coder.cli.exit.ExitCode run() { return dev.coder.cli.exit.ExitCode.DONE; }
}
