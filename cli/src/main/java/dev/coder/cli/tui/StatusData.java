package dev.coder.cli.tui;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/// What the status line tells; empty parts are left out.
///
/// @param context such as `12 % context`
/// @param cost    such as `$0.04`
record StatusData(String model, String mode, String context, String cost, String branch) {

    static final StatusData UNKNOWN = new StatusData("", "", "", "", "");

    StatusData model(String now) {
        return new StatusData(now, mode, context, cost, branch);
    }

    StatusData mode(String now) {
        return new StatusData(model, now, context, cost, branch);
    }

    StatusData branch(String now) {
        return new StatusData(model, mode, context, cost, now);
    }

    StatusData spent(String nowContext, String nowCost) {
        return new StatusData(model, mode, nowContext, nowCost, branch);
    }

    AttributedString line(int width) {
        var parts = new ArrayList<String>();
        List.of(mode.isEmpty() ? "" : mode + " mode", model, context, cost, branch).stream()
                .filter(part -> !part.isEmpty())
                .forEach(parts::add);
        while (parts.size() > 1 && String.join(" · ", parts).length() + 2 > width) {
            parts.removeLast();
        }
        return Look.fit(Look.of("  " + String.join(" · ", parts), Look.DIM), width);
    }
}
