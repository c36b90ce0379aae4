import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// Prints how many bytes the first request of a session has: the system prompt, all tools in the box, a short prompt.
final class FirstRequest {

    private static final int LIMIT = 12 * 1024;
    private static final String ANSWER = """
            event: message_start
            data: {"type":"message_start","message":{"id":"m","type":"message","role":"assistant","model":"m","content":[],\
            "usage":{"input_tokens":1,"output_tokens":1}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":"ok"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":1}}

            event: message_stop
            data: {"type":"message_stop"}

            """;

    private FirstRequest() {}

    public static void main(String[] arguments) throws Exception {
        var coder = arguments[0];
        var folder = Files.createTempDirectory("coder-bench");
        var seen = new AtomicReference<byte[]>(new byte[0]);
        var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/v1/messages", exchange -> {
            seen.set(exchange.getRequestBody().readAllBytes());
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            try (var out = exchange.getResponseBody()) {
                out.write(ANSWER.getBytes(StandardCharsets.UTF_8));
            }
        });
        server.start();
        var url = "http://127.0.0.1:" + server.getAddress().getPort();
        run(folder, url, coder, "--model", "anthropic/claude", "--once", "--approval-mode", "bypass", "-p", "Hello");
        server.stop(0);
        var tools = run(folder, url, coder, "tool", "list", "--json").lines().toList();
        tools.forEach(tool -> System.out.printf("%6d  %s%n", bytes(tool), tool.replaceAll(".*?\"name\":\"(\\w+)\".*", "$1")));
        System.out.printf("%6d  all %d tools%n", tools.stream().mapToInt(FirstRequest::bytes).sum(), tools.size());
        System.out.printf("%6d  the first request (limit %d)%n", seen.get().length, LIMIT);
        System.exit(seen.get().length > 0 && seen.get().length < LIMIT ? 0 : 1);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String run(Path folder, String url, String... line) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(List.of(line)).directory(folder.toFile());
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("CODER_STATE_DIR", folder.resolve("state").toString());
        builder.environment().put("ANTHROPIC_BASE_URL", url);
        builder.environment().put("ANTHROPIC_API_KEY", "none");
        var process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(List.of(line) + " failed: " + output);
        }
        return output;
    }
}
