package dev.coder.cli.undo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What one turn has changed, for the screen.
///
/// @param turn  its number
/// @param id    as the agent knows it
/// @param title one line
/// @param lines what it changed, file by file; empty when not asked for
public record TurnReport(int turn, String id, String sessionId, String title, List<String> lines) {

    static TurnReport of(History.PastTurn entry, Roots roots, UnifiedDiff diff, boolean withDiff) {
        var lines = new ArrayList<String>();
        if (withDiff) {
            entry.step().changes().forEach(change -> lines.addAll(diff.lines(change)));
            entry.step().notes().forEach(note -> lines.add("! " + note));
        } else {
            entry.step().changes().forEach(change -> lines.add("  " + roots.shown(change.key())));
        }
        return new TurnReport(
                entry.turn().turn(), entry.turn().turnId(), entry.turn().sessionId(), title(entry), lines);
    }

    static String title(History.PastTurn entry) {
        var prompt = entry.turn().prompt();
        var files = entry.step().changes().size();
        return "Turn " + entry.turn().turn() + ", " + ago(entry.step().at()) + ", " + files
                + (files == 1 ? " change" : " changes") + (entry.undone() ? ", undone" : "")
                + (prompt.isEmpty() ? "" : ": " + prompt);
    }

    private static String ago(Instant at) {
        var time = Duration.between(at, Instant.now());
        if (time.toMinutes() < 1) {
            return "just now";
        }
        return time.toHours() < 1
                ? time.toMinutes() + " min ago"
                : time.toDays() < 1 ? time.toHours() + " h ago" : time.toDays() + " days ago";
    }
}
