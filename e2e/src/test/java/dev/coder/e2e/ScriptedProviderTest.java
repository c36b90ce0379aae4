package dev.coder.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coder.e2e.model.Fault;
import dev.coder.e2e.model.Json;
import dev.coder.e2e.model.Scenario;
import dev.coder.e2e.model.ScriptedProvider;
import dev.coder.e2e.model.Step;
import dev.coder.e2e.model.Wish;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The scripted provider notices what a real one would refuse; without this, the other tests would prove nothing.
class ScriptedProviderTest {

    private static final String TOOLS = "\"max_tokens\":10,\"stream\":true,\"tools\":[{\"name\":\"run_command\"}]";
    private static final String ASKED =
            "{\"role\":\"user\",\"content\":\"go\"},{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\","
                    + "\"id\":\"call_s0n0_scripted\",\"name\":\"run_command\",\"input\":{\"command\":\"ls\"}}]}";

    private final ScriptedProvider provider =
            ScriptedProvider.start(Scenario.of(Step.ask(Wish.run("ls")), Step.say("It is done.")));
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        http.close();
        provider.close();
    }

    @Test
    void answersTheStepThatTheConversationHasReached() throws Exception {
        assertThat(ask("{\"role\":\"user\",\"content\":\"go\"}").body()).contains("run_command", "tool_use");
        assertThat(ask(ASKED + "," + result("call_s0n0_scripted")).body()).contains("It is", "end_turn");
        assertThat(provider.violations()).isEmpty();
        assertThat(provider.requests()).hasSize(2);
        assertThat(provider.requests()
                        .getLast()
                        .conversation()
                        .results()
                        .getFirst()
                        .text())
                .isEqualTo("out");
    }

    @Test
    void noticesACallWithoutAResult() throws Exception {
        ask(ASKED + ",{\"role\":\"user\",\"content\":\"and?\"}");
        assertThat(provider.violations()).singleElement().asString().contains("calls without results");
    }

    @Test
    void noticesAResultThatAnswersNoCall() throws Exception {
        ask(ASKED + "," + result("call_s7n0_scripted"));
        assertThat(provider.violations()).singleElement().asString().contains("are answered by");
    }

    @Test
    void noticesACallThatIsAnsweredTwice() throws Exception {
        var twice =
                "{\"role\":\"user\",\"content\":[" + block("call_s0n0_scripted") + "," + block("call_s0n0_scripted");
        ask(ASKED + "," + twice + "]}");
        assertThat(provider.violations()).singleElement().asString().contains("are answered by");
    }

    @Test
    void noticesAnAssistantMessageThatWasNeverSaid() throws Exception {
        ask(ASKED.replace("\"ls\"", "\"rm\"") + "," + result("call_s0n0_scripted"));
        assertThat(provider.violations()).singleElement().asString().contains("is shown as");
    }

    @Test
    void noticesRolesThatDoNotAlternate() throws Exception {
        ask("{\"role\":\"user\",\"content\":\"one\"},{\"role\":\"user\",\"content\":\"two\"}");
        assertThat(provider.violations()).singleElement().asString().contains("two messages of role user");
    }

    @Test
    void noticesToolsThatChange() throws Exception {
        ask("{\"role\":\"user\",\"content\":\"go\"}");
        send(body("{\"role\":\"user\",\"content\":\"go\"}").replace("run_command", "run_commando"));
        assertThat(provider.violations()).singleElement().asString().contains("the tools changed");
    }

    @Test
    void answersWithTheFaultsItWasGiven() throws Exception {
        provider.next(new Fault.Status(529, Map.of("retry-after", "1"), "{}"), new Fault.Cut(2));
        assertThat(ask("{\"role\":\"user\",\"content\":\"go\"}").statusCode()).isEqualTo(529);
        assertThatThrownBy(() -> ask("{\"role\":\"user\",\"content\":\"go\"}")).isInstanceOf(IOException.class);
        assertThat(ask("{\"role\":\"user\",\"content\":\"go\"}").statusCode()).isEqualTo(200);
    }

    @Test
    void refusesAnotherKey() throws Exception {
        var request = HttpRequest.newBuilder(provider.address().resolve("/v1/messages"))
                .header("x-api-key", "another")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void readsTheSameConversationInEveryFormat() throws Exception {
        var chat = "[{'role':'system','content':'s'},{'role':'user','content':'go'},{'role':'assistant','tool_calls':["
                + "{'id':'call_s0n0_scripted','type':'function','function':{'name':'run_command',"
                + "'arguments':'{\\\"command\\\":\\\"ls\\\"}'}}]},"
                + "{'role':'tool','tool_call_id':'call_s0n0_scripted','content':'out'}]";
        post(
                "/v1/chat/completions",
                "{'stream':true,'tools':[{'function':{'name':'run_command'}}],'messages':" + chat + "}");
        var responses = "[{'role':'user','content':[{'type':'input_text','text':'go'}]},{'type':'function_call',"
                + "'call_id':'call_s0n0_scripted','name':'run_command','arguments':'{\\\"command\\\":\\\"ls\\\"}'},"
                + "{'type':'function_call_output','call_id':'call_s0n0_scripted','output':'out'}]";
        post(
                "/v1/responses",
                "{'stream':true,'instructions':'s','tools':[{'name':'run_command'}],'input':" + responses + "}");
        var gemini = "[{'role':'user','parts':[{'text':'go'}]},{'role':'model','parts':[{'functionCall':{'id':"
                + "'call_s0n0_scripted','name':'run_command','args':{'command':'ls'}},'thoughtSignature':'c2lnbmVk'}]},"
                + "{'role':'user','parts':[{'functionResponse':{'id':'call_s0n0_scripted','name':'run_command',"
                + "'response':{'output':'out'}}}]}]";
        post(
                "/v1beta/models/g:streamGenerateContent?alt=sse",
                "{'systemInstruction':{'parts':[{'text':'s'}]},'tools':[{'functionDeclarations':[{'name':'run_command'"
                        + "}]}],'contents':" + gemini + "}");
        assertThat(provider.violations()).isEmpty();
        assertThat(provider.requests()).hasSize(3).allSatisfy(request -> {
            assertThat(request.conversation().replies()).isEqualTo(1);
            assertThat(request.conversation().system()).isEqualTo("s");
            assertThat(request.conversation().lastPrompt()).isEqualTo("go");
            assertThat(request.conversation().results().getFirst().text()).contains("out");
        });
    }

    private HttpResponse<String> ask(String messages) throws Exception {
        return send(body(messages));
    }

    private static String body(String messages) {
        return "{" + TOOLS + ",\"messages\":[" + messages + "]}";
    }

    private static String result(String id) {
        return "{\"role\":\"user\",\"content\":[" + block(id) + "]}";
    }

    private static String block(String id) {
        return Json.object("type", "tool_result", "tool_use_id", id, "content", List.of(Json.object("text", "out")))
                .toString();
    }

    private HttpResponse<String> send(String body) throws Exception {
        return post("/v1/messages", body);
    }

    /// Single quotes stand for double quotes.
    private HttpResponse<String> post(String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(provider.address().resolve(path))
                .header("x-api-key", ScriptedProvider.KEY)
                .header("x-goog-api-key", ScriptedProvider.KEY)
                .header("Authorization", "Bearer " + ScriptedProvider.KEY)
                .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
