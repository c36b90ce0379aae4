package dev.coder.tools;

import dev.coder.plugin.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.ec4j.core.EditorConfigLoader;
import org.ec4j.core.Resource;
import org.ec4j.core.model.Ec4jPath;
import org.ec4j.core.model.Section;
import org.ec4j.core.model.Version;
import org.jspecify.annotations.Nullable;

/// The `charset` that a project's `.editorconfig` files declare, as https://spec.editorconfig.org has it: the nearest
/// file that says something counts, and one with `root = true` is the last.
final class EditorConfig {

    private static final String NAME = ".editorconfig";

    /// In bytes; a larger file declares nothing.
    private static final int MAX_BYTES = 64 << 10;

    /// Each wildcard of a pattern multiplies the time that matching may take; a pattern with more matches nothing.
    private static final int MAX_WILDCARDS = 8;

    private static final int MAX_PATTERN = 500;

    private EditorConfig() {}

    /// Null when nothing is declared for the file, or what is declared is none of the five values of the standard.
    static @Nullable TextCodec codec(ProjectFile file) {
        var folder = file.path().getParent();
        while (folder != null && file.workspace().inside(folder)) {
            var config = read(file.workspace(), folder.resolve(NAME));
            var charset = config == null ? null : charset(config, folder.relativize(file.path()));
            if (charset != null) {
                return codec(charset);
            }
            folder = config != null && config.isRoot() ? null : folder.getParent();
        }
        return null;
    }

    private static org.ec4j.core.model.@Nullable EditorConfig read(Workspace workspace, Path path) {
        try {
            var bytes = new ProjectFile(workspace, path).bytes();
            return bytes.length > MAX_BYTES ? null : parse(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException | RuntimeException e) {
            return null; // no such file, or one that cannot be read as what it should be
        }
    }

    private static org.ec4j.core.model.EditorConfig parse(String text) throws IOException {
        return EditorConfigLoader.of(Version.CURRENT).load(Resource.Resources.ofString(NAME, text));
    }

    private static @Nullable String charset(org.ec4j.core.model.EditorConfig config, Path file) {
        String charset = null;
        for (var section : config.getSections()) {
            var property = section.getProperties().get("charset");
            if (property != null && matches(section, file)) {
                charset = property.getSourceValue().strip().toLowerCase(Locale.ROOT);
            }
        }
        return charset;
    }

    private static boolean matches(Section section, Path file) {
        var pattern = section.getGlob().getSource();
        return pattern.length() <= MAX_PATTERN
                && pattern.chars().filter(c -> c == '*').count() <= MAX_WILDCARDS
                && section.match(Ec4jPath.Ec4jPaths.of(file.toString()));
    }

    private static @Nullable TextCodec codec(String charset) {
        return switch (charset) {
            case "latin1" -> new TextCodec(StandardCharsets.ISO_8859_1, false);
            case "utf-8" -> new TextCodec(StandardCharsets.UTF_8, false);
            case "utf-8-bom" -> new TextCodec(StandardCharsets.UTF_8, true);
            case "utf-16be" -> new TextCodec(StandardCharsets.UTF_16BE, true);
            case "utf-16le" -> new TextCodec(StandardCharsets.UTF_16LE, true);
            default -> null;
        };
    }
}
