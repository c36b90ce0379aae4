package dev.coder.tools;

import dev.coder.plugin.ToolException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The pages of a document, or the cells of a notebook, that the model wants, from 1.
///
/// @param last inclusive
record Pages(int first, int last) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,6})(-(\\d{1,6})?)?");

    /// @param text such as `3`, `2-5` or `7-`; null for all
    static Pages of(@Nullable String text) throws ToolException {
        if (text == null) {
            return new Pages(1, Integer.MAX_VALUE);
        }
        var form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw ToolException.invalid("the parameter pages is such as 3, 2-5 or 7-, not " + text);
        }
        var first = Math.max(1, Integer.parseInt(form.group(1)));
        var last = form.group(3) != null
                ? Integer.parseInt(form.group(3))
                : form.group(2) != null ? Integer.MAX_VALUE : first;
        if (last < first) {
            throw ToolException.invalid("the pages " + text + " end before they begin");
        }
        return new Pages(first, last);
    }

    /// @throws ToolException when there are none of these among so many
    Pages within(int count, String what) throws ToolException {
        if (first > count) {
            throw ToolException.failed("there are only " + count + " " + what);
        }
        return new Pages(first, Math.min(last, count));
    }

    int count() {
        return last - first + 1;
    }
}
