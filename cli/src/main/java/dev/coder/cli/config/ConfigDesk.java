package dev.coder.cli.config;

import dev.coder.cli.config.ConfigFile.Layer;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Changes configuration files as the user says. What a file cannot say is refused before anything is written.
///
/// @param project the folder of the project's files, resolved
public record ConfigDesk(ConfigFiles files, Path project) {

    private static final String START = """
            // Settings of Coder. All keys: coder config list; docs/CONFIG.md
            {
            }
            """;

    /// What the file is called in which a value is tried.
    private static final String TRIAL = "trial";

    /// @throws StopException when there is no such key
    public static ConfigKey key(String word) {
        return ConfigKey.of(word)
                .orElseThrow(() -> new StopException(
                        ExitCode.USAGE, "There is no key \"" + word + "\"" + Meant.word(word, ConfigKey.words())));
    }

    /// Where the target is, whether it is there or not.
    public Path path(ConfigTarget target) {
        return file(target).path();
    }

    private ConfigFile file(ConfigTarget target) {
        return files.counting(target.layer(), project);
    }

    /// @param words as typed
    /// @return what was written
    public Setting set(ConfigTarget target, ConfigKey key, List<String> words) throws IOException {
        var json = ConfigValue.json(key, words);
        var warnings = check(target, key, json);
        change(target, text -> text.with(key.word(), json));
        return new Setting(json, warnings);
    }

    /// A value that was written.
    ///
    /// @param json     as it stands in the file
    /// @param warnings what it will not do, although it counts
    public record Setting(String json, List<String> warnings) {

        public Setting {
            warnings = List.copyOf(warnings);
        }
    }

    /// @return whether there was such a value
    public boolean unset(ConfigTarget target, ConfigKey key) throws IOException {
        var file = file(target);
        var before = file.content().map(content -> ConfigText.of(file, content).text());
        if (before.isEmpty()) {
            return false;
        }
        var after = ConfigEditor.changed(file, text -> text.without(key.word()));
        if (after.equals(before.get())) {
            return false;
        }
        write(file, after);
        return true;
    }

    /// What the user should know of a value that was written.
    public List<String> warnings(ConfigTarget target, ConfigKey key, String json) {
        if (target != ConfigTarget.USER || key != ConfigKey.ALLOWED_COMMANDS) {
            return List.of();
        }
        var found = new ConfigFiles.Found(trial(target), trial(target, key, json), List.of());
        return new SettingsReader(files, List.of(project))
                .read(List.of(found)).rules().stream()
                        .flatMap(rule -> rule.warning().stream())
                        .toList();
    }

    /// Why the reader of the settings would not take this value in your own file; empty when it would.
    public Optional<String> objection(ConfigKey key, String word) {
        try {
            return check(ConfigTarget.USER, key, ConfigValue.json(key, List.of(word))).stream()
                    .findFirst();
        } catch (StopException e) {
            return Optional.of(e.sentence().replaceFirst("; nothing was written$", ""));
        }
    }

    private ConfigFile trial(ConfigTarget target) {
        return new ConfigFile(
                target.layer(), path(target), "trial", path(target).getRoot(), false);
    }

    private ConfigNode trial(ConfigTarget target, ConfigKey key, String json) {
        var content = ("{" + ConfigNode.quoted(key.word()) + ":" + json + "}").getBytes(StandardCharsets.UTF_8);
        return ConfigSyntax.read(trial(target), content);
    }

