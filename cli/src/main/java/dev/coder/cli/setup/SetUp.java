package dev.coder.cli.setup;

import dev.coder.cli.completion.Shell;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.keys.KeySlot;
import dev.coder.cli.setup.Questions.Choice;
import dev.coder.cli.setup.Trial.Outcome;
import dev.coder.cli.setup.Wizard.Plan;
import dev.coder.protocol.ProtocolJson;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Sets Coder up, and takes it back.
///
/// @param asked whether somebody answers
/// @param force whether it is saved although the connection does not work
public record SetUp(Ground ground, Wishes wishes, Questions questions, boolean asked, boolean force) {

    private enum Next {
        AGAIN,
        SAVE,
        LEAVE
    }

    /// Asks, tries, writes.
    ///
    /// @throws StopException when the user leaves, or the connection does not work: nothing was written then
    public void run() throws IOException, InterruptedException {
        ground.home();
        check();
        var wizard = new Wizard(ground, wishes, questions, Ollama.look(ground.environment()));
        var plan = tried(wizard);
        var manifest = new ManifestFile(ground.state());
        var before = manifest.steps();
        try {
            write(plan, new Workshop(manifest));
        } catch (IOException e) {
            if (before.isEmpty()) {
                new Removal(manifest, ground.ring(), true).run();
            }
            throw new StopException(
                    ExitCode.USAGE,
                    "Not set up: " + e.getMessage() + " cannot be written; what was begun is undone",
                    e);
        }
    }

    /// What cannot be is said before anything is asked.
    private void check() throws IOException {
        if (wishes.mode() != null) {
            Policies.word(wishes.mode());
        }
        Optional.ofNullable(wishes.model()).flatMap(ground::objection).ifPresent(reason -> {
            throw new StopException(ExitCode.USAGE, reason + "; name another one with --model");
        });
        var folder = ground.state();
        while (!Files.exists(folder) && folder.getParent() != null) {
            folder = folder.getParent();
        }
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new StopException(
                    ExitCode.USAGE, "Coder cannot write into " + folder + "; give it leave, or set CODER_STATE_DIR");
        }
    }

    private Plan tried(Wizard wizard) throws InterruptedException {
        while (true) {
            var plan = wizard.ask();
            questions.say("Trying the connection …");
            var outcome = outcome(plan);
            questions.say((outcome.works() ? "It works: " : "It does not work: ") + outcome.sentence());
            if (outcome.works() || force) {
                return plan.with(outcome.model());
            }
            questions.say("What helps: " + outcome.fix());
            switch (asked ? next() : Next.LEAVE) {
                case SAVE -> {
                    return plan;
                }
                case LEAVE -> throw failed(outcome);
                case AGAIN -> {}
            }
        }
    }

    private Next next() throws InterruptedException {
        return questions.choose(
                "And now?",
                List.of(
                        new Choice<>(Next.AGAIN, "answer again", ""),
                        new Choice<>(Next.SAVE, "save it anyway", ""),
                        new Choice<>(Next.LEAVE, "leave", "nothing is written")),
                Next.AGAIN);
    }

    private static StopException failed(Outcome outcome) {
        return new StopException(
                ExitCode.UNREACHABLE,
                outcome.sentence() + "; " + outcome.fix() + ". Nothing was written; --force saves it all the same");
    }

    private Outcome outcome(Plan plan) throws InterruptedException {
        var trial = new Trial(ground);
        if (plan.far() != null) {
            return trial.far(plan.far(), farKey(plan.far(), plan.key()));
        }
        return trial.near(Objects.requireNonNull(plan.near()), plan.key(), plan.model());
    }

    private @Nullable String farKey(URI url, @Nullable String fresh) throws InterruptedException {
        if (fresh != null) {
            return fresh;
        }
        var set = ground.environment().getOrDefault("CODER_API_KEY", "").strip();
        return set.isEmpty() ? ground.ring().find(new KeySlot.Agent(url)).orElse(null) : set;
    }

    private void write(Plan plan, Workshop workshop) throws IOException, InterruptedException {
        workshop.folder(ground.state());
        if (plan.key() != null && plan.slot().isPresent()) {
            var folder = ground.config().resolveSibling("");
            var stored = workshop.key(ground.ring(), plan.slot().get(), plan.key(), wishes.store(), folder);
            questions.say("The key is in " + stored.where()
                    + stored.warning().map(warning -> " (" + warning + ")").orElse(""));
        }
        values(plan, workshop);
        var shell = wishes.shell().or(ground::shell).orElse(Shell.BASH);
        new ShellFiles(ground, shell)
                .make(workshop, plan.path(), plan.completions())
                .forEach(questions::say);
        questions.say("Coder is set up: " + ground.config()
                + ". To change it: coder setup; to undo it: coder setup --remove");
        questions.say("Try it: "
                + (plan.near() == ModelProvider.PRACTICE
                        ? OwnCommand.with("demo")
                        : OwnCommand.with("\"what does this project do?\"")));
    }

    private void values(Plan plan, Workshop workshop) throws IOException {
        var file = ground.config();
        workshop.value(file, "mode", plan.far() == null ? "\"local\"" : "\"cloud\"");
        if (plan.far() != null) {
            workshop.value(file, "agentUrl", json(plan.far().toString()));
        }
        workshop.value(file, "model", plan.model() == null ? null : json(plan.model()));
        workshop.value(file, "toolPolicy", json(Policies.word(plan.mode())));
        workshop.value(
                file,
                "projectPaths",
                plan.projectPaths().stream().map(SetUp::json).collect(Collectors.joining(", ", "[", "]")));
    }

    private static String json(String text) {
        return ProtocolJson.write(text);
    }

    /// Takes back all that set-up made.
    ///
    /// @return what stays, and why
    public List<String> remove() throws IOException, InterruptedException {
        var manifest = new ManifestFile(ground.state());
        if (manifest.steps().isEmpty()) {
            throw new StopException(ExitCode.USAGE, "There is nothing to remove: coder setup made nothing here");
        }
        var keys = manifest.steps().stream().noneMatch(Removal.isKey())
                || questions.yes("Remove the stored keys, too?", true);
        var kept = new ArrayList<>(new Removal(manifest, ground.ring(), keys).run());
        if (Files.isDirectory(ground.state())) {
            kept.add(ground.state() + " holds your sessions");
        }
        return kept;
    }

    static StopException missing(String what, String flag) {
        return new StopException(ExitCode.USAGE, "Nobody said " + what + "; give it with " + flag);
    }
}
