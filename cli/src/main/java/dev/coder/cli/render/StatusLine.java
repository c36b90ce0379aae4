package dev.coder.cli.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/// The one line below the input. Where there is no room for all of it, what matters least is left out.
///
/// @param mode        the approval mode
/// @param contextUsed how much of the model's context is used, 0 to 1; empty when that is not known
/// @param cost        of the session, in US dollars; empty when that is not known
/// @param branch      of git; may be empty
/// @param queued      how many messages wait
/// @param note        what the user should know at the moment; may be empty
public record StatusLine(
        String model,
        String mode,
        OptionalDouble contextUsed,
        OptionalDouble cost,
        String branch,
        int queued,
        String note) {

    private static final double NEARLY_FULL = 0.85;
    private static final String GAP = " · ";

    /// @param rank what is left out first has the highest
    private record Part(String text, Role role, int rank) {}

    public AttributedString line(Theme theme, int width) {
        var parts = parts();
        while (parts.size() > 1 && width(parts, gap(theme)) > width) {
            var least = parts.stream().mapToInt(Part::rank).max().orElse(0);
            parts.removeIf(part -> part.rank() == least);
        }
        var line = new AttributedStringBuilder();
        for (var part : parts) {
            line.styled(theme.style(Role.BORDER), line.isEmpty() ? "" : gap(theme));
            line.styled(theme.style(part.role()), part.text());
        }
        return Columns.cut(line.toAttributedString(), width);
    }

    private static String gap(Theme theme) {
        return theme.screenReader() ? ", " : GAP;
    }

    private static int width(List<Part> parts, String gap) {
        return parts.stream().mapToInt(part -> Columns.width(part.text())).sum() + gap.length() * (parts.size() - 1);
    }

    private List<Part> parts() {
        var parts = new ArrayList<Part>();
        add(parts, note, Role.WARN, 0);
        add(parts, mode, dangerous() ? Role.BAD : Role.ACCENT, 1);
        add(parts, model, Role.DIM, 3);
        contextUsed.ifPresent(
                used -> add(parts, percent(used) + "% context", used >= NEARLY_FULL ? Role.WARN : Role.DIM, 2));
        cost.ifPresent(dollars -> add(parts, dollars(dollars), Role.DIM, 4));
        add(parts, branch, Role.DIM, 6);
        add(parts, queued == 0 ? "" : queued + " queued", Role.ACCENT, 5);
        return parts;
    }

    private boolean dangerous() {
        return mode.equals("bypass");
    }

    private static long percent(double used) {
        return Math.round(Math.clamp(used, 0, 1) * 100);
    }

    private static String dollars(double cost) {
        return "$" + String.format(Locale.ROOT, cost < 0.1 ? "%.3f" : "%.2f", cost);
    }

    private static void add(List<Part> parts, String text, Role role, int rank) {
        if (!text.isEmpty()) {
            parts.add(new Part(Columns.title(text), role, rank));
        }
    }
}
