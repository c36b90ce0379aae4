package dev.coder.cli;

import dev.coder.cli.conversation.Conversation;
import dev.coder.cli.conversation.Observer;
import dev.coder.cli.conversation.OpenSession;
import dev.coder.cli.conversation.Screen;
import dev.coder.cli.conversation.SessionDesk;
import dev.coder.cli.conversation.ToldScreen;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.keys.Asking;
import dev.coder.cli.keys.KeyRing;
import dev.coder.cli.keys.ModelKeyOrigin;
import dev.coder.cli.terminal.InteractiveLoop;
import dev.coder.cli.terminal.Interrupts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// One run of `coder`: opens the session, goes on with what is unfinished in it, then with the prompt.
final class ConversationRun {

    /// From this size on the agent is asked for its limit before the prompt is sent.
    private static final int LARGE_PROMPT = 256 * 1024;

    private final CoderCommand wish;
    private final Workbench bench;

    ConversationRun(CoderCommand wish, Workbench bench) {
        this.wish = wish;
        this.bench = bench;
    }

    /// @param prompt null when only what is unfinished is wanted
    ExitCode once(@Nullable String prompt) throws InterruptedException, IOException {
        if (prompt == null && wish.session == null && !wish.last) {
            throw new StopException(
                    ExitCode.USAGE,
                    "There is no prompt; say what to do, such as: " + OwnCommand.with("\"fix the build\""));
        }
        if (prompt != null) {
            checkSize(prompt);
        }
        try (var session = session()) {
            var claim = session.claim();
            return claim == null ? watch(session, prompt) : converse(conversation(session, claim), prompt);
        }
    }

    /// Prompt after prompt, as plain lines.
    ///
    /// @param prompt the first one; null when the user is still to type it
    ExitCode plain(@Nullable String prompt) throws InterruptedException, IOException {
        try (var session = session()) {
            var claim = session.claim();
            return claim == null
                    ? watch(session, prompt)
                    : new InteractiveLoop(conversation(session, claim), bench.screen(), bench.state(), bench.undo())
                            .run(prompt);
        }
    }

    private OpenSession session() throws InterruptedException, IOException {
        var session = opened();
        bench.notices().forEach(bench.screen()::notice);
        if (session.otherSettings()) {
            bench.screen().notice(OpenSession.OTHER_SETTINGS);
        }
        return session;
    }

    /// The session that the user wants.
    OpenSession opened() throws InterruptedException, IOException {
        if (wish.session != null) {
            return bench.desk().open(SessionDesk.named(wish.session), wish.takeOver);
        }
        return wish.last ? bench.desk().last(wish.takeOver) : bench.desk().create();
    }

    Conversation conversation(OpenSession session, OpenSession.Claim claim) {
        return new Conversation(bench.client(), session, claim, bench.hands(), screen());
    }

    /// Of the keys for the local agent this machine knows more than the agent does.
    private Screen screen() {
        var environment = bench.added().environment();
        var preferences = bench.added().terms().settings().preferences();
        if (wish.agent.remote(environment, preferences).isPresent()) {
            return bench.screen();
        }
        var origin = new ModelKeyOrigin(environment, KeyRing.of(environment, Asking.NOBODY));
        return new ToldScreen(bench.screen(), origin::told);
    }

    private ExitCode converse(Conversation conversation, @Nullable String prompt) throws InterruptedException {
        Interrupts.cancel(conversation, bench.screen());
        var earlier = conversation.resume();
        if (prompt == null) {
            return earlier == null ? nothingToDo() : earlier.exitCode();
        }
        if (earlier != null && earlier.exitCode() == ExitCode.CANCELLED) {
            return ExitCode.CANCELLED;
        }
        return conversation.ask(prompt).exitCode();
    }

    private ExitCode nothingToDo() {
        bench.screen().notice("Nothing is unfinished in this session; add a prompt to go on");
        return ExitCode.DONE;
    }

    private ExitCode watch(OpenSession session, @Nullable String prompt) throws InterruptedException {
        if (prompt != null) {
            throw new StopException(
                    ExitCode.SESSION,
                    "Another coder executes this session, so the prompt was not sent; take it over with --take-over, or"
                            + " watch it with: " + OwnCommand.with("--session " + session.id()));
        }
        return new Observer(bench.client(), session, bench.screen()).watch().exitCode();
    }

    private void checkSize(String prompt) throws InterruptedException {
        var bytes = prompt.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < LARGE_PROMPT) {
            return;
        }
        var limit = bench.client().capabilities().limits().requestBytes();
        if (bytes > limit) {
            throw new StopException(
                    ExitCode.USAGE,
                    "The prompt has " + kib(bytes) + ", the agent takes " + kib(limit)
                            + "; put the text into a file of the project and name the file in the prompt");
        }
    }

    private static String kib(int bytes) {
        return "%,d KiB".formatted(bytes / 1024);
    }
}
