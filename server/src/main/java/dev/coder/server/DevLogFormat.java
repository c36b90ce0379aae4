package dev.coder.server;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/// The log of an agent in the foreground, for eyes: the time, what happened, in colour where it is a terminal
/// (`-Dcoder.dev.colour=true`).
public final class DevLogFormat extends Formatter {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final String DIM = "2";

    private final boolean colour = Boolean.getBoolean("coder.dev.colour");

    @Override
    public String format(LogRecord entry) {
        var time = TIME.format(LocalTime.ofInstant(entry.getInstant(), ZoneId.systemDefault()));
        var text = styled(style(entry), visible(formatMessage(entry)));
        return styled(DIM, time) + "  " + text + System.lineSeparator() + trace(entry);
    }

    /// What a request brought along must not move the cursor.
    private static String visible(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private static String style(LogRecord entry) {
        if (entry.getLevel().intValue() >= Level.SEVERE.intValue()) {
            return "31";
        }
        if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
            return "33";
        }
        return entry.getLoggerName().equals(RequestLog.NAME) ? "" : "36";
    }

    private String styled(String style, String text) {
        return colour && !style.isEmpty() ? "\u001b[" + style + "m" + text + "\u001b[0m" : text;
    }

    private static String trace(LogRecord entry) {
        if (entry.getThrown() == null) {
            return "";
        }
        var trace = new StringWriter();
        entry.getThrown().printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
