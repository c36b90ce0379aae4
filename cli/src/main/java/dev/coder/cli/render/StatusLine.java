package dev.coder.cli.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/// The one line below the input. What is not known is left out, and where there is no room for all of it, what matters
/// least.
///
/// @param mode   the approval mode
/// @param cost   of the session, in US dollars; empty when that is not known
/// @param branch of git; may be empty
/// @param note   what the user should know at the moment; may be empty
public record StatusLine(String model, String mode, Context context, OptionalDouble cost, String branch, String note) {

    /// Nothing is known yet.
    public static final StatusLine UNKNOWN =
            new StatusLine("", "", new Context(0, OptionalLong.empty()), OptionalDouble.empty(), "", "");

    private static final double NEARLY_FULL = 0.85;
    private static final String GAP = " · ";

    /// How full the model's context is.
    ///
    /// @param tokens 0 when that is not known
    /// @param window how many it takes; empty when that is not known
    public record Context(long tokens, OptionalLong window) {

        private double share() {
            return Math.clamp((double) tokens / Math.max(1, window.orElse(Long.MAX_VALUE)), 0, 1);
        }

        private String text() {
            if (tokens == 0) {
                return "";
            }
            var count = tokens < 1000 ? tokens + "" : tokens / 1000 + "k";
            return (window.isPresent() ? Math.round(share() * 100) + "%" : count) + " context";
        }
    }

    /// @param rank what is left out first has the highest
    private record Part(String text, Role role, int rank) {}

    public StatusLine model(String now) {
        return new StatusLine(now, mode, context, cost, branch, note);
    }

    public StatusLine mode(String now) {
        return new StatusLine(model, now, context, cost, branch, note);
    }

    public StatusLine spent(Context nowContext, OptionalDouble nowCost) {
        return new StatusLine(model, mode, nowContext, nowCost, branch, note);
    }

    public StatusLine branch(String now) {
        return new StatusLine(model, mode, context, cost, now, note);
    }

    public StatusLine note(String now) {
        return new StatusLine(model, mode, context, cost, branch, now);
    }

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
        add(parts, mode.isEmpty() ? "" : mode + " mode", dangerous() ? Role.BAD : Role.ACCENT, 1);
        add(parts, model, Role.DIM, 3);
        add(parts, context.text(), context.share() >= NEARLY_FULL ? Role.WARN : Role.DIM, 2);
        cost.ifPresent(dollars -> add(parts, dollars == 0 ? "" : dollars(dollars), Role.DIM, 4));
        add(parts, branch, Role.DIM, 5);
        return parts;
    }

    private boolean dangerous() {
        return mode.equals("bypass");
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
