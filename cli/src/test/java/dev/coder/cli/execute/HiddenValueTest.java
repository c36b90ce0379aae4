package dev.coder.cli.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.cli.execute.Approver.Answer;
import dev.coder.cli.render.ApprovalView;
import dev.coder.cli.render.Theme;
import dev.coder.plugin.Effect;
import dev.coder.plugin.PreviewLine;
import dev.coder.plugin.Tool;
import dev.coder.plugin.ToolException;
import dev.coder.policy.Decision;
import dev.coder.policy.Policy;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolCall;
import dev.coder.protocol.ToolResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A value that was hidden from the model, on its way back through the real tools.
class HiddenValueTest {

    private static final Policy ASKS = effects ->
            effects.stream().allMatch(effect -> effect instanceof Effect.ReadFile || effect instanceof Effect.Internal)
                    ? new Decision.Allow("rule 1", "it reads")
                    : new Decision.Ask("rule 2", "it is asked for");
    private static final Pattern NAME = Pattern.compile("__SECRET_\\w+__");
    private static final List<Tool> TOOLS = Stream.of("run_command", "process", "read_file", "write_file", "edit_file")
            .map(name -> Objects.requireNonNull(Toolbox.installed().find(name)))
            .toList();
    private static final String VALUE = "Xk9vQ2`touch pwned`zz";

    private final List<Approver.Question> asked = new ArrayList<>();

    @TempDir
    private Path folder;

    private int calls;
    private @Nullable Journal journal;
    private @Nullable SessionResources resources;

    @BeforeEach
    void open() throws IOException {
        Files.createDirectories(folder.resolve("session"));
        journal = Journal.open(new SessionFolder(folder.resolve("session")).journal());
        resources = new SessionResources(folder.resolve("session/tools"), folder.resolve("session/workspace"));
    }

