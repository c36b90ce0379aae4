package dev.coder.cli;

import dev.coder.cli.config.ConfigFiles;
import dev.coder.cli.config.Settings;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.config.Trust;
import dev.coder.cli.execute.Approver;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.project.Instructions;
import dev.coder.policy.ApprovalMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// On which terms this run works: what is interpreted, which settings are in force, how much goes unasked.
///
/// @param trusted the projects whose own files count
/// @param notices what the user has to know of it
record Terms(ApprovalMode mode, Settings settings, List<Path> trusted, List<String> notices) {

    /// What the command line says.
    ///
    /// @param mode    null when it says nothing
    /// @param trusted whether all folders count as trusted in this run
    /// @param byHand  whether the user wrote the calls, not a model
    record Wish(@Nullable ApprovalMode mode, boolean trusted, boolean byHand) {}

    static Terms of(Wish wish, List<Path> projects, Trust trust, ConfigFiles files, Approver approver)
            throws InterruptedException {
        var notices = new ArrayList<String>();
        var trusted = new ArrayList<Path>();
        for (var project : projects) {
            if (wish.trusted() || isTrusted(project, trust, approver)) {
                trusted.add(project);
            } else if (bringsAnything(project)) {
                notices.add("The settings and instructions that " + project + " brings along"
                        + " are not used, for the folder is not trusted; to trust it: " + OwnCommand.with("trust"));
            }
        }
        var settings = Settings.read(files, projects, trusted);
        notices.addAll(settings.notices());
        if (trusted.size() < projects.size() && isStrictest(wish, approver)) {
            notices.add("Nobody can be asked and the folder is not trusted, so only reading is allowed (approval mode"
                    + " plan); start with --trust, or trust it for good: " + OwnCommand.with("trust"));
            return new Terms(ApprovalMode.PLAN, settings, trusted, notices);
        }
        notices.addAll(settings.modes().notices(wish.mode()));
        return new Terms(settings.modes().mode(wish.mode()), settings, trusted, notices);
    }

    /// The terms of a run that would start now, for those who want to see them. Nothing is asked.
    static Terms toShow(Map<String, String> environment, List<Path> projects) throws InterruptedException {
        return toShow(new Wish(null, false, true), environment, projects);
    }

    static Terms toShow(Wish wish, Map<String, String> environment, List<Path> projects) throws InterruptedException {
        var trust = new Trust(StateFolder.of(environment));
        return of(wish, projects, trust, ConfigFiles.of(environment), _ -> new Approver.Answer.Nobody());
    }

    private static boolean isStrictest(Wish wish, Approver approver) {
        return !approver.somebodyIsThere() && wish.mode() != ApprovalMode.BYPASS && !wish.byHand();
    }

    /// Asks at most once for each folder, and only where there is something to interpret.
    private static boolean isTrusted(Path project, Trust trust, Approver approver) throws InterruptedException {
        var said = trust.said(project);
        if (said.isPresent() || !bringsAnything(project)) {
            return said.orElse(false);
        }
        var answer = approver.ask(new Approver.Question(
                "trust",
                "trust " + project + "?",
                List.of(),
                List.of(),
                "it brings settings or instructions (AGENTS.md) along; they count only if you trust who wrote them",
                List.of(),
                Optional.empty()));
        return switch (answer) {
            case Approver.Answer.Yes _, Approver.Answer.Always _ -> answered(project, trust, true);
            case Approver.Answer.No _ -> answered(project, trust, false);
            case Approver.Answer.Edited _, Approver.Answer.Nobody _ -> false;
        };
    }

    private static boolean bringsAnything(Path project) {
        return ConfigFiles.hasAnything(project) || Instructions.areIn(project);
    }

    private static boolean answered(Path project, Trust trust, boolean trusted) throws InterruptedException {
        trust.say(project, trusted);
        return trusted;
    }
}
