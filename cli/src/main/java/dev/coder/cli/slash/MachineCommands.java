package dev.coder.cli.slash;

import dev.coder.plugin.Effect;
import dev.coder.policy.ApprovalMode;
import dev.coder.policy.Decision;
import dev.coder.protocol.ToolSpec;
import java.util.List;
import java.util.Set;

/// What this machine gives and allows.
record MachineCommands(Surroundings run) {

    private static final Set<String> EDITORS =
            Set.of("edit_file", "write_file", "apply_patch", "move_file", "create_directory");

    List<SlashCommand> list() {
        return List.of(
                Builtin.anytime(
                        "tools", "", "List the tools, whence they come, whether they are asked for", this::tools),
                Builtin.anytime(
                        "policy",
                        "",
                        "Show the rules in force",
                        (_, seat) -> seat.say(Lines.plain(run.reports().policy()))),
                Builtin.anytime(
                        "projects",
                        "",
                        "Show the projects of this session",
                        (_, seat) -> seat.say(Lines.plain(run.reports().projects()))),
                Builtin.anytime(
                        "doctor",
                        "",
                        "Check what this machine has",
                        (_, seat) -> seat.say(Lines.plain(run.reports().doctor()))));
    }

    private void tools(String argument, Seat seat) {
        var specs = run.tools().specs();
        var widest = specs.stream().mapToInt(spec -> spec.name().length()).max().orElse(0);
        seat.say(Lines.plain(specs.stream()
                .map(spec -> spec.name() + " ".repeat(widest - spec.name().length()) + "  "
                        + "%-9s".formatted(spec.origin()) + "  " + standing(spec))
                .toList()));
        seat.notice("Approval mode " + run.modes().mode().word() + "; rules of yours may say more: /policy");
    }

    private String standing(ToolSpec spec) {
        var confirmed = run.reports().confirmedBy(spec.name());
        if (!confirmed.isEmpty()) {
            return "always asked for (" + confirmed + ")";
        }
        if (spec.hints().readOnly()
                && spec.origin().equals(SlashCommand.BUILTIN)
                && !spec.hints().openWorld()) {
            return "unasked in the project";
        }
        return switch (spec.name()) {
            case "run_command", "start_process" -> "reading unasked, else " + word(command());
            default -> word(EDITORS.contains(spec.name()) ? edit() : List.of());
        };
    }

    private List<Effect> edit() {
        return List.of(new Effect.WriteFile(run.workspace().root().resolve("src")));
    }

    private List<Effect> command() {
        return List.of(new Effect.RunCommand("make", run.workspace().root()));
    }

    /// What the policy of the next call says; a mode that was just wished for is not in force before it.
    private String word(List<Effect> effects) {
        if (run.modes().mode() == ApprovalMode.BYPASS) {
            return "unasked";
        }
        return switch (run.modes().decide(effects)) {
            case Decision.Allow _ -> "unasked";
            case Decision.Ask _ -> "asked for";
            case Decision.Deny _ -> "refused";
        };
    }
}
