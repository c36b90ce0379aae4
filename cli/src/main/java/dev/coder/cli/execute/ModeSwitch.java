package dev.coder.cli.execute;

import dev.coder.cli.config.Modes;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import dev.coder.plugin.CommandLauncher;
import dev.coder.plugin.Effect;
import dev.coder.policy.ApprovalMode;
import dev.coder.policy.Decision;
import dev.coder.policy.Policy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The approval mode of this run: policy and launcher together. The user may switch it at any time; it counts from the
/// next calls on, so that no call is judged in one mode and started in another. What was started in a mode is looked
/// after in the next one, too. Thread-safe.
public final class ModeSwitch implements Policy, CallBoundary {

    private final LearningPolicy policy;
    private final Modes modes;
    private final Function<ApprovalMode, Supplier<CommandLauncher>> launchers;
    private volatile Stance present;
    private volatile Stance next;
    private volatile boolean freePrograms;
    private final Set<CommandLauncher> used = ConcurrentHashMap.newKeySet();
    private final Queue<String> said = new ConcurrentLinkedQueue<>();

    private record Stance(ApprovalMode mode, Supplier<CommandLauncher> launcher) {}

    /// @param policy    in the first mode
    /// @param modes     those that the settings leave
    /// @param launchers how commands are started in a mode; throws [StopException] when that cannot be had
    public ModeSwitch(
            LearningPolicy policy,
            ApprovalMode mode,
            Modes modes,
            Function<ApprovalMode, Supplier<CommandLauncher>> launchers) {
        this.policy = policy;
        this.modes = modes;
        this.launchers = launchers;
        this.present = new Stance(mode, launchers.apply(mode));
        this.next = present;
        this.freePrograms = mode != ApprovalMode.AUTO;
    }

    /// The mode of the next call.
    public ApprovalMode mode() {
        return next.mode();
    }

    /// @throws StopException when the settings or this machine do not allow it; the mode stays as it is then
    public void switchTo(ApprovalMode mode) {
        modes.refusal(mode).ifPresent(why -> {
            throw new StopException(ExitCode.USAGE, why);
        });
        next = new Stance(mode, launchers.apply(mode));
    }

    /// Lets the wished mode take effect. No call runs meanwhile.
    public void settle() {
        var wanted = next;
        if (wanted.equals(present)) {
            return;
        }
        policy.switchTo(wanted.mode(), wanted.mode() == ApprovalMode.AUTO);
        freePrograms |= wanted.mode() != ApprovalMode.AUTO;
        present = wanted;
    }

    /// How the present call starts commands.
    public CommandLauncher launcher() {
        var launcher = present.launcher().get();
        used.add(launcher);
        return launcher;
    }

    /// Whether a command runs in the sandbox.
    public boolean isBusy() {
        return used.stream().anyMatch(CommandLauncher::isBusy);
    }

    @Override
    public void before() {
        settle();
        used.forEach(launcher -> said.addAll(launcher.settle()));
    }

    @Override
    public List<String> after(List<Effect> effects) {
        effects.forEach(this::accept);
        used.forEach(launcher -> said.addAll(launcher.settle()));
        var told = new ArrayList<String>();
        for (var sentence = said.poll(); sentence != null; sentence = said.poll()) {
            told.add(sentence);
        }
        return told;
    }

    private void accept(Effect effect) {
        if (effect instanceof Effect.WriteFile(var path)) {
            used.forEach(launcher -> launcher.accept(path));
        } else if (effect instanceof Effect.DeleteFile(var path)) {
            used.forEach(launcher -> launcher.accept(path));
        }
    }

    public Memory memory() {
        return policy;
    }

    /// A program that was started outside the sandbox stays outside when the mode changes: what is typed into it is
    /// asked for.
    @Override
    public Decision decide(List<Effect> effects) {
        var decision = policy.decide(effects);
        var typed = effects.stream().anyMatch(Effect.SendInput.class::isInstance);
        return typed && freePrograms && present.mode() == ApprovalMode.AUTO && decision instanceof Decision.Allow
                ? new Decision.Ask("input", "it is typed into a program that may run outside the sandbox")
                : decision;
    }

    @Override
    public Predicate<Path> searchable() {
        return policy.searchable();
    }
}
