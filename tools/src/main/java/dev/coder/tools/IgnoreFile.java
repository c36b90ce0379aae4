package dev.coder.tools;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The patterns of one file of git's that says what is ignored; the last one that matches decides.
record IgnoreFile(List<IgnorePattern> patterns) {

    static final IgnoreFile NONE = new IgnoreFile(List.of());

    private static final long MAX_BYTES = 4 << 20;
    private static final String MARK = "\u00EF\u00BB\u00BF";

    enum Verdict {
        IGNORED,
        KEPT,
        SILENT
    }

    /// No patterns when there is no such file, or it can not be read.
    ///
    /// @param options whether links are followed
    static IgnoreFile read(Path file, boolean ignoreCase, LinkOption... options) {
        try {
            return Files.isRegularFile(file, options) && Files.size(file) <= MAX_BYTES
                    ? of(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1), ignoreCase)
                    : NONE;
        } catch (IOException e) {
            return NONE;
        }
    }

    /// @param text with a character for each byte
    static IgnoreFile of(String text, boolean ignoreCase) {
        var patterns = new ArrayList<IgnorePattern>();
        for (var line : (text.startsWith(MARK) ? text.substring(MARK.length()) : text).split("\n", -1)) {
            var pattern =
                    IgnorePattern.of(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line, ignoreCase);
            if (pattern != null) {
                patterns.addFirst(pattern);
            }
        }
        return new IgnoreFile(List.copyOf(patterns));
    }

    /// @param path relative to the folder that the patterns are about
    /// @param name its last part
    Verdict verdict(String path, String name, boolean isFolder) {
        for (var pattern : patterns) {
            if (pattern.matches(path, name, isFolder)) {
                return pattern.negated() ? Verdict.KEPT : Verdict.IGNORED;
            }
        }
        return Verdict.SILENT;
    }
}
