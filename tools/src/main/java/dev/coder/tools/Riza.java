package dev.coder.tools;

import dev.coder.plugin.ToolException;
import dev.coder.plugin.ToolKeys;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolOutput;
import dev.coder.protocol.ToolResult;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Riza, a service that runs code (or a server of one's own with the same API): `POST /v1/execute` with the fields
/// `language`, `code` and `stdin`, answered with `stdout`, `stderr` and `exit_code`, as in its SDKs.
///
/// @param endpoint where to send code
record Riza(URI endpoint, String key) {

    private static final String KEY = "RIZA_API_KEY";
    private static final String USUAL = "https://api.riza.io";
    private static final long MAX_ANSWER = 8 << 20;

    /// @return null when the user has no key
    /// @throws ToolException when `RIZA_BASE_URL` is no URL, or the key cannot be had
    static @Nullable Riza of(Map<String, String> environment, ToolKeys keys)
            throws ToolException, InterruptedException {
        var key = keys.find(KEY).orElse("");
        if (key.isEmpty()) {
            return null;
        }
        var base = environment.getOrDefault("RIZA_BASE_URL", USUAL).strip().replaceAll("/+$", "");
        try {
            var endpoint = URI.create(base + "/v1/execute");
            if (endpoint.getHost() != null
                    && String.valueOf(endpoint.getScheme()).matches("https?")) {
                return new Riza(endpoint, key);
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw ToolException.failed("RIZA_BASE_URL is no http or https URL; tell the user");
    }

    ToolOutput run(ExecuteCode.Program program) throws ToolException, InterruptedException {
        var body = ProtocolJson.write(Map.of(
                "language", program.language().name(),
                "code", program.code(),
                "stdin", program.input()));
        try {
            var request = HttpRequest.newBuilder(endpoint)
                    .timeout(Duration.ofSeconds(ExecuteCode.LIMIT_SECONDS + 5))
                    .header("Authorization", "Bearer " + key)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return answer(send(request));
        } catch (IOException e) {
            throw ToolException.failed(endpoint.getAuthority() + " did not run the code: " + NoAnswer.reason(e));
        } catch (IllegalArgumentException e) {
            throw ToolException.failed(KEY + " holds characters that no key has; tell the user");
        }
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        try (var client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build()) {
            return client.send(request, BodyHandlers.limiting(BodyHandlers.ofString(), MAX_ANSWER));
        }
    }

    private ToolOutput answer(HttpResponse<String> response) throws ToolException {
        if (response.statusCode() == 401 || response.statusCode() == 403) {
            throw ToolException.failed(endpoint.getHost() + " refuses the key " + KEY + "; tell the user, who can store"
                    + " another one (coder auth login " + KEY + ") or set that variable");
        }
        if (response.statusCode() / 100 != 2) {
            throw ToolException.failed(endpoint.getHost() + " answered with status " + response.statusCode());
        }
        var answer = Parameters.of(new RawJson(response.body()));
        var text = shown(answer.text("stdout", "") + answer.text("stderr", ""));
        var code = answer.number("exit_code", Integer.MIN_VALUE, Integer.MAX_VALUE, 0);
        if (code != 0) {
            throw new ToolException(ToolResult.TOOL_FAILED, "exit code " + code, ToolOutput.text(text), code);
        }
        return ToolOutput.text(text);
    }

    private static String shown(String text) {
        return text.isEmpty() ? "[no output]" : CleanText.ofTerminal(text);
    }
}
