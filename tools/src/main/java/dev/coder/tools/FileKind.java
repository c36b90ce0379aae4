package dev.coder.tools;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What a binary file is, told by its first bytes.
enum FileKind {
    PNG("\u0089PNG\r\n\u001a\n", "a PNG image"),
    JPEG("\u00FF\u00D8\u00FF", "a JPEG image"),
    GIF("GIF8", "a GIF image"),
    WEBP("RIFF????WEBP", "a WebP image"),
    PDF("%PDF-", "a PDF document"),
    WAV("RIFF????WAVE", "a WAV sound"),
    AVI("RIFF????AVI ", "an AVI video"),
    MP4("????ftyp", "an MP4 video, or an image or sound of its family (HEIC, AVIF, M4A)"),
    MATROSKA("\u001aE\u00DF\u00A3", "a Matroska or WebM video"),
    OGG("OggS", "an Ogg sound or video"),
    FLAC("fLaC", "a FLAC sound"),
    MP3("ID3", "an MP3 sound"),
    BMP("BM????\0\0\0\0", "a BMP image"),
    ICO("\0\0\1\0", "an icon"),
    TIFF("II*\0", "a TIFF image"),
    BIG_TIFF("MM\0*", "a TIFF image"),
    PSD("8BPS", "a Photoshop image"),
    ZIP("PK\u0003\u0004", "a ZIP archive (jar, docx, xlsx and the like)"),
    EMPTY_ZIP("PK\u0005\u0006", "an empty ZIP archive"),
    GZIP("\u001F\u008B", "gzip data"),
    BZIP2("BZh", "bzip2 data"),
    XZ("\u00FD7zXZ\0", "xz data"),
    ZSTD("(\u00B5/\u00FD", "zstd data"),
    LZ4("\4\"M\u0018", "lz4 data"),
    SEVEN_ZIP("7z\u00BC\u00AF'\u001c", "a 7-Zip archive"),
    RAR("Rar!\u001a\7", "a RAR archive"),
    AR("!<arch>\n", "an ar archive (a static library or a Debian package)"),
    RPM("\u00ED\u00AB\u00EE\u00DB", "an RPM package"),
    ELF("\u007FELF", "an ELF executable or library"),
    WINDOWS("MZ", "a Windows executable or library"),
    MACOS("\u00CF\u00FA\u00ED\u00FE", "a macOS executable or library"),
    JAVA_CLASS("\u00CA\u00FE\u00BA\u00BE\0\0\0", "a Java class file, or a macOS executable for several processors"),
    PYTHON("??\r\n????????????\u00E3", "compiled Python"),
    SERIALIZED_JAVA("\u00AC\u00ED\0\5", "a serialized Java object"),
    WASM("\0asm", "a WebAssembly module"),
    SQLITE("SQLite format 3\0", "an SQLite database"),
    OLE("\u00D0\u00CF\u0011\u00E0", "an old Office document (doc, xls, ppt)"),
    WOFF("wOFF", "a web font"),
    WOFF2("wOF2", "a web font"),
    TRUE_TYPE("\0\1\0\0", "a TrueType font"),
    OPEN_TYPE("OTTO", "an OpenType font"),
    PARQUET("PAR1", "a Parquet table"),
    HDF5("\u0089HDF", "HDF5 data"),
    GIT_INDEX("DIRC", "a git index"),
    GIT_PACK("PACK", "a git pack"),
    UNKNOWN("", "binary data");

    private final String start;
    private final String words;

    /// @param start a character for each byte; a question mark is any byte
    FileKind(String start, String words) {
        this.start = start;
        this.words = words;
    }

    /// @param content of the file, or its first bytes
    static FileKind of(byte[] content) {
        var text = new String(content, 0, Math.min(content.length, 32), StandardCharsets.ISO_8859_1);
        return Arrays.stream(values())
                .filter(kind -> kind.begins(text))
                .findFirst()
                .orElse(UNKNOWN);
    }

    /// Whether models take it as an image.
    boolean isPicture() {
        return this == PNG || this == JPEG || this == GIF || this == WEBP;
    }

    private boolean begins(String text) {
        if (text.length() < start.length()) {
            return false;
        }
        for (var i = 0; i < start.length(); i++) {
            if (start.charAt(i) != '?' && start.charAt(i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// Such as "a PNG image".
    @Override
    public String toString() {
        return words;
    }
}
