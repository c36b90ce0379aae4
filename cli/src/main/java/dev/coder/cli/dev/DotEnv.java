package dev.coder.cli.dev;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// A file of variables, `NAME=value` a line; `export`, quotes and comments as people write them. Nothing is put in for
/// `$NAME`.
public record DotEnv(Path file) {

    private static final int LARGEST = 1 << 20;
    private static final Pattern LINE = Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*)");

    /// @return empty when there is no such file
    /// @throws StopException when it cannot be read or a line makes no sense; values are not repeated
    public Map<String, String> read() {
        if (!Files.exists(file)) {
            return Map.of();
        }
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                throw mistake(": it is no file of variables");
            }
            var variables = new LinkedHashMap<String, String>();
            var number = 0;
            for (var line : Files.readAllLines(file)) {
                add(variables, line.strip(), ++number);
            }
            return variables;
        } catch (IOException e) {
            throw mistake(": it cannot be read");
        }
    }

    private void add(Map<String, String> variables, String line, int number) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        var matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw mistake(":" + number + ": a line is NAME=value");
        }
        variables.put(matcher.group(1), value(matcher.group(2)));
    }

    private static String value(String text) {
        for (var quote : new String[] {"'", "\""}) {
            var end = text.indexOf(quote, 1);
            if (text.startsWith(quote) && end > 0) {
                return text.substring(1, end);
            }
        }
        return text.replaceFirst("\\s+#.*$", "").strip();
    }

    private StopException mistake(String what) {
        return new StopException(ExitCode.USAGE, file + what);
    }
}
