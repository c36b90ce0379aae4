package dev.coder.cli;

import dev.coder.cli.config.Preferences;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.terminal.Output;
import dev.coder.cli.terminal.PlainText;
import dev.coder.cli.terminal.Streams;
import dev.coder.policy.ApprovalMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/// `coder PROMPT…`: one turn; `coder` alone: a conversation.
@Command(
        name = "coder",
        sortOptions = false,
        description = "A coding agent for your terminal. Without a prompt it starts a conversation.",
        footer = {
            "",
            "Files below $CODER_STATE_DIR (default ~/.local/state/coder); everything stays on this machine",
            "except what is sent to the agent you choose."
        })
final class CoderCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "PROMPT",
            arity = "0..*",
            description = "What to do. Read from standard input when left out; \"-\" adds standard input to the words.")
    List<String> words = new ArrayList<>();

    @Option(
            names = {"-i", "--interactive"},
            description = "Hold a conversation; a prompt is its first message.")
    boolean interactive;

    @Option(
            names = {"-p", "--print"},
            description = "Print only the final text.")
    boolean print;

    @Option(
            names = "--output",
            paramLabel = "FORM",
            defaultValue = "text",
            description = "text, json (one object at the end) or jsonl (every event as it arrives). Default: text.")
    Output output = Output.TEXT;

    @Option(
            names = "--session",
            paramLabel = "ID",
            description = "Go on with this session; a part of its id is enough.")
    @Nullable
    String session;

    @Option(
            names = {"-c", "--continue"},
            description = "Go on with the last session of this project, and first with what is unfinished in it.")
    boolean last;

    @Option(
            names = "--resume",
            paramLabel = "ID",
            arity = "0..1",
            fallbackValue = "",
            description = "Go on with this session; a part of its id is enough. Without one: choose from a list.")
    @Nullable
    String resume;

    @Option(names = "--take-over", description = "Take a session over from the coder that executes it.")
    boolean takeOver;

    @Option(
            names = "--project",
            paramLabel = "DIR",
            description = "Work in this folder (repeatable; default: the current one).")
    List<String> projects = new ArrayList<>();

    @Option(
            names = "--model",
            paramLabel = "PROVIDER/NAME",
            description = "Use this model (default: CODER_MODEL, else the settings', else the agent's).")
    @Nullable
    String model;

    @Option(
            names = "--approval-mode",
            paramLabel = "MODE",
            description =
                    "plan (reads only), ask (for every change; the default), edits (file edits in the project go unasked),"
                            + " auto (sandboxed commands, too) or bypass (everything, for throw-away machines).")
    @Nullable
    ApprovalMode approvalMode;

    @Option(
            names = "--trust",
            description =
                    "Trust the project folders in this run: their .coder/config.json counts, and where nobody can be"
                            + " asked more than reading is possible.")
    boolean trust;

    /// Whether the user wrote the calls, not a model.
    boolean byHand;

    @Option(names = "--max-steps", paramLabel = "N", description = "At most so many model calls a turn.")
    @Nullable
    Integer maxSteps;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Log what Coder does to a file, which is named at the end; --debug=stderr shows it as well.")
    boolean debug;

    @Option(
            names = "--trace",
            scope = ScopeType.INHERIT,
            description = "Keep every call and every byte between Coder and the agent, without secrets: coder trace.")
    boolean trace;

    @Mixin
    AgentOptions agent = new AgentOptions();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            description = "Show the version.")
    boolean version;

    private final Map<String, String> environment;
    private final Streams streams;

    CoderCommand(Map<String, String> environment, Streams streams) {
        this.environment = environment;
        this.streams = streams;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        if (version) {
            streams.out().println("coder " + Version.CURRENT);
            streams.out().flush();
            return ExitCode.DONE.number();
        }
        check();
        if (resume != null) {
            new Resumption(this, environment, streams).settle(resume);
        } else if (session != null) {
            session = new Resumption(this, environment, streams).idOf(session);
        }
        var prompt = new PromptSource(words, streams.inIsTerminal(), session != null || last).read();
        if (interactive || (prompt == null && conversational())) {
            return new LiveConversation(this, environment, streams).run(prompt).number();
        }
        var workbench = Workbench.of(this, environment, streams, UnaryOperator.identity());
        return new ConversationRun(this, workbench).once(prompt).number();
    }

    private boolean conversational() {
        return streams.inIsTerminal() && streams.outIsTerminal() && !print && output == Output.TEXT;
    }

    private void check() {
        if (session != null && last) {
            throw wrong("--session and --continue contradict each other; leave one out");
        }
        if (resume != null && (session != null || last)) {
            throw wrong("--resume contradicts --session and --continue; leave one out");
        }
        if (takeOver && session == null && !last && resume == null) {
            throw wrong("--take-over needs a session: add --session ID or --continue");
        }
        if (print && output == Output.JSONL) {
            throw wrong("--print and --output jsonl contradict each other; leave one out");
        }
        if (interactive && (print || output != Output.TEXT)) {
            throw wrong("--interactive contradicts " + (print ? "--print" : "--output") + "; leave one out");
        }
        if (interactive && (!conversational() || words.contains("-"))) {
            throw wrong("--interactive needs a terminal for input and output; without one, run a single turn: "
                    + OwnCommand.with("-p \"fix the build\""));
        }
        if (words.size() == 1) {
            requireNoFolder(words.getFirst());
        }
        if (maxSteps != null && maxSteps < 1) {
            throw wrong("--max-steps needs a number from 1 on");
        }
    }

    /// `-p` once named the project, and a path alone is no prompt.
    private void requireNoFolder(String word) {
        if ((print || word.matches("\\.{1,2}|~|.*/.*")) && isFolder(word)) {
            throw wrong("\"" + PlainText.show(word) + "\" is a folder, not a prompt; to work in it: "
                    + OwnCommand.with("--project " + OwnCommand.quoted(word)));
        }
    }

    private static boolean isFolder(String word) {
        try {
            return Files.isDirectory(Path.of(word));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static StopException wrong(String sentence) {
        return new StopException(ExitCode.USAGE, sentence);
    }

    Terms.Wish terms() {
        return new Terms.Wish(approvalMode, trust, byHand);
    }

    /// What the user asked for; for a new session else `CODER_MODEL`, else the settings; else null.
    @Nullable
    String model(Preferences preferences) {
        if (model != null || session != null || last) {
            return model;
        }
        var preset = environment.getOrDefault("CODER_MODEL", "");
        return preset.isBlank() ? preferences.model().value().orElse(null) : preset;
    }
}
