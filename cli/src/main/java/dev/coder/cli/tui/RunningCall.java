package dev.coder.cli.tui;

import dev.coder.cli.render.CallOutput;
import dev.coder.cli.render.CallView;
import dev.coder.cli.render.Theme;
import java.util.List;
import org.jline.utils.AttributedString;

/// A call that runs, with the end of what it has said so far.
final class RunningCall {

    /// Of the first and of the last lines.
    private static final int KEPT = 30;

    private final String title;
    private final long since;
    private final CallOutput output = new CallOutput(KEPT);

    /// @param since nanoseconds, of the activity's clock
    RunningCall(String title, long since) {
        this.title = title;
        this.since = since;
    }

    void say(String text) {
        output.add(text);
    }

    void skip(long lines) {
        output.skip(lines);
    }

    CallOutput output() {
        return output;
    }

    /// It was ended before it had come to its end.
    List<AttributedString> cutShort(long now, Theme theme, int width, int tail) {
        return new CallView(
                        CallView.State.FAILED, title, "cancelled", (now - since) / 1_000_000, output.last(tail), false)
                .lines(theme, width);
    }

    /// @param tail how many lines of output at most
    List<AttributedString> lines(long now, Theme theme, int width, int tail) {
        return CallView.running(title, (now - since) / 1_000_000, output.last(tail))
                .lines(theme, width);
    }
}
