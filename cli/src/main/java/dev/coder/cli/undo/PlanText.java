package dev.coder.cli.undo;

import java.util.ArrayList;
import java.util.List;

/// A plan, as the user reads it before saying yes.
record PlanText(Roots roots, UnifiedDiff diff) {

    private static final int MOST = 200;

    List<String> summary(Plan plan, Request request) {
        var lines = new ArrayList<String>();
        plan.ready().stream().limit(MOST).forEach(change -> lines.add("  " + line(change)));
        if (plan.ready().size() > MOST) {
            lines.add("  … and " + (plan.ready().size() - MOST) + " more");
        }
        for (var conflict : plan.conflicts()) {
            lines.add(
                    "! " + roots.shown(conflict.wish().key()) + " is not what the turn left: it was changed meanwhile");
        }
        for (var lost : plan.lost()) {
            lines.add("! " + roots.shown(lost.key()) + " stays as it is: " + why(lost));
        }
        request.notes().forEach(note -> lines.add("! " + note));
        return lines;
    }

    private static String why(Change lost) {
        if (lost.after() instanceof Entry.LeftOut(var why, var _)) {
            return "what it was is not kept (" + why + ")";
        }
        return lost.before() instanceof Entry.LeftOut(var why, var _)
                ? "what the turn made of it is not kept (" + why + ")"
                : "what is there now cannot be kept";
    }

    private String line(Change change) {
        var name = roots.shown(change.key());
        return switch (change.after()) {
            case Entry.Absent() -> "delete  " + name;
            case Entry.LeftOut _ -> "leave   " + name;
            case Entry.Folder _, Entry.File _, Entry.Link _ ->
                change.before() instanceof Entry.Absent ? "create  " + name + lines(change) : changed(change, name);
        };
    }

    private String changed(Change change, String name) {
        var before = UnifiedDiff.word(change.before());
        var after = UnifiedDiff.word(change.after());
        return "change  " + name + lines(change) + (before.equals(after) ? "" : " (" + before + " -> " + after + ")");
    }

    private String lines(Change change) {
        var count = diff.count(change);
        return count.added() + count.removed() == 0 ? "" : " +" + count.added() + " -" + count.removed();
    }

    /// What the user has made of the files in question.
    List<String> conflicts(Plan plan) {
        var lines = new ArrayList<String>();
        for (var conflict : plan.conflicts()) {
            var wish = conflict.wish();
            lines.addAll(diff.lines(new Change(wish.key(), wish.before(), conflict.present())));
        }
        return lines;
    }
}
