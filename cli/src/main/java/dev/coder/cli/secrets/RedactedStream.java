package dev.coder.cli.secrets;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Hides the secrets in a stream of any length, in bounded memory. What is looked at together depends on the text only,
/// never on the pieces in which it arrives.
final class RedactedStream {

    /// In characters: what is looked at together.
    private static final int WINDOW = 1024 * 1024;
    /// In characters: how far a secret and what tells it may reach. Longer than a private key.
    private static final int REACH = 64 * 1024;

    private final SecretFirewall firewall;
    private final OutputStream out;
    private final StringBuilder window = new StringBuilder(WINDOW + REACH);
    /// How much of the window was written already, and stays for what it tells of the rest.
    private int done;

    RedactedStream(SecretFirewall firewall, OutputStream out) {
        this.firewall = firewall;
        this.out = out;
    }

    void copy(InputStream in) throws IOException {
        var text = new FaithfulText(in);
        while (text.read(window)) {
            while (window.length() >= WINDOW) {
                write(window.substring(0, WINDOW), WINDOW - REACH);
            }
        }
        var rest = window.toString();
        write(rest, rest.length());
        out.flush();
    }

    /// @param limit what stands behind it is left for the next time
    private void write(String text, int limit) throws IOException {
        var newline = limit == text.length() ? limit : text.lastIndexOf('\n', limit - 1) + 1;
        var cut = newline > done ? newline : limit;
        var framed = FramedText.of(text);
        for (var finding : firewall.find(text)) {
            if (finding.start() >= cut) {
                break;
            }
            if (finding.end() > cut) {
                cut = Math.max(done, finding.start());
                break;
            }
            replace(text, framed, finding);
        }
        cut = Math.max(cut, done);
        out.write(FaithfulText.bytes(text.substring(done, cut)));
        var keep = Math.max(0, cut - REACH);
        window.delete(0, keep);
        done = cut - keep;
    }

    private void replace(String text, FramedText framed, Finding finding) throws IOException {
        if (finding.end() <= done) {
            return;
        }
        var start = Math.max(done, finding.start());
        out.write(FaithfulText.bytes(text.substring(done, start)));
        out.write(FaithfulText.bytes(firewall.name(finding, framed.content(finding.start(), finding.end()))));
        done = finding.end();
    }
}
