package dev.coder.policy;

import dev.coder.plugin.Effect;
import dev.coder.policy.Places.Kind;
import java.nio.file.Path;
import java.util.List;

/// The built-in rules: what an [ApprovalMode] lets through.
///
/// @param sandboxed whether commands will run in a sandbox
/// @param commands  tells the commands that only read from those that do harm
public record ModePolicy(ApprovalMode mode, Places places, boolean sandboxed, CommandJudge commands) implements Policy {

    @Override
    public Decision decide(List<Effect> effects) {
        try {
            return effects.stream()
                    .map(this::decide)
                    .max(Decision.byStrictness())
                    .orElseGet(() -> change("unknown-effects", "the tool does not say what it would touch"));
        } catch (RuntimeException | LinkageError e) {
            return new Decision.Deny("failed", "the policy failed: " + e);
        }
    }

    private Decision decide(Effect effect) {
        return switch (effect) {
            case Effect.ReadFile(var path) -> read(path);
            case Effect.ListDirectory(var path) -> read(path);
            case Effect.WriteFile(var path) -> write(path);
            case Effect.DeleteFile(var path) -> delete(path);
            case Effect.RunCommand(var command, var folder) -> run(command, folder);
            case Effect.SendInput(var process, var _) -> input(process);
            case Effect.RunIsolated(var language) ->
                sandboxed
                        ? new Decision.Allow("isolated", language + " runs with no network in a folder of its own")
                        : change("no-sandbox", "there is no sandbox for " + language);
            case Effect.UseSecret(var name) -> change("use-secret", "it would use the hidden value " + name);
            case Effect.Fetch(var uri) -> change("network", "it would reach " + uri.getHost());
            case Effect.Internal() -> new Decision.Allow("internal", "nothing outside Coder is touched");
        };
    }

    private Decision read(Path path) {
        return switch (places.kindOf(path)) {
            case PROJECT, PROTECTED -> new Decision.Allow("read-project", "it reads in the project");
            case SECRET -> unlessBypassed("read-secret", path + " commonly holds secrets");
            case OUTSIDE -> unlessBypassed("read-outside", path + " lies outside the project");
            case OWN_STATE -> blocked("own-state", path + " belongs to Coder itself");
            case BLOCKED -> blocked("blocked", path + " holds keys or system secrets, or is a device");
        };
    }

    private Decision write(Path path) {
        return switch (places.kindOf(path)) {
            case PROJECT ->
                mode.compareTo(ApprovalMode.EDITS) >= 0
                        ? new Decision.Allow("edit-project", "file edits in the project go unasked in this mode")
                        : change("edit", "it changes " + path);
            case PROTECTED -> change("protected-name", path + " is obeyed by other programs");
            case SECRET -> change("write-secret", path + " commonly holds secrets");
            case OUTSIDE -> change("write-outside", path + " lies outside the project");
            case OWN_STATE -> blocked("own-state", path + " belongs to Coder itself");
            case BLOCKED -> blocked("blocked", path + " holds keys or system secrets, or is a device");
        };
    }

    private Decision delete(Path path) {
        if (places.holdsEverything(path)) {
            return new Decision.Deny("delete-root", "it would delete a whole project, the home folder or more");
        }
        return places.kindOf(path) == Kind.OUTSIDE
                ? change("delete-outside", path + " lies outside the project")
                : write(path);
    }

    private Decision run(String command, Path folder) {
        if (mode == ApprovalMode.BYPASS) {
            return new Decision.Allow("bypass", "everything goes unasked in this mode");
        }
        return switch (commands.judge(command, folder).decision()) {
            case Decision.Allow allow -> allow;
            case Decision.Ask _
            when mode == ApprovalMode.AUTO && sandboxed && places.kindOf(folder) == Kind.PROJECT ->
                new Decision.Allow("sandboxed", "the command runs in a sandbox");
            case Decision.Ask(var rule, var reason) -> change(rule, reason);
            case Decision.Deny deny -> deny;
        };
    }

    private Decision input(String process) {
        return mode == ApprovalMode.AUTO && sandboxed
                ? new Decision.Allow("sandboxed", "the program runs in a sandbox")
                : change("input", "it is typed into " + process);
    }

    /// For what is more than reading in the project.
    private Decision change(String rule, String reason) {
        return mode == ApprovalMode.PLAN
                ? new Decision.Deny("plan-mode", "only reading is allowed in plan mode: " + reason)
                : unlessBypassed(rule, reason);
    }

    private Decision unlessBypassed(String rule, String reason) {
        return switch (mode) {
            case PLAN -> new Decision.Deny(rule, reason + "; nobody is asked in plan mode");
            case ASK, EDITS, AUTO -> new Decision.Ask(rule, reason);
            case BYPASS -> new Decision.Allow("bypass", "everything goes unasked in this mode");
        };
    }

    /// Not even for throw-away machines without a question.
    private Decision blocked(String rule, String reason) {
        return mode == ApprovalMode.BYPASS ? new Decision.Ask(rule, reason) : new Decision.Deny(rule, reason);
    }
}
