package dev.coder.tools;

import dev.coder.plugin.ToolException;
import java.util.Arrays;

/// A file's bytes as text, and the way back: what is not changed in the text is the very same bytes again.
record TextFile(String shown, TextCodec codec, String text) {

    /// @param shown the name of the file
    /// @throws ToolException when the bytes are not text, or not to be had back
    static TextFile of(byte[] content, String shown) throws ToolException {
        return of(content, shown, CharsetHint.NONE);
    }

    /// As [#of(byte[],String)], with what is known of the charset besides.
    static TextFile of(byte[] content, String shown, CharsetHint hint) throws ToolException {
        var codec = TextCodec.of(content, hint);
        if (codec == null) {
            requireNamed(hint, shown);
            throw ToolException.failed(shown + " is not text but " + FileKind.of(content)
                    + ". Use run_command with a program that understands it.");
        }
        var file = new TextFile(shown, codec, codec.decode(content));
        if (!Arrays.equals(codec.encode(file.text), content)) {
            throw ToolException.failed(shown + " is not clean " + codec.charset()
                    + ": an edit would alter bytes that nobody named. Use run_command with a program for bytes.");
        }
        return file;
    }

    /// @throws ToolException when a charset was named: the file is not of it
    static void requireNamed(CharsetHint hint, String shown) throws ToolException {
        if (hint.named() != null) {
            throw ToolException.failed(shown + " cannot be read as " + hint.named()
                    + ": some bytes are no characters there. Leave encoding out, or name another.");
        }
    }

    /// The bytes of another text for this file.
    byte[] encode(String changed) throws ToolException {
        var content = codec.encode(changed);
        if (content == null) {
            throw ToolException.failed(shown + " is written in " + codec.charset()
                    + ", which has no code for some character of the new text. Use other characters, give "
                    + "another encoding if that is not its charset, or convert the file first.");
        }
        return content;
    }
}