    @AfterEach
    void close() throws IOException {
        Objects.requireNonNull(resources).close();
        Objects.requireNonNull(journal).close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo NAME > out",
                "echo 'NAME' > out",
                "echo \"NAME\" > out",
                "cat > out <<END\nNAME\nEND",
                "V=\"NAME\"; echo \"$V\" > out"
            })
    void aCommandGetsItAsDataAndTheUserSeesIt(String command) throws Exception {
        var name = read();
        call("run_command", Map.of("command", command.replace("NAME", name)));
        assertThat(folder.resolve("pwned")).doesNotExist();
        assertThat(folder.resolve("out")).hasContent(VALUE);
        var question = asked.getLast();
        assertThat(question.title()).contains(name).doesNotContain("touch pwned");
        assertThat(shown(question)).contains("touch pwned");
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo `echo NAME`", "echo ${x:-NAME}", "echo \\NAME"})
    void whereItCanNotBeDataTheUserSeesItAsItIs(String command) throws Exception {
        var name = read();
        call("run_command", Map.of("command", command.replace("NAME", name)));
        assertThat(shown(asked.getLast())).contains(command.replace("NAME", VALUE));
    }

    @Test
    void aFileThatIsWrittenIsShownWithIt() throws Exception {
        var name = read();
        call("write_file", Map.of("path", "run.sh", "content", "login " + name + "\n"));
        assertThat(folder.resolve("run.sh")).hasContent("login " + VALUE);
        assertThat(asked.getLast().preview()).contains(new PreviewLine(PreviewLine.Kind.ADDED, 0, "login " + VALUE));
    }

    @Test
    void whatIsTypedIsShownWithIt() throws Exception {
        var name = read();
        call("process", Map.of("action", "start", "command", "cat " + name));
        assertThat(shown(asked.getLast())).contains("cat '" + VALUE + "'");
        call("process", Map.of("action", "write", "id", "p1", "input", "x " + name + "\n"));
        assertThat(shown(asked.getLast())).contains("x " + VALUE);
    }

    @Test
    void aPlainWordKeepsItsName() throws Exception {
        Files.writeString(folder.resolve("a.txt"), "db.password='kX9vQ2mB7nT4w'\n");
        var name = name(call("read_file", Map.of("path", "a.txt")));
        call("run_command", Map.of("command", "echo " + name + " > out"));
        assertThat(folder.resolve("out")).hasContent("kX9vQ2mB7nT4w");
        assertThat(shown(asked.getLast())).contains("echo " + name).doesNotContain("kX9vQ2mB7nT4w");
    }

    @Test
    void aFileIsWrittenBackByteForByte() throws Exception {
        var content = """
                /*
                 * where <token> is
                 * "Bug" and <separator> is
                 */
                -----BEGIN PRIVATE KEY-----
                MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj
                MzEfYyjiWA4R4ypbHqGC0H0tG3hGbN3MqHdOWr7e2TzZ8uExamQLE0123456789Q
                q8wTz0pLkd93jfhGJ4mQv1nZs7RxYbWc5DgEaHtUoIiKyVlMrXpSnOfQ2uC6v3B
                -----END PRIVATE KEY-----
                end
                """;
        Files.writeString(folder.resolve("a.c"), content);
        var shown = text(call("read_file", Map.of("path", "a.c")));
        assertThat(shown).contains("where <token> is").doesNotContain("MzEfYy");
        var back = shown.replaceAll("(?m)^\\d+\t", "");
        assertThat(call("write_file", Map.of("path", "a.c", "content", back)).success())
                .isTrue();
        assertThat(folder.resolve("a.c")).hasContent(content);
        var name = NAME.matcher(shown).results().findFirst().orElseThrow().group();
        var edit = call(
                "edit_file",
                Map.of("path", "a.c", "oldText", name + "\n-----END PRIVATE KEY-----\nend", "newText", "gone"));
        assertThat(edit.success()).as(String.valueOf(edit.error())).isTrue();
        assertThat(Files.readString(folder.resolve("a.c"))).endsWith("KEY-----\ngone\n");
    }

    @Test
    void linesThatAreInNoFileAreNotPutBack() throws Exception {
        Files.writeString(folder.resolve("b.txt"), "x\n");
        var values = Map.of("__SECRET_secret_0a1b2c3d4e5f__", "one\ntwo");
        var effects = List.<Effect>of(new Effect.WriteFile(folder.resolve("b.txt")));
        assertThat(refusal(values, effects)).contains("__SECRET_secret_0a1b2c3d4e5f__", "b.txt", "read the file again");
        Files.writeString(folder.resolve("b.txt"), "x one\r\ntwo\r\n");
        assertThat(refusal(values, effects)).isEmpty();
    }

    private static String refusal(Map<String, String> values, List<Effect> effects) {
        try {
            PutBack.requireContent(values, effects);
            return "";
        } catch (ToolException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /// The name of the value, from a file that holds it.
    private String read() throws Exception {
        Files.writeString(folder.resolve("a.txt"), "db.password='" + VALUE + "'\n");
        return name(call("read_file", Map.of("path", "a.txt")));
    }

    private static String name(ToolResult result) {
        var names = NAME.matcher(text(result));
        assertThat(names.find()).as(text(result)).isTrue();
        return names.group();
    }

    private static String text(ToolResult result) {
        return result.result() == null
                ? String.valueOf(result.error())
                : result.result().text();
    }

    /// All that the user can see.
    private static String shown(Approver.Question question) {
        return new ApprovalView(question, 0, true, 0)
                .lines(Theme.none(), 200, 500).stream().map(Object::toString).reduce("", (a, b) -> a + "\n" + b);
    }

    private ToolResult call(String tool, Map<String, ?> parameters) throws IOException, InterruptedException {
        Approver approver = question -> {
            asked.add(question);
            return new Answer.Yes();
        };
        calls++;
        var call = new ToolCall("c" + calls, tool, new RawJson(ProtocolJson.writeObject(parameters)), null);
        return new ToolExecutor(
                        TestHands.of(folder, ASKS, approver, TOOLS.toArray(Tool[]::new)),
                        Objects.requireNonNull(journal),
                        new SessionFolder(folder.resolve("session")),
                        Objects.requireNonNull(resources))
                .execute(List.of(new ToolExecutor.Wanted(call, calls)))
                .getFirst();
    }
}
