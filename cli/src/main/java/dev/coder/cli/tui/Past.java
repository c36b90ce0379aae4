package dev.coder.cli.tui;

import dev.coder.cli.render.Role;
import dev.coder.cli.render.Theme;
import dev.coder.cli.render.TranscriptView;
import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.LoggedEvent;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/// What was said in a session before this Coder took it up.
///
/// @param unfinished the turn that is gone on with, and shown by that; null when there is none
record Past(List<LoggedEvent> events, @Nullable String unfinished) {

    private static final int SHOWN = 60;

    List<LoggedEvent> before() {
        return events.stream()
                .takeWhile(logged -> !(logged.event() instanceof AgentEvent.TurnStarted started
                        && started.turnId().equals(unfinished)))
                .toList();
    }

    /// The end of it; nothing where nothing was said.
    List<AttributedString> lines(Theme theme, int width) {
        var before = before();
        if (before.stream().noneMatch(logged -> logged.event() instanceof AgentEvent.UserMessage)) {
            return List.of();
        }
        var all = new TranscriptView(before).lines(theme, width);
        var shown = new ArrayList<AttributedString>();
        if (all.size() > SHOWN) {
            shown.add(theme.text("… " + (all.size() - SHOWN) + " lines before this", Role.DIM));
        }
        shown.addAll(all.subList(Math.max(0, all.size() - SHOWN), all.size()));
        return shown;
    }
}
