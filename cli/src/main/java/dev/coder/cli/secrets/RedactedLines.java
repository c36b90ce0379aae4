package dev.coder.cli.secrets;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import dev.coder.protocol.MalformedJsonException;
import dev.coder.protocol.ProtocolJson;
import io.avaje.jsonb.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Hides the secrets in texts that come as JSON lines, one by one, in their order.
final class RedactedLines {

    /// One line, in and out.
    @Json
    record Line(String id, String text) {}

    private final SecretFirewall firewall;
    private final OutputStream out;

    RedactedLines(SecretFirewall firewall, OutputStream out) {
        this.firewall = firewall;
        this.out = out;
    }

    void copy(InputStream in) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        var number = 0;
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (!line.isBlank()) {
                var given = parse(line, number);
                var clean = ProtocolJson.write(new Line(given.id(), firewall.hide(given.text())));
                out.write((clean + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        out.flush();
    }

    private Line parse(String line, int number) throws IOException {
        try {
            var given = ProtocolJson.read(Line.class, line);
            if (given.id() != null && given.text() != null) {
                return given;
            }
        } catch (MalformedJsonException e) {
            // Said below, together with all else that is no such line.
        }
        out.flush();
        throw new StopException(
                ExitCode.USAGE,
                "Line " + number + " is not of the form {\"id\":\"…\",\"text\":\"…\"}; the lines before it are done");
    }
}
