package dev.coder.cli.undo;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// The name of a file, or what a link says, byte by byte: one character of the string is one byte. A file system takes
/// any bytes but `/` and NUL, whatever the locale makes of them. Java shows the bytes of a path in its URI only.
final class RawName {

    private static final Path ROOT = Path.of("/");
    private static final String PLAIN = "-_.~/";

    private RawName() {}

    static String of(Path path) {
        var text = path.toString();
        return ascii(text) ? text : decoded(path, text.endsWith("/"));
    }

    /// A URI gets a slash at its end when it happens to name a folder.
    private static String decoded(Path path, boolean slash) {
        var uri = ROOT.resolve(path).toUri().getRawPath();
        var raw = uri.endsWith("/") && !slash ? uri.substring(0, uri.length() - 1) : uri;
        var bytes = new StringBuilder(raw.length());
        for (var i = path.isAbsolute() ? 0 : 1; i < raw.length(); i++) {
            if (raw.charAt(i) == '%') {
                bytes.append((char) Integer.parseInt(raw, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.append(raw.charAt(i));
            }
        }
        return bytes.toString();
    }

    /// @param raw relative or absolute; nothing in it is tidied up
    static Path path(String raw) {
        if (ascii(raw) && !raw.contains("//") && !raw.endsWith("/")) {
            return Path.of(raw);
        }
        var absolute = raw.startsWith("/");
        var uri = "file://" + (absolute ? "" : "/") + encoded(raw) + (raw.endsWith("/") ? "/" : "");
        var path = Path.of(URI.create(uri));
        return absolute ? path : path.subpath(0, path.getNameCount());
    }

    private static String encoded(String raw) {
        var text = new StringBuilder(raw.length() + 16);
        raw.chars().forEach(c -> {
            if (c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0)) {
                text.append((char) c);
            } else {
                text.append("%%%02X".formatted(c));
            }
        });
        return text.toString();
    }

    /// For people: as UTF-8, as far as it is that.
    static String shown(String raw) {
        return ascii(raw) ? raw : new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static boolean ascii(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
