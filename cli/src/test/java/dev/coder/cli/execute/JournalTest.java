package dev.coder.cli.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.protocol.Content;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolCall;
import dev.coder.protocol.ToolOutput;
import dev.coder.protocol.ToolResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final ToolCall CALL = new ToolCall("call_1", "write_file", new RawJson("{ \"a\": 1.00 }"), null);

    @TempDir
    private Path folder;

    @Test
    void remembersEverythingAcrossRuns() throws IOException {
        var finished = new JournalEntry.Finished(ToolResult.success("call_2", ToolOutput.text("größer\n🙂")));
        try (var journal = open()) {
            journal.write(new JournalEntry.Client("cli_1", 3, 7));
            journal.write(new JournalEntry.Asked("key", List.of(new Content.Text("do it"))));
            journal.write(new JournalEntry.TurnBegan("trn_1", 12));
            journal.write(new JournalEntry.Received(CALL));
            journal.write(new JournalEntry.Started("call_2", "hash"));
            journal.write(finished);
            journal.write(new JournalEntry.Acked(List.of("call_2"), 20));
        }
        try (var journal = open()) {
            assertThat(journal.client()).isEqualTo(new JournalEntry.Client("cli_1", 3, 7));
            assertThat(journal.asked()).isNull();
            assertThat(journal.turn()).isEqualTo(new JournalEntry.TurnBegan("trn_1", 12));
            assertThat(journal.call("call_1")).isEqualTo(new JournalEntry.Received(CALL));
            assertThat(journal.call("call_2")).isEqualTo(finished);
            assertThat(journal.damaged()).isFalse();
        }
    }

    @Test
    void knowsAPromptThatMayNotHaveArrived() throws IOException {
        try (var journal = open()) {
            journal.write(new JournalEntry.Asked("key", List.of(new Content.Text("do it"))));
        }
        try (var journal = open()) {
            assertThat(journal.asked()).isEqualTo(new JournalEntry.Asked("key", List.of(new Content.Text("do it"))));
            journal.write(new JournalEntry.Withdrawn("key"));
            assertThat(journal.asked()).isNull();
        }
    }

    @Test
    void dropsALineThatWasTornAnywhere() throws IOException {
        try (var journal = open()) {
            journal.write(new JournalEntry.Started("call_1", "ü"));
            journal.write(new JournalEntry.Started("call_2", "ü"));
        }
        var whole = Files.readAllBytes(file());
        var first = Files.readAllLines(file()).getFirst().getBytes(StandardCharsets.UTF_8).length + 1;
        for (var length = first; length < whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            try (var journal = open()) {
                assertThat(journal.call("call_1")).isNotNull();
                assertThat(journal.call("call_2")).as("torn at %d", length).isNull();
                journal.write(new JournalEntry.Started("call_3", ""));
            }
            try (var journal = open()) {
                assertThat(journal.call("call_3")).isNotNull();
                assertThat(journal.damaged()).isFalse();
            }
        }
    }

    @Test
    void saysWhenALineInTheMiddleIsUnreadable() throws IOException {
        Files.writeString(file(), "{\"state\":\n{\"state\":\"started\"}\n", StandardOpenOption.CREATE);
        try (var journal = open()) {
            assertThat(journal.damaged()).isTrue();
        }
    }

    @Test
    void opensEvenWhenAPartIsNoText() throws IOException {
        Files.write(file(), new byte[] {'{', (byte) 0xff, 0, (byte) 0xc3, '\n'}, StandardOpenOption.CREATE);
        try (var journal = open()) {
            assertThat(journal.damaged()).isTrue();
        }
    }

    @Test
    void tellsWhetherAnythingWasAsked() throws IOException {
        assertThat(Journal.knowsPrompts(file())).isFalse();
        try (var journal = open()) {
            journal.write(new JournalEntry.Client("cli_1", 1, 0));
            assertThat(Journal.knowsPrompts(file())).isFalse();
            journal.write(new JournalEntry.Asked("key", List.of(new Content.Text("do it"))));
            assertThat(Journal.knowsPrompts(file())).isTrue();
        }
    }

    @Test
    void isReadableByItsOwnerOnly() throws IOException {
        open().close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    private Path file() {
        return new SessionFolder(folder).journal();
    }

    private Journal open() throws IOException {
        return Journal.open(file());
    }
}
