package dev.coder.tools;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// What a binary file is, told by its first bytes.
final class FileKind {

    private static final Map<String, String> BY_START = Map.ofEntries(
            Map.entry("\u0089PNG", "a PNG image"),
            Map.entry("\u00FF\u00D8\u00FF", "a JPEG image"),
            Map.entry("GIF8", "a GIF image"),
            Map.entry("RIFF", "a RIFF file (WebP image, WAV or AVI)"),
            Map.entry("%PDF", "a PDF document"),
            Map.entry("PK\u0003\u0004", "a ZIP archive (jar, docx, xlsx and the like)"),
            Map.entry("\u001F\u008B", "gzip data"),
            Map.entry("BZh", "bzip2 data"),
            Map.entry("\u00FD7zXZ", "xz data"),
            Map.entry("(\u00B5/\u00FD", "zstd data"),
            Map.entry("\u007FELF", "an ELF program or library"),
            Map.entry("MZ", "a Windows program or library"),
            Map.entry("\u00CF\u00FA\u00ED\u00FE", "a macOS program or library"),
            Map.entry("\u00CA\u00FE\u00BA\u00BE", "a Java class file"),
            Map.entry("SQLite format 3", "an SQLite database"),
            Map.entry("\0asm", "a WebAssembly module"));

    private FileKind() {}

    static String of(byte[] start) {
        var text = new String(start, StandardCharsets.ISO_8859_1);
        return BY_START.entrySet().stream()
                .filter(known -> text.startsWith(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("binary data");
    }
}
