package dev.coder.cli.secrets;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// The firewall as a filter.
public final class Redaction {

    private Redaction() {}

    /// Copies bytes, of which those that are UTF-8 text are looked at. Memory does not grow with the length.
    public static void ofText(SecretFirewall firewall, InputStream in, OutputStream out) throws IOException {
        new RedactedStream(firewall, out).copy(in);
    }

    /// Copies lines of the form `{"id":"…","text":"…"}`, the texts without secrets.
    public static void ofLines(SecretFirewall firewall, InputStream in, OutputStream out) throws IOException {
        new RedactedLines(firewall, out).copy(in);
    }
}
