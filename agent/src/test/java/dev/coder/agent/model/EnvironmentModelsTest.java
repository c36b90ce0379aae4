package dev.coder.agent.model;

import static dev.coder.agent.model.Conversations.ask;
import static dev.coder.agent.model.Conversations.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentModelsTest {

    private static final String NOWHERE = "http://127.0.0.1:1";
    private static final String KEY = "k-0123456789";

    @ParameterizedTest
    @CsvSource({
        "anthropic/m, ANTHROPIC_API_KEY, ANTHROPIC_BASE_URL, '', anthropic-text, /v1/messages, x-api-key: k-0123456789",
        "anthropic/m, ANTHROPIC_AUTH_TOKEN, ANTHROPIC_BASE_URL, /, anthropic-text, /v1/messages, authorization: bearer k-0123456789",
        "openai/m, OPENAI_API_KEY, OPENAI_BASE_URL, /v1, responses-text, /v1/responses, authorization: bearer k-0123456789",
        "openai-chat/m, OPENAI_API_KEY, OPENAI_BASE_URL, /v1/, chat-text, /v1/chat/completions, authorization: bearer k-0123456789",
        "gemini/m, GEMINI_API_KEY, GOOGLE_GEMINI_BASE_URL, '', gemini-text, /v1beta/models/m:streamgeneratecontent?alt=sse, x-goog-api-key: k-0123456789",
        "gemini/m, GOOGLE_API_KEY, GOOGLE_GEMINI_BASE_URL, '', gemini-text, /v1beta/models/m:streamgeneratecontent?alt=sse, x-goog-api-key: k-0123456789",
        "openrouter/a/m, OPENROUTER_API_KEY, OPENROUTER_BASE_URL, /api/v1, chat-text, /api/v1/chat/completions, authorization: bearer k-0123456789",
        "ollama/m:7b, OTHER_API_KEY, OLLAMA_HOST, '', chat-text, /v1/chat/completions, content-type: application/json",
    })
    void findsAddressAndKeyInTheCustomaryVariables(
            String name,
            String keyVariable,
            String baseVariable,
            String path,
            String stream,
            String asked,
            String header)
            throws Exception {
        try (var provider = RecordedProvider.streaming(Conversations.resource(stream + ".sse"))) {
            var models = new EnvironmentModels(Map.of(keyVariable, KEY + "\n", baseVariable, provider.base() + path));
            var model = models.find(name);
            model.reply(ask(user("Hi")), ModelListener.NONE);

            assertThat(model.name()).isEqualTo(name);
            assertThat(provider.asked().head())
                    .startsWith("post " + asked + " ")
                    .contains(header + "\r\n");
        }
    }

    @Test
    void sendsTheModelsNameWithoutTheProviderBeforeIt() throws Exception {
        try (var provider = RecordedProvider.streaming(WireFormat.CHAT.stream("text"))) {
            var models = new EnvironmentModels(Map.of("OPENROUTER_BASE_URL", provider.base()));
            models.find("openrouter/anthropic/claude-sonnet-5.5").reply(ask(user("Hi")), ModelListener.NONE);

            assertThat(provider.asked().body())
                    .startsWith("{\"model\":\"anthropic/claude-sonnet-5.5\",")
                    .doesNotContain("prompt_cache_key");
        }
    }

    /// What decides whether agents may do each other's work.
    @Test
    void itsIdentityTellsWhereConversationsGoAndUnderWhichKey() {
        var plain = Map.of("OPENAI_API_KEY", "k1", "OPENAI_BASE_URL", "https://gateway/v1");
        var others = List.of(
                Map.of("OPENAI_API_KEY", "k2", "OPENAI_BASE_URL", "https://gateway/v1"),
                Map.of("OPENAI_API_KEY", "k1"),
                Map.of("OPENAI_API_KEY", "k1", "OPENAI_BASE_URL", "https://gateway/v1", "HTTPS_PROXY", "http://p:1"),
                Map.of("OPENAI_API_KEY", "k1", "OPENAI_BASE_URL", "https://gateway/v1", "GEMINI_API_KEY", "k"),
                Map.of("OPENAI_API_KEY", "k1", "OPENAI_BASE_URL", "https://gateway/v1", "OLLAMA_HOST", "other"),
                Map.of("OPENAI_API_KEY", "k1", "OPENAI_BASE_URL", "no address"));
        assertThat(others.stream().map(it -> new EnvironmentModels(it).identity()))
                .doesNotHaveDuplicates()
                .doesNotContain(new EnvironmentModels(plain).identity());
        assertThat(new EnvironmentModels(Map.of(
                                "OPENAI_API_KEY", "k1\n", "OPENAI_BASE_URL", "https://gateway/v1/", "PATH", "/bin"))
                        .identity())
                .isEqualTo(new EnvironmentModels(plain).identity());
    }

    @Test
    void neverSendsOneProvidersKeyToAnother() throws Exception {
        try (var provider = RecordedProvider.streaming(WireFormat.CHAT.stream("text"))) {
            var models = new EnvironmentModels(Map.of(
                    "OLLAMA_HOST",
                    provider.base(),
                    "OPENAI_API_KEY",
                    KEY,
                    "ANTHROPIC_API_KEY",
                    KEY,
                    "GEMINI_API_KEY",
                    KEY));
            models.find("ollama/m").reply(ask(user("Hi")), ModelListener.NONE);

            assertThat(provider.asked().head()).doesNotContain(KEY);
        }
    }

    @Test
    void theDefaultIsTheFirstProviderThatHasAKey() {
        assertThat(models("GEMINI_API_KEY", KEY, "OPENAI_API_KEY", KEY).defaultModel())
                .contains("openai/gpt-6.1-sol");
        assertThat(models("GOOGLE_API_KEY", KEY).defaultModel()).contains("gemini/gemini-3.8-flash");
        assertThat(models("ANTHROPIC_AUTH_TOKEN", KEY).defaultModel()).contains("anthropic/claude-sonnet-5-5");
        assertThat(models("ANTHROPIC_API_KEY", " ", "OPENROUTER_API_KEY", KEY).defaultModel())
                .contains("openrouter/anthropic/claude-sonnet-5.5");
    }

    @Test
    void withoutAKeyAServerOnThisMachineIsUsed() throws Exception {
        var list = "{\"object\":\"list\",\"data\":[{\"id\":\"nomic-embed-text:latest\"},{\"id\":\"qwen3-coder:30b\"}]}";
        try (var server = RecordedProvider.refusing(200, list, "content-type: application/json")) {
            var models = models("LLAMACPP_BASE_URL", server.base() + "/v1");

            assertThat(models.defaultModel()).contains("llamacpp/qwen3-coder:30b");
            assertThat(models.find("default").name()).isEqualTo("llamacpp/qwen3-coder:30b");
            assertThat(models.names()).containsExactly("llamacpp/qwen3-coder:30b", "practice/demo");
            assertThat(server.asked().head()).startsWith("get /v1/models ");
        }
    }

    @Test
    void aServerThatDoesNotAnswerOrIsNoModelServerIsPassedOver() throws Exception {
        try (var silent = new RecordedProvider(RecordedProvider.Answer::awaitClose);
                var other = RecordedProvider.refusing(200, "<html>Jenkins</html>", "content-type: text/html")) {
            var models = models("OLLAMA_HOST", silent.base(), "LLAMACPP_BASE_URL", other.base());
            var before = System.nanoTime();

            assertThat(models.defaultModel()).isEmpty();
            assertThat(System.nanoTime() - before).isLessThan(2_000_000_000L);
        }
    }

    @Test
    void withoutAnyModelTheMessageNamesTheThreeWaysToGoOn() {
        assertThatThrownBy(() -> models().find("default"))
                .isInstanceOf(UnknownModelException.class)
                .hasMessageContainingAll("ANTHROPIC_API_KEY", "Ollama", "llama.cpp", "coder demo");
        assertThat(models().names()).containsExactly("practice/demo");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "anthropic/claude-sonnet-5-5 | Anthropic needs a key: set ANTHROPIC_API_KEY",
                "gemini/x | Gemini needs a key: set GEMINI_API_KEY",
                "claude-sonnet-5-5 | write provider/name, such as anthropic/claude-sonnet-5-5",
                "aliens/x | the providers are anthropic, openai,",
                "ollama/ | Which model of Ollama?",
                "practice/script | CODER_PRACTICE_MODEL",
            })
    void saysWhatIsWrongWithAName(String name, String message) {
        assertThatThrownBy(() -> models().find(name))
                .isInstanceOf(UnknownModelException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesAddressesAndKeysThatAreNone() {
        assertThatThrownBy(() -> models("OPENAI_BASE_URL", "file:///etc/passwd").find("openai/x"))
                .hasMessage("OPENAI_BASE_URL is not an http address: file:///etc/passwd");
        assertThatThrownBy(() -> models("OPENAI_API_KEY", "a\nb").find("openai/x"))
                .hasMessage("OPENAI_API_KEY holds characters that no key has");
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, http://127.0.0.1:11434/v1",
        ":4000, http://127.0.0.1:4000/v1",
        "box.lan:4000, http://box.lan:4000/v1",
        "http://box.lan, http://box.lan:11434/v1",
        "https://box.lan/, https://box.lan/v1",
    })
    void understandsOllamasVariable(String value, String base) throws Exception {
        assertThat(new Endpoints(Map.of("OLLAMA_HOST", value), Endpoint.IDLE)
                        .of(Provider.OLLAMA)
                        .base())
                .hasToString(base);
    }

    /// No server of the machine that runs the tests is looked for.
    private static EnvironmentModels models(String... variables) {
        var environment = new HashMap<>(
                Map.of("OLLAMA_HOST", NOWHERE, "LLAMACPP_BASE_URL", NOWHERE, "LMSTUDIO_BASE_URL", NOWHERE));
        for (var i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        return new EnvironmentModels(environment);
    }
}
