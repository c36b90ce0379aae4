package dev.coder.cli;

import dev.coder.cli.config.ConfigFiles;
import dev.coder.cli.config.Preferences;
import dev.coder.cli.config.Settings;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.conversation.Conversation;
import dev.coder.cli.conversation.Observer;
import dev.coder.cli.conversation.OpenSession;
import dev.coder.cli.conversation.Spend;
import dev.coder.cli.conversation.TurnOutcome;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.keys.Asking;
import dev.coder.cli.keys.KeyRing;
import dev.coder.cli.remote.RefusedException;
import dev.coder.cli.remote.SessionEvents;
import dev.coder.cli.render.Theme;
import dev.coder.cli.secrets.SecretFirewall;
import dev.coder.cli.slash.SlashCommand;
import dev.coder.cli.slash.SlashCommands;
import dev.coder.cli.terminal.Streams;
import dev.coder.cli.tui.Bench;
import dev.coder.cli.tui.LiveTerminal;
import dev.coder.policy.ApprovalMode;
import dev.coder.protocol.LoggedEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `coder` alone, in a terminal: live where that is possible, else line by line.
record LiveConversation(CoderCommand wish, Map<String, String> environment, Streams streams) {

    /// @param prompt the first message; null when the user is still to type it
    ExitCode run(@Nullable String prompt) throws InterruptedException, IOException {
        var preferences = preferences();
        return simple() || preferences.screenReader() || !typed(preferences)
                ? plain(prompt)
                : live(preferences, prompt);
    }

    private Preferences preferences() {
        return Settings.read(ConfigFiles.of(environment), List.of(), List.of()).preferences();
    }

    /// A passphrase is typed before the live terminal begins: it is not hidden there. The local agent then has its
    /// keys; for a far agent the conversation is line by line.
    private boolean typed(Preferences preferences) throws InterruptedException {
        if (!KeyRing.of(environment, Asking.NOBODY).asks()) {
            return true;
        }
        if (wish.agent.remote(environment, preferences).isPresent()) {
            return false;
        }
        var way = new AgentWay(environment, StateFolder.of(environment), preferences, streams);
        way.to(wish.agent, _ -> {}, _ -> {});
        return true;
    }

    /// A terminal whose cursor cannot be moved.
    private boolean simple() {
        var type = environment.getOrDefault("TERM", "");
        return type.isEmpty() || type.equals("dumb");
    }

    private ExitCode plain(@Nullable String prompt) throws InterruptedException, IOException {
        return new ConversationRun(wish, Workbench.of(wish, environment, streams, UnaryOperator.identity()))
                .plain(prompt);
    }

    private ExitCode live(Preferences preferences, @Nullable String prompt) throws InterruptedException, IOException {
        return begun(preferences)
                .run(
                        prompt,
                        (screen, approver) -> new Seated(Workbench.of(
                                wish, environment, streams.seated(screen, approver), UnaryOperator.identity())));
    }

    /// All that comes before the first frame, and that frame; nothing after it.
    void rehearse() {
        var preferences = preferences();
        KeyRing.of(environment, Asking.NOBODY).asks();
        begun(preferences);
    }

    private LiveTerminal begun(Preferences preferences) {
        var habits = new LiveTerminal.Habits(
                preferences.editingMode(),
                preferences.notifications(),
                Theme.of(preferences.theme(), false, environment));
        var history = StateFolder.of(environment).history();
        var place = new LiveTerminal.Place(environment, streams.out(), history, habits);
        return LiveTerminal.begin(place, Version.CURRENT, folder());
    }

    private String folder() {
        var folder = Path.of(wish.projects.isEmpty() ? "" : wish.projects.getFirst())
                .toAbsolutePath()
                .normalize();
        var home = StateFolder.home(environment);
        return folder.equals(home) ? "~" : folder.startsWith(home) ? "~/" + home.relativize(folder) : folder.toString();
    }

    /// The workbench as the live terminal wants it.
    private final class Seated implements Bench {

        private final Workbench bench;
        private final ConversationRun run;
        private final SlashCommands commands;

        Seated(Workbench bench) {
            this.bench = bench;
            this.run = new ConversationRun(wish, bench);
            this.commands = bench.commands();
        }

        @Override
        public OpenSession session() throws InterruptedException, IOException {
            return run.opened();
        }

        @Override
        public Conversation conversation(OpenSession session, OpenSession.Claim claim) {
            return run.conversation(session, claim);
        }

        @Override
        public TurnOutcome watch(OpenSession session) throws InterruptedException {
            return new Observer(bench.client(), session, bench.screen()).watch();
        }

        @Override
        public List<LoggedEvent> past(OpenSession session) throws InterruptedException {
            var past = new ArrayList<LoggedEvent>();
            try {
                new SessionEvents(bench.client(), session.id(), 0, past::add).catchUp();
            } catch (RefusedException | StopException e) {
                bench.screen().notice("What was said before cannot be shown: the agent does not tell it");
            }
            return past;
        }

        @Override
        public Spend spend(OpenSession session) throws InterruptedException {
            try {
                var facts = bench.client().capabilities().modelFacts();
                return Spend.of(facts == null ? List.of() : facts);
            } catch (RefusedException | StopException e) {
                return Spend.of(List.of());
            }
        }

        @Override
        public List<String> notices() {
            return Stream.concat(bench.notices().stream(), commands.notices().stream())
                    .toList();
        }

        @Override
        public List<SlashCommand> commands() {
            return commands.list();
        }

        @Override
        public SecretFirewall firewall() {
            return bench.hands().firewall();
        }

        @Override
        public List<Path> roots() {
            return bench.hands().workspace().roots();
        }

        @Override
        public String mode() {
            return bench.modes().mode().word();
        }

        /// Bypass is nothing to come across by accident.
        @Override
        public String nextMode() {
            var modes = List.of(ApprovalMode.PLAN, ApprovalMode.ASK, ApprovalMode.EDITS, ApprovalMode.AUTO);
            var now = modes.indexOf(bench.modes().mode());
            for (var step = 1; step <= modes.size(); step++) {
                if (switched(modes.get((now + step) % modes.size()))) {
                    break;
                }
            }
            return mode();
        }

        /// Not every mode is to be had everywhere.
        private boolean switched(ApprovalMode mode) {
            try {
                bench.modes().switchTo(mode);
                return true;
            } catch (StopException e) {
                return false;
            }
        }
    }
}
