package dev.coder.cli.setup;

import dev.coder.cli.config.AgentUrl;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.keys.KeySlot;
import dev.coder.cli.setup.Questions.Choice;
import dev.coder.policy.ApprovalMode;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds out what the user wants: from the flags, from what is here already, and by asking for the rest. Nothing is
/// written here.
///
record Wizard(Ground ground, Wishes wishes, Questions questions, Ollama ollama) {

    /// Everything that is going to be.
    ///
    /// @param far   the agent; null for the local one
    /// @param near  the models' provider; null for a far agent
    /// @param key   a new key; null to keep what there is
    /// @param model null: the agent's own
    /// @param mode  what goes unasked
    record Plan(
            @Nullable URI far,
            @Nullable ModelProvider near,
            @Nullable String key,
            @Nullable String model,
            ApprovalMode mode,
            List<String> projectPaths,
            boolean path,
            boolean completions) {

        Optional<KeySlot> slot() {
            if (far != null) {
                return Optional.of(new KeySlot.Agent(far));
            }
            return near != null && near.needsKey() ? Optional.of(new KeySlot.Model(near.variable())) : Optional.empty();
        }

        /// With the model that answered, where none was named for the local agent.
        Plan with(@Nullable String answered) {
            return far != null || model != null
                    ? this
                    : new Plan(far, near, key, answered, mode, projectPaths, path, completions);
        }

        /// Without the key.
        @Override
        public String toString() {
            return "Plan[" + far + ", " + near + ", " + model + ", " + mode + "]";
        }
    }

    Plan ask() throws InterruptedException {
        var far = isFar() ? url() : null;
        var near = far == null ? provider() : null;
        var key = far != null ? agentKey(far) : modelKey(near);
        var model = near == null ? wishes.model() : model(near);
        return new Plan(far, near, key, model, mode(), projectPaths(), path(), completions());
    }

    private boolean isFar() throws InterruptedException {
        if (wishes.cloud() != null) {
            return wishes.cloud();
        }
        if (wishes.agentUrl() != null || wishes.provider() != null) {
            return wishes.agentUrl() != null;
        }
        var preset = ground.preferences()
                .agentMode()
                .map("cloud"::equals)
                .orElse(ground.preferences().agentUrl().isStated()
                        || !presetUrl().isEmpty());
        return questions.choose(
                "Where does the agent run?",
                List.of(
                        new Choice<>(false, "on this machine", "nothing more to install; you choose the model"),
                        new Choice<>(true, "far away", "a server of your team, by its URL and a key")),
                preset);
    }

    private String presetUrl() {
        return ground.preferences()
                .agentUrl()
                .known()
                .filter(url -> !url.fromProject())
                .map(url -> url.uri().toString())
                .orElse(ground.environment().getOrDefault("CODER_AGENT_URL", ""));
    }

    private URI url() throws InterruptedException {
        if (wishes.agentUrl() != null) {
            return wishes.agentUrl();
        }
        for (var tries = 0; tries < 5; tries++) {
            var url = AgentUrl.parse(questions.line("URL of the agent", presetUrl()));
            if (url.isPresent()) {
                return url.get();
            }
            questions.say("That is not the URL of an agent; it looks like https://coder.example.com");
        }
        throw SetUp.missing("the agent's URL", "--agent-url URL");
    }

    private @Nullable String agentKey(URI url) throws InterruptedException {
        if (wishes.key() != null) {
            return wishes.key();
        }
        var slot = new KeySlot.Agent(url).name();
        var here = ground.storedKeys().contains(slot) || isSet("CODER_API_KEY");
        return questions
                .secret("Key for " + slot + (here ? " (Enter: the one that is here)" : " (Enter: none)"))
                .orElse(null);
    }

    private boolean isSet(String variable) {
        return !ground.environment().getOrDefault(variable, "").isBlank();
    }

    private ModelProvider provider() throws InterruptedException {
        if (wishes.provider() != null) {
            return ModelProvider.of(wishes.provider());
        }
        var named = Optional.ofNullable(wishes.model()).flatMap(ModelProvider::ofModel);
        if (named.isPresent()) {
            return named.get();
        }
        var found = ModelProvider.found(ground.environment(), ground.storedKeys(), ollama.isRunning());
        var choices = Arrays.stream(ModelProvider.values())
                .map(provider -> new Choice<>(provider, provider.label(), hint(provider)))
                .toList();
        return questions.choose("Whose models shall it use?", choices, found.orElse(ModelProvider.PRACTICE));
    }

