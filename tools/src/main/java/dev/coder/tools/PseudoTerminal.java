package dev.coder.tools;

import dev.coder.plugin.ToolContext;
import dev.coder.plugin.ToolException;
import java.util.List;

/// Runs a command on a terminal of its own, through `script` of util-linux, which every Linux distribution has.
final class PseudoTerminal {

    private static final String SIZE = "stty rows 24 cols 100 2>/dev/null; ";

    private PseudoTerminal() {}

    static List<String> line(String command, ToolContext context) throws ToolException {
        var script = Programs.find("script", context.environment(), context.workspace());
        if (script == null || !System.getProperty("os.name").equals("Linux")) {
            throw ToolException.failed("there is no terminal here: pty needs Linux with script of util-linux");
        }
        var bash = Programs.find("bash", context.environment(), context.workspace());
        return List.of(
                "env",
                "SHELL=" + (bash == null ? "/bin/bash" : bash),
                script.toString(),
                "--quiet",
                "--return",
                "--flush",
                "--command",
                SIZE + command,
                "/dev/null");
    }
}
