package dev.coder.cli.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coder.cli.config.Allowances;
import dev.coder.cli.config.Settings;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import dev.coder.plugin.CommandLauncher;
import dev.coder.plugin.Effect;
import dev.coder.plugin.Workspace;
import dev.coder.policy.ApprovalMode;
import dev.coder.policy.CommandJudge;
import dev.coder.policy.CommandRules;
import dev.coder.policy.Decision;
import dev.coder.policy.Machine;
import dev.coder.policy.ModePolicy;
import dev.coder.policy.Places;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModeSwitchTest {

    private static final CommandLauncher SANDBOXED = (line, _) -> line;

    @TempDir
    private Path folder;

    @Test
    void aNewModeCountsFromTheNextCallsOn() {
        var modes = from(ApprovalMode.ASK);
        modes.switchTo(ApprovalMode.AUTO);
        assertThat(modes.mode()).isEqualTo(ApprovalMode.AUTO);
        assertThat(modes.decide(command())).isInstanceOf(Decision.Ask.class);
        assertThat(modes.launcher()).isSameAs(CommandLauncher.DIRECT);
        modes.settle();
        assertThat(modes.decide(command())).isInstanceOf(Decision.Allow.class);
        assertThat(modes.launcher()).isSameAs(SANDBOXED);
    }

    @Test
    void whatIsTypedIntoAProgramOutsideTheSandboxIsAskedForInAutoMode() {
        assertThat(from(ApprovalMode.AUTO).decide(input())).isInstanceOf(Decision.Allow.class);
        var modes = from(ApprovalMode.AUTO);
        modes.switchTo(ApprovalMode.EDITS);
        modes.settle();
        modes.switchTo(ApprovalMode.AUTO);
        modes.settle();
        assertThat(modes.decide(input())).isInstanceOf(Decision.Ask.class);
    }

    @Test
    void staysAsItIsWhereTheModeCannotBeHad() {
        var modes = new ModeSwitch(policy(ApprovalMode.ASK), ApprovalMode.ASK, Settings.NONE.modes(), mode -> {
            if (mode == ApprovalMode.AUTO) {
                throw new StopException(ExitCode.USAGE, "no sandbox");
            }
            return () -> CommandLauncher.DIRECT;
        });
        assertThatThrownBy(() -> modes.switchTo(ApprovalMode.AUTO)).hasMessage("no sandbox");
        modes.settle();
        assertThat(modes.mode()).isEqualTo(ApprovalMode.ASK);
    }

    /// One that has started a process, which goes on in the next mode.
    private static final class RecordingLauncher implements CommandLauncher {

        private final List<String> left = new ArrayList<>(List.of(".vscode was taken away"));
        private final List<Path> accepted = new ArrayList<>();

        @Override
        public List<String> wrap(List<String> commandLine, Path workingDirectory) {
            return commandLine;
        }

        @Override
        public boolean isBusy() {
            return true;
        }

        @Override
        public void accept(Path path) {
            accepted.add(path);
        }

        @Override
        public List<String> settle() {
            var said = List.copyOf(left);
            left.clear();
            return said;
        }
    }

    @Test
    void looksAfterWhatWasStartedInAnEarlierMode() {
        var sandboxed = new RecordingLauncher();
        var modes = new ModeSwitch(
                policy(ApprovalMode.AUTO),
                ApprovalMode.AUTO,
                Settings.NONE.modes(),
                mode -> () -> mode == ApprovalMode.AUTO ? sandboxed : CommandLauncher.DIRECT);
        assertThat(modes.isBusy()).isFalse();
        assertThat(modes.launcher()).isSameAs(sandboxed);
        modes.switchTo(ApprovalMode.ASK);
        modes.before();

        assertThat(modes.launcher()).isSameAs(CommandLauncher.DIRECT);
        assertThat(modes.isBusy()).isTrue();
        var file = folder.resolve(".envrc");
        assertThat(modes.after(List.of(new Effect.WriteFile(file)))).containsExactly(".vscode was taken away");
        assertThat(sandboxed.accepted).containsExactly(file);
        assertThat(modes.after(List.of())).isEmpty();
    }

    private static List<Effect> input() {
        return List.of(new Effect.SendInput("p1 (bash)", "rm -rf build"));
    }

    private List<Effect> command() {
        return List.of(new Effect.RunCommand("make", folder));
    }

    private ModeSwitch from(ApprovalMode mode) {
        return new ModeSwitch(
                policy(mode),
                mode,
                Settings.NONE.modes(),
                wanted -> () -> wanted == ApprovalMode.AUTO ? SANDBOXED : CommandLauncher.DIRECT);
    }

    private LearningPolicy policy(ApprovalMode mode) {
        var places = new Places(new Workspace(List.of(folder)), folder.resolve("home"), List.of());
        var judge = new CommandJudge(places, Machine.UNSEEN, CommandRules.NONE);
        return new LearningPolicy(
                new ModePolicy(mode, places, mode == ApprovalMode.AUTO, judge),
                new Allowances(new StateFolder(folder.resolve("state")), folder),
                _ -> {});
    }
}