    private String hint(ModelProvider provider) {
        if (provider == ModelProvider.OLLAMA) {
            return ollama.isRunning() ? "it runs" : "it does not run";
        }
        return !provider.needsKey()
                ? ""
                : isSet(provider.variable())
                        ? provider.variable() + " is set"
                        : ground.storedKeys().contains(provider.variable()) ? "its key is stored" : "asks for your key";
    }

    private @Nullable String modelKey(@Nullable ModelProvider provider) throws InterruptedException {
        if (provider != null && !provider.needsKey() && wishes.key() != null) {
            throw new StopException(
                    ExitCode.USAGE, "The provider " + provider.word() + " needs no key; leave out --key-stdin");
        }
        if (provider == null || !provider.needsKey() || wishes.key() != null) {
            return wishes.key();
        }
        var here = isSet(provider.variable()) || ground.storedKeys().contains(provider.variable());
        var key = questions.secret("Key of " + provider.label() + (here ? " (Enter: the one that is here)" : ""));
        if (key.isEmpty() && !here) {
            throw SetUp.missing("a key of " + provider.label(), "--key-stdin, or " + provider.variable());
        }
        return key.orElse(null);
    }

    private @Nullable String model(ModelProvider provider) throws InterruptedException {
        if (wishes.model() != null) {
            return wishes.model();
        }
        if (provider == ModelProvider.PRACTICE) {
            return "practice/demo";
        }
        var preset = ground.preferences()
                .model()
                .known()
                .filter(model -> model.startsWith(provider.word() + "/"))
                .orElse("");
        if (provider == ModelProvider.OLLAMA && !ollama.models().isEmpty()) {
            return questions.choose("Which model?", ollamaModels(), preset);
        }
        var usual = preset.isEmpty() ? " (Enter: its usual one)" : "";
        while (true) {
            var answer = questions.line("Model of " + provider.label() + usual, preset);
            var wrong = answer.isEmpty() ? Optional.<String>empty() : ground.objection(provider.modelName(answer));
            if (wrong.isEmpty()) {
                return answer.isEmpty() ? null : provider.modelName(answer);
            }
            questions.say(wrong.get());
        }
    }

    private List<Choice<String>> ollamaModels() {
        return ollama.models().stream()
                .map(name -> new Choice<>(ModelProvider.OLLAMA.modelName(name), name, ""))
                .toList();
    }

    private ApprovalMode mode() throws InterruptedException {
        if (wishes.mode() != null) {
            return wishes.mode();
        }
        var preset = Policies.present(ground.config());
        return questions.choose(
                "What may Coder do without asking you?",
                List.of(
                        new Choice<>(ApprovalMode.ASK, "ask", "read; it asks before every change"),
                        new Choice<>(ApprovalMode.EDITS, "edits", "read, and edit files of the project"),
                        new Choice<>(ApprovalMode.AUTO, "auto", "that, and run commands in a sandbox")),
                preset);
    }

    private List<String> projectPaths() throws InterruptedException {
        if (wishes.projectPaths() != null) {
            return wishes.projectPaths();
        }
        var preset = String.join(", ", ground.preferences().projectPaths());
        return Stream.of(questions
                        .line("Where are your projects? (folders, with commas)", preset)
                        .split(","))
                .map(String::strip)
                .filter(path -> !path.isEmpty())
                .toList();
    }

    private boolean path() throws InterruptedException {
        if (wishes.path() != null || ground.launcher().isEmpty()) {
            return Boolean.TRUE.equals(wishes.path());
        }
        return questions.yes("Put coder on the PATH?", true);
    }

    private boolean completions() throws InterruptedException {
        var shell = wishes.shell().or(ground::shell);
        if (wishes.completions() != null || shell.isEmpty()) {
            return Boolean.TRUE.equals(wishes.completions()) && shell.isPresent();
        }
        return questions.yes("Let " + shell.get().word() + " complete coder with the Tab key?", true);
    }
}
