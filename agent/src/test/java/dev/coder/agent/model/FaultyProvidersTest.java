package dev.coder.agent.model;

import static dev.coder.agent.model.Conversations.ask;
import static dev.coder.agent.model.Conversations.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coder.agent.model.ModelException.Kind;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What becomes of a model call when the provider says no, breaks off or goes silent.
@Timeout(30)
class FaultyProvidersTest {

    private static final ModelRequest REQUEST = ask(user("Hi"));
    private static final String KEY = "sk-very-secret-key";

    @ParameterizedTest
    @EnumSource
    void tellsAnOverloadInsideAStreamThatBeganWell(WireFormat wire) {
        try (var provider = RecordedProvider.streaming(wire.stream("overloaded"))) {
            var failure = failure(wire.model(provider));

            assertThat(failure.kind()).isEqualTo(Kind.OVERLOADED);
            assertThat(failure).hasMessage("Testing is overloaded");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionCutInTheMiddleOfAnEventIsABrokenStream(WireFormat wire) {
        try (var provider = new RecordedProvider(answer -> {
            answer.head(200, "content-type: text/event-stream");
            answer.chunk(half(wire));
            throw new InterruptedException("pulls the plug");
        })) {
            assertThat(failure(wire.model(provider)).kind()).isEqualTo(Kind.BROKEN_STREAM);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aProviderThatGoesSilentIsGivenUp(WireFormat wire) throws Exception {
        try (var provider = new RecordedProvider(answer -> {
            answer.head(200, "content-type: text/event-stream");
            answer.chunk(half(wire));
            answer.awaitClose();
        })) {
            var impatient =
                    new Endpoint("Testing", URI.create(provider.base()), Map.of(), null, Duration.ofMillis(150));

            assertThat(failure(wire.model(impatient)).kind()).isEqualTo(Kind.BROKEN_STREAM);
            assertThat(provider.closed().await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEventThatIsNotJsonIsABrokenStream(WireFormat wire) {
        try (var provider = RecordedProvider.streaming("data: {\"type\": \"message_sta\n\n" + wire.rich())) {
            assertThat(failure(wire.model(provider)))
                    .hasMessageContaining("cannot be read")
                    .extracting(ModelException::kind)
                    .isEqualTo(Kind.BROKEN_STREAM);
        }
    }

    @ParameterizedTest
    @EnumSource
    void interruptionClosesTheConnection(WireFormat wire) throws Exception {
        var started = new CountDownLatch(1);
        try (var provider = new RecordedProvider(answer -> {
            answer.head(200, "content-type: text/event-stream");
            answer.chunk(half(wire));
            started.countDown();
            answer.awaitClose();
        })) {
            var outcome = new AtomicReference<Throwable>();
            var caller = Thread.ofVirtual().start(() -> {
                try {
                    wire.model(provider).reply(REQUEST, ModelListener.NONE);
                } catch (ModelException | InterruptedException e) {
                    outcome.set(e);
                }
            });
            assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
            caller.interrupt();

            assertThat(provider.closed().await(10, TimeUnit.SECONDS)).isTrue();
            caller.join();
            assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void interruptionBeforeTheAnswerClosesTheConnectionToo() throws Exception {
        try (var provider = new RecordedProvider(RecordedProvider.Answer::awaitClose)) {
            var caller = Thread.ofVirtual().start(() -> {
                try {
                    WireFormat.CHAT.model(provider).reply(REQUEST, ModelListener.NONE);
                } catch (ModelException | InterruptedException _) {
                    // what counts is what the server sees
                }
            });
            provider.asked();
            caller.interrupt();

            assertThat(provider.closed().await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            429 | RATE_LIMITED     | {"type":"error","error":{"type":"rate_limit_error","message":"slow"}}
            429 | SPEND_LIMIT      | {"error":{"message":"You exceeded your current quota","type":"insufficient_quota","code":"insufficient_quota"}}
            429 | RATE_LIMITED     | [{"error":{"code":429,"message":"You exceeded your current quota, please check your plan and billing details","status":"RESOURCE_EXHAUSTED"}}]
            402 | SPEND_LIMIT      | {"error":{"message":"Insufficient credits","code":402}}
            400 | SPEND_LIMIT      | {"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the API."}}
            529 | OVERLOADED       | {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}
            503 | OVERLOADED       | no healthy upstream
            500 | PROVIDER_ERROR   | <html><body>Internal Server Error</body></html>
            502 | PROVIDER_ERROR   | <html>Bad Gateway</html>
            401 | UNAUTHENTICATED  | {"error":{"message":"Incorrect API key provided: sk-very-secret-key","code":"invalid_api_key"}}
            403 | UNAUTHENTICATED  | {"type":"error","error":{"type":"permission_error","message":"no"}}
            400 | UNAUTHENTICATED  | {"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT"}}
            404 | UNKNOWN_MODEL    | {"type":"error","error":{"type":"not_found_error","message":"model: claude-nine"}}
            404 | UNKNOWN_MODEL    | {"error":"model 'nine' not found"}
            400 | UNKNOWN_MODEL    | {"error":{"message":"nine is not a valid model ID","code":400}}
            400 | CONTEXT_TOO_LONG | {"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 208310 tokens > 200000 maximum"}}
            400 | CONTEXT_TOO_LONG | {"error":{"message":"This model's maximum context length is 128000 tokens","code":"context_length_exceeded"}}
            413 | CONTEXT_TOO_LONG | too large
            400 | REFUSED          | {"error":{"message":"tools.0: sk-very-secret-key is odd","code":"invalid"}}
            302 | REFUSED          | moved
            200 | PROVIDER_ERROR   | {"error":{"message":"upstream failed"}}
            """)
    void tellsWhatKindOfFailureItIs(int status, Kind kind, String body) {
        try (var provider = RecordedProvider.refusing(status, body, "content-type: application/json")) {
            var endpoint = provider.endpoint("", Map.of("x-api-key", KEY));
            var failure = failure(WireFormat.ANTHROPIC.model(endpoint));

            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure.getMessage())
                    .startsWith("Testing ")
                    .doesNotContain(KEY)
                    .doesNotContain("<", "\n");
        }
    }

    @Test
    void namesTheVariableOfAKeyThatIsNotAccepted() {
        try (var provider = RecordedProvider.refusing(401, "{}")) {
            assertThat(failure(WireFormat.CHAT.model(provider)))
                    .hasMessage("Testing does not accept the key: check TEST_KEY");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "retry-after: 7, 7000",
        "retry-after: 0.5, 500",
        "retry-after-ms: 1250, 1250",
        "retry-after: soon, ",
        "x-other: 1, ",
    })
    void readsHowLongToWait(String header, Long millis) {
        try (var provider = RecordedProvider.refusing(429, "{}", header)) {
            assertThat(failure(WireFormat.RESPONSES.model(provider)).retryAfter())
                    .isEqualTo(millis == null ? null : Duration.ofMillis(millis));
        }
    }

    @Test
    void readsADateToWaitFor() {
        var date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(90));
        try (var provider = RecordedProvider.refusing(503, "", "retry-after: " + date)) {
            assertThat(failure(WireFormat.GEMINI.model(provider)).retryAfter())
                    .isBetween(Duration.ofSeconds(60), Duration.ofSeconds(90));
        }
    }

    @Test
    void readsTheDelayThatGeminiPutsIntoTheBody() {
        var body = """
                {"error":{"code":429,"status":"RESOURCE_EXHAUSTED","message":"slow down","details":[
                  {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34s"}]}}""";
        try (var provider = RecordedProvider.refusing(429, body)) {
            assertThat(failure(WireFormat.GEMINI.model(provider)).retryAfter()).isEqualTo(Duration.ofSeconds(34));
        }
    }

    @Test
    void saysWhereNobodyAnswers() {
        var endpoint = new Endpoint("Testing", URI.create("http://127.0.0.1:1"), Map.of(), null, Duration.ofSeconds(5));
        var failure = failure(WireFormat.CHAT.model(endpoint));

        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure).hasMessage("Testing cannot be reached at http://127.0.0.1:1");
    }

    @Test
    void aCallWithBrokenParametersIsABrokenStream() {
        var stream = WireFormat.CHAT.rich().replace("567890.50}", "567890.50");
        try (var provider = RecordedProvider.streaming(stream)) {
            assertThat(failure(WireFormat.CHAT.model(provider)))
                    .hasMessage("Testing wrote a call of read_file that is not JSON");
        }
    }

    @Test
    void twoRepliesSplicedTogetherAreABrokenStream() {
        var stream = WireFormat.ANTHROPIC.rich();
        var begun = stream.substring(0, stream.indexOf("event: message_delta"));
        try (var provider = RecordedProvider.streaming(begun + stream)) {
            assertThat(failure(WireFormat.ANTHROPIC.model(provider)).kind()).isEqualTo(Kind.BROKEN_STREAM);
        }
    }

    private static byte[] half(WireFormat wire) {
        var stream = wire.rich();
        return stream.substring(0, stream.length() / 2).getBytes(StandardCharsets.UTF_8);
    }

    private static ModelException failure(Model model) {
        return catchThrowableOfType(ModelException.class, () -> model.reply(REQUEST, ModelListener.NONE));
    }
}
