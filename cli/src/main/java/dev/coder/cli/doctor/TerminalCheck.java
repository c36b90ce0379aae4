package dev.coder.cli.doctor;

import dev.coder.cli.terminal.Streams;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// What the terminal can do.
record TerminalCheck(Map<String, String> environment, Streams streams) implements Check {

    @Override
    public List<Finding> look() {
        return List.of(terminal());
    }

    private Finding terminal() {
        if (!Charset.defaultCharset().equals(StandardCharsets.UTF_8)) {
            return Finding.warn("terminal", "the charset is " + Charset.defaultCharset(), "set LANG to a UTF-8 locale");
        }
        if (!streams.outIsTerminal()) {
            return Finding.ok("terminal", "none: nobody can be asked, so what needs consent is refused");
        }
        var term = environment.getOrDefault("TERM", "");
        if (term.isEmpty() || term.equals("dumb")) {
            return Finding.warn(
                    "terminal", "TERM is \"" + term + "\": plain lines only", "set TERM as your terminal says");
        }
        return Finding.ok("terminal", term + colours(term) + multiplexer());
    }

    private String colours(String term) {
        if (!streams.colour()) {
            return ", no colour";
        }
        if (environment.getOrDefault("COLORTERM", "").matches("truecolor|24bit")) {
            return ", all colours";
        }
        return term.contains("256") ? ", 256 colours" : ", colours";
    }

    private String multiplexer() {
        return environment.containsKey("TMUX") ? ", in tmux" : environment.containsKey("STY") ? ", in screen" : "";
    }
}