    /// The value has to mean something, and has to count in this file.
    ///
    /// @return what the reader says of a value that counts
    private List<String> check(ConfigTarget target, ConfigKey key, String json) {
        var trial =
                new ConfigFile(target.layer(), path(target), TRIAL, path(target).getRoot(), false);
        try {
            var content = ("{" + ConfigNode.quoted(key.word()) + ":" + json + "}").getBytes(StandardCharsets.UTF_8);
            var found = new ConfigFiles.Found(trial, ConfigSyntax.read(trial, content), List.of());
            checkContent(key, found);
            var all = Stream.concat(earlier(target).stream(), Stream.of(found)).toList();
            var reader = new SettingsReader(files, List.of(project));
            var settings = reader.read(all);
            Stream.concat(
                            ofTrial(reader.mistakes()),
                            ofTrial(settings.notices()).filter(ConfigDesk::isIgnored))
                    .findFirst()
                    .ifPresent(said -> {
                        throw trial.mistake(1, said.replaceFirst("; ignored$", ""));
                    });
            return Stream.concat(ofTrial(settings.notices()), ofTrial(reader.hints()))
                    .toList();
        } catch (StopException e) {
            throw new StopException(e.exitCode(), bare(e.sentence()) + "; nothing was written", e);
        }
    }

    private static Stream<String> ofTrial(List<String> said) {
        return said.stream()
                .filter(sentence -> sentence.startsWith(TRIAL + ":"))
                .map(ConfigDesk::bare);
    }

    private static String bare(String sentence) {
        return sentence.replaceFirst("^" + TRIAL + ":1: ", "");
    }

    private static boolean isIgnored(String notice) {
        return notice.endsWith("; ignored");
    }

    /// What your own file says decides what another may still say.
    private List<ConfigFiles.Found> earlier(ConfigTarget target) {
        return target == ConfigTarget.USER
                ? List.of()
                : files.wellFound(List.of(), new ArrayList<>()).stream()
                        .filter(found -> found.file().layer() == Layer.USER)
                        .toList();
    }

    private void checkContent(ConfigKey key, ConfigFiles.Found found) {
        if (!(found.content() instanceof ConfigNode.Fields(var fields, var _)) || fields.size() != 1) {
            throw found.file().mistake(1, "\"" + key.word() + "\" takes one value, and this is more");
        }
        var entry = new ConfigEntry(found.file(), key.word(), fields.getFirst().value(), files.variables());
        if (entry.isSecretItself()) {
            throw new StopException(
                    ExitCode.USAGE,
                    "A key is not written into a file; store it with " + OwnCommand.with("auth login")
                            + ", or name the variable that holds it: '${CODER_TEAM_KEY}'");
        }
    }

    private void change(ConfigTarget target, Function<ConfigText, String> change) throws IOException {
        var file = file(target);
        write(file, ConfigEditor.changed(file, change));
    }

    private void write(ConfigFile file, String text) throws IOException {
        if (file.layer() == Layer.USER) {
            ConfigEditor.write(file.path(), text);
        } else {
            writeShared(file.path(), text);
        }
    }

    /// As everybody's files in the project are: others may read it where they may read those.
    private void writeShared(Path path, String text) throws IOException {
        var folder = Files.createDirectories(path.resolveSibling(""));
        if (!folder.toRealPath().startsWith(project)) {
            throw new StopException(
                    ExitCode.USAGE,
                    folder + " is a link that leads out of " + project + "; put the folder itself there");
        }
        if (!Files.exists(path)) {
            Files.createFile(path);
        }
        var permissions = Files.getPosixFilePermissions(path);
        ConfigEditor.write(path, text);
        Files.setPosixFilePermissions(path, permissions);
    }

    /// The text to edit: that of the file, else a start.
    ///
    /// @throws StopException when there is something that cannot be read
    public byte[] draft(ConfigTarget target) {
        return file(target).content().orElseGet(() -> START.getBytes(StandardCharsets.UTF_8));
    }

    /// What is wrong in a draft, with its lines.
    public List<String> mistakes(ConfigTarget target, byte[] draft) {
        var file = file(target);
        try {
            var reader = new SettingsReader(files, List.of(project));
            reader.read(List.of(new ConfigFiles.Found(file, ConfigSyntax.read(file, draft), List.of())));
            return reader.mistakes();
        } catch (StopException e) {
            return List.of(e.sentence());
        }
    }

    /// Puts a draft in the place of the file.
    public void accept(ConfigTarget target, byte[] draft) throws IOException {
        write(file(target), new String(draft, StandardCharsets.UTF_8));
    }
}
