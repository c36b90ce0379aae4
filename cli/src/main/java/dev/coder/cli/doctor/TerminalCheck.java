package dev.coder.cli.doctor;

import dev.coder.cli.terminal.Streams;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// What the terminal can do.
record TerminalCheck(Map<String, String> environment, Streams streams) implements Check {

    private static final int NARROW = 40;
    private static final Pattern SIZE = Pattern.compile(", (\\d{1,6}) x ");

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
        var size = size();
        var found = term + colours(term) + size + multiplexer();
        return columns(size) < NARROW
                ? Finding.warn("terminal", found, "make it " + NARROW + " columns wide, or wider")
                : Finding.ok("terminal", found);
    }

    private static int columns(String size) {
        var matcher = SIZE.matcher(size);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : NARROW;
    }

    /// `, 80 x 24`; empty where it is not known.
    private static String size() {
        try {
            var process = new ProcessBuilder("stty", "size")
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (var reader = process.inputReader()) {
                var size = String.valueOf(reader.readLine()).split(" ", -1);
                return size.length == 2 ? ", " + size[1] + " x " + size[0] : "";
            }
        } catch (IOException e) {
            return "";
        }
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
