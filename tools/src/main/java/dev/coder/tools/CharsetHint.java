package dev.coder.tools;

import dev.coder.plugin.ToolException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import org.jspecify.annotations.Nullable;

/// What is known of a file's charset besides its bytes: the call's `encoding`, which counts whatever they look like,
/// or the project's `.editorconfig`, which counts where they do not say it themselves.
///
/// @param named by the call
/// @param file  the file whose `.editorconfig` is asked, or null
record CharsetHint(@Nullable Charset named, @Nullable ProjectFile file) {

    static final CharsetHint NONE = new CharsetHint(null, null);

    boolean declaresLatin() {
        var declared = declared();
        return declared != null && declared.charset().equals(StandardCharsets.ISO_8859_1);
    }

    /// How a file that does not exist yet is written.
    TextCodec ofNewFile() {
        if (named != null) {
            return new TextCodec(named, false);
        }
        var declared = declared();
        return declared != null ? declared : TextCodec.UTF_8;
    }

    private @Nullable TextCodec declared() {
        return file == null || named != null ? null : EditorConfig.codec(file);
    }

    /// The charset of this name, as IANA or the JDK spell it.
    ///
    /// @throws ToolException when there is none
    static Charset charset(String name) throws ToolException {
        try {
            return Charset.forName(name.strip());
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw ToolException.invalid("encoding is \"" + CleanText.oneLine(name)
                    + "\", which is no charset known here. Names are such as windows-1250, ISO-8859-2, KOI8-R, "
                    + "Shift_JIS or UTF-16LE.");
        }
    }
}
