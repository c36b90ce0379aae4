package dev.coder.cli.slash;

import java.util.List;
import org.jline.utils.AttributedString;

/// One line of a picker.
///
/// @param label   what is chosen, one line
/// @param hint    what there is to know of it, such as its age; one line, may be empty
/// @param preview what is shown beside it while it is marked
public record Choice<T>(T value, String label, String hint, Preview preview) {

    /// Made when it is first shown; may take time, so never on the thread that draws.
    @FunctionalInterface
    public interface Preview {

        Preview NONE = _ -> List.of();

        /// @param width in columns
        List<AttributedString> lines(int width) throws InterruptedException;
    }

    public static <T> Choice<T> of(T value, String label, String hint) {
        return new Choice<>(value, label, hint, Preview.NONE);
    }
}
