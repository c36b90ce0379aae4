package dev.coder.agent.model;

import static dev.coder.agent.model.Conversations.SCHEMA;
import static dev.coder.agent.model.Conversations.ok;
import static dev.coder.agent.model.Conversations.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.agent.model.Conversations.Heard;
import dev.coder.protocol.Message;
import dev.coder.protocol.Message.Part;
import dev.coder.protocol.ToolCall;
import dev.coder.protocol.ToolOutput;
import dev.coder.protocol.ToolResult;
import dev.coder.protocol.ToolSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PracticeModelTest {

    private static final String BUGGY = "8\t        int free = buns / 12;";
    private static final String TEST =
            "check(\"a baker's dozen costs as much as a dozen\", 12 * 120, Bakery.price(13));";

    private final PracticeModel demo = PracticeModel.demo(Duration.ZERO);

    @Test
    void repairsTheDemoProject() throws Exception {
        var played = play(call -> switch (call.toolName()) {
            case "list_directory" -> "README.md  140 B\nrun-tests  152 B\nsrc/";
            case "find_files" -> "src/Bakery.java\nsrc/BakeryTest.java";
            case "read_file" -> call.parameters().text().contains("Test") ? TEST : BUGGY;
            case "edit_file" -> "edited src/Bakery.java, line 8";
            default -> "src/Bakery.java:8: int free = buns / 12;";
        });

        assertThat(played.calls())
                .containsExactly(
                        "list_directory",
                        "find_files",
                        "run_command",
                        "grep_search",
                        "read_file",
                        "read_file",
                        "edit_file",
                        "run_command");
        assertThat(played.end()).startsWith("Done: all tests pass.");
        assertThat(played.said()).contains("practice model").contains("not a real model");
    }

    @Test
    void sumsUpWhenTheLoopAsksForIt() throws Exception {
        var asked = Conversations.resource("/dev/coder/agent/loop/compact.md");
        var reply = demo.reply(request(List.of(user("Hi"), user(asked))), ModelListener.NONE);
        assertThat(text(reply)).isEqualTo("Practice: 2 messages were summed up.");
    }

    @Test
    void saysSoWhenItIsNotTheDemoProject() throws Exception {
        var played = play(call -> "pom.xml");

        assertThat(played.calls()).containsExactly("list_directory", "find_files");
        assertThat(played.end()).contains("not the project of `coder demo`", "practice model");
    }

    @Test
    void saysSoWhenTheFileIsNotAsExpected() throws Exception {
        var played = play(call -> switch (call.toolName()) {
            case "list_directory" -> "run-tests\nsrc/";
            case "find_files" -> "src/Bakery.java\nsrc/BakeryTest.java";
            default -> "something else";
        });

        assertThat(played.calls()).doesNotContain("edit_file");
        assertThat(played.end()).contains("not as I know them");
    }

    @Test
    void doesNotClaimASuccessThatTheToolsDidNotHave() throws Exception {
        var conversation = new ArrayList<Message>(List.of(user("Repair the failing test.")));
        for (var i = 0; i < 5; i++) {
            conversation.add(new Message.Assistant(List.of(call("run_command"))));
            conversation.add(results(ToolResult.failure("c", ToolResult.DENIED_BY_USER, "the user said no")));
        }
        var reply = demo.reply(request(conversation), ModelListener.NONE);

        assertThat(text(reply)).contains("still do not pass", "the user said no");
        assertThat(reply.message().calls()).isEmpty();
    }

    @Test
    void tellsAnyOtherPromptWhatItIs() throws Exception {
        var heard = new Heard();
        var reply = demo.reply(request(List.of(user("Write me a poem"))), heard);

        assertThat(text(reply)).startsWith("I am the practice model").contains("ANTHROPIC_API_KEY", "coder demo");
        assertThat(heard).hasToString(text(reply));
        assertThat(reply.stopReason()).isEqualTo(ModelReply.END_TURN);
    }

    @Test
    void callsNoToolThatTheSessionDoesNotHave() throws Exception {
        var request = new ModelRequest("", List.of(user("Repair the test")), List.of(), "ses_1");

        assertThat(demo.reply(request, ModelListener.NONE).message().calls()).isEmpty();
    }

    @Test
    void playsAScriptFromTheStartForEveryMessageOfTheUser(@TempDir Path folder) throws Exception {
        var file = folder.resolve("script.json");
        Files.writeString(file, """
                {"steps": [
                  {"say": "Looking.", "calls": [{"tool": "read_file", "parameters": {"path": "Käse.txt", "n": 1.0}}]},
                  {"text": "Done.", "delayMs": 1}
                ]}""");
        var script = new EnvironmentModels(Map.of("CODER_PRACTICE_MODEL", file.toString())).find("practice/script");
        var first = script.reply(request(List.of(user("Go"))), ModelListener.NONE);
        var conversation = List.of(user("Go"), first.message(), results(ok("call_1", "cheese")));
        var second = script.reply(request(conversation), ModelListener.NONE);
        var again = script.reply(
                request(Stream.concat(conversation.stream(), Stream.of(second.message(), user("Again")))
                        .toList()),
                ModelListener.NONE);

        assertThat(first.message().calls().getFirst().parameters()).hasToString("{\"path\": \"Käse.txt\", \"n\": 1.0}");
        assertThat(first.stopReason()).isEqualTo(ModelReply.TOOL_USE);
        assertThat(text(second)).isEqualTo("Done.");
        assertThat(again).isEqualTo(first);
    }

    private record Played(List<String> calls, String said, String end) {}

    /// Answers the demo's calls until it makes no more. `./run-tests` fails before the edit and passes after it.
    private Played play(Function<ToolCall, String> tools) throws Exception {
        var conversation = new ArrayList<Message>(List.of(user("The tests fail. Find out why and repair it.")));
        var calls = new ArrayList<String>();
        var heard = new Heard();
        var reply = demo.reply(request(conversation), heard);
        while (!reply.message().calls().isEmpty()) {
            conversation.add(reply.message());
            conversation.add(results(reply.message().calls().stream()
                    .map(call -> call.toolName().equals("run_command")
                            ? tests(call, calls.contains("edit_file"))
                            : ok(call.id(), tools.apply(call)))
                    .toArray(ToolResult[]::new)));
            reply.message().calls().forEach(call -> calls.add(call.toolName()));
            reply = demo.reply(request(conversation), heard);
        }
        return new Played(calls, heard.toString(), text(reply));
    }

    private static ToolResult tests(ToolCall call, boolean repaired) {
        var output = ToolOutput.text(repaired ? "All tests passed." : "FAIL  a dozen is paid in full: expected 1440");
        return new ToolResult(
                call.id(), repaired, output, repaired ? null : "exit code 1", null, repaired ? 0 : 1, null, null);
    }

    private static Part call(String tool) {
        return new Part.Call(new ToolCall("c", tool, SCHEMA, null));
    }

    private static Message results(ToolResult... results) {
        return new Message.Tools(List.of(results));
    }

    private static ModelRequest request(List<Message> conversation) {
        var tools = Stream.of("list_directory", "find_files", "grep_search", "read_file", "edit_file", "run_command")
                .map(name -> new ToolSpec(name, name, SCHEMA, ToolSpec.Hints.READS, "builtin", null))
                .toList();
        return new ModelRequest("", conversation, tools, "ses_1");
    }

    private static String text(ModelReply reply) {
        return reply.message().parts().getFirst() instanceof Part.Text(var text) ? text : "";
    }
}
