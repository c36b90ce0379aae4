package dev.coder.cli.secrets;

import dev.coder.cli.config.ConfigFolder;
import dev.coder.cli.local.ModelKeys;
import dev.coder.plugin.SecretFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Collects the user's own secrets: the variables of the environment, the files in which programs keep their logins,
/// and the environment files of the projects. They are read on this machine and kept in memory only.
///
/// @param home     the user's home folder
/// @param projects the roots of the projects
record OwnSecrets(Map<String, String> environment, Path home, List<Path> projects) {

    private static final int LARGEST_FILE = 64 * 1024;
    private static final int MOST_FILES = 64;
    private static final int MOST_VALUES = 1000;
    /// What is shorter is what people write for a server that wants no key: `changeme`, `not-needed`.
    private static final int SHORTEST_KEY = 12;

    /// Below the home folder.
    private static final List<String> LOGINS = List.of(
            ".netrc",
            ".pgpass",
            ".npmrc",
            ".pypirc",
            ".my.cnf",
            ".git-credentials",
            ".config/git/credentials",
            ".vault-token",
            ".aws/credentials",
            ".azure/accessTokens.json",
            ".config/gcloud/application_default_credentials.json",
            ".docker/config.json",
            ".kube/config",
            ".config/gh/hosts.yml",
            ".config/glab-cli/config.yml",
            ".config/hub",
            ".m2/settings.xml",
            ".gradle/gradle.properties",
            ".cargo/credentials.toml",
            ".cargo/credentials",
            ".gem/credentials",
            ".bundle/config",
            ".composer/auth.json",
            ".config/composer/auth.json",
            ".databrickscfg",
            ".terraform.d/credentials.tfrc.json",
            ".config/doctl/config.yaml",
            ".config/rclone/rclone.conf",
            ".huggingface/token",
            ".cache/huggingface/token",
            ".config/sops/age/keys.txt",
            ".config/op/config",
            ".nuget/NuGet/NuGet.Config",
            ".yarnrc.yml",
            ".s3cfg",
            ".boto",
            ".ssh/id_ed25519",
            ".ssh/id_rsa",
            ".ssh/id_ecdsa",
            ".ssh/id_dsa");

    /// Those of them that hold a token and nothing else.
    private static final Set<String> BARE = Set.of(".vault-token", "token");

    private static final List<String> KEYS_TO_KEYS = List.of("CODER_KEY_PASSPHRASE_FILE", "CODER_KEY_FILE");

    /// The values, each with what it is.
    Map<String, String> values(SecretDetector detector) {
        var values = new LinkedHashMap<String, String>();
        environment.forEach((name, value) -> variable(name, value, detector, values));
        LOGINS.forEach(name -> file(home.resolve(name), detector, values));
        projects.forEach(project -> project(project, detector, values));
        keysToKeys(values);
        return values;
    }

    /// What opens the user's stored keys.
    private void keysToKeys(Map<String, String> values) {
        KEYS_TO_KEYS.stream()
                .map(name -> environment.getOrDefault(name, ""))
                .filter(name -> !name.isBlank())
                .forEach(name -> bare(Path.of(name), values));
        bare(ConfigFolder.of(environment).resolve("keys.key"), values);
    }

    private static void bare(Path file, Map<String, String> values) {
        try {
            if (Files.isRegularFile(file) && Files.size(file) <= LARGEST_FILE) {
                enter(Files.readString(file).strip(), "passphrase", values);
            }
        } catch (IOException e) {
            // What Coder cannot read, its tools cannot read either.
        }
    }

    private static void variable(String name, String value, SecretDetector detector, Map<String, String> values) {
        var kind = name.toLowerCase(Locale.ROOT).replace('_', '-');
        var key = value.strip();
        if (name.equals("CODER_API_KEY") || (ModelKeys.holdsKey(name) && key.length() >= SHORTEST_KEY)) {
            enter(key, kind, values);
        } else if (value.length() >= KnownSecrets.SHORTEST && value.length() <= LARGEST_FILE) {
            var says = KeyName.of(name);
            if (says != KeyName.OTHER && SecretValue.plausible(value, says, SecretValue.Writing.QUOTED)) {
                enter(value, kind, values);
            }
            var line = name + "=" + value;
            detector.find(line).forEach(found -> enter(line.substring(found.start(), found.end()), kind, values));
        }
    }

    private static void project(Path project, SecretDetector detector, Map<String, String> values) {
        try (var files = Files.newDirectoryStream(project, OwnSecrets::environmentFile)) {
            var count = 0;
            for (var file : files) {
                if (count++ < MOST_FILES) {
                    file(file, detector, values);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // A project that cannot be listed has no values that a tool could have read.
        }
    }

    private static boolean environmentFile(Path file) {
        return file.getFileName().toString().contains(".env") && SecretFiles.isSecret(file);
    }

    private static void file(Path file, SecretDetector detector, Map<String, String> values) {
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LARGEST_FILE) {
                return;
            }
            var text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            detector.find(text)
                    .forEach(found -> lines(text.substring(found.start(), found.end()), found.kind(), values));
            if (BARE.contains(file.getFileName().toString())) {
                enter(text.strip(), "token", values);
            }
        } catch (IOException e) {
            // What Coder cannot read, its tools cannot read either.
        }
    }

    /// A key in several lines is known by each of them.
    private static void lines(String value, String kind, Map<String, String> values) {
        value.lines().map(String::strip).forEach(line -> enter(line, kind, values));
    }

    private static void enter(String value, String kind, Map<String, String> values) {
        if (KnownSecrets.fit(value) && values.size() < MOST_VALUES) {
            values.putIfAbsent(value, kind);
        }
    }
}
