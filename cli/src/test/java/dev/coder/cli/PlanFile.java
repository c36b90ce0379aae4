package dev.coder.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// The three files of settings of the plan, character by character.
enum PlanFile {
    PERSONAL,
    DEVELOPER,
    TEAM;

    /// The variables that they name.
    static final Map<String, String> VARIABLES = Map.of(
            "CODER_API_KEY", "agk-" + "pl4n".repeat(6), "TEAM_AGENT_URL", "https://team.agentuity.cloud/agent_9");

    String text() {
        var name = "plan/" + name().toLowerCase(Locale.ROOT) + ".json";
        try (var stream = Objects.requireNonNull(PlanFile.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where such a file may stand.
    enum Place {
        OWN(".config/coder/config.json"),
        OWN_PROTOTYPE(".config/coder/agentuity-coder.config.json"),
        PROJECT("proj/.coder/config.json"),
        PROJECT_LOCAL("proj/.coder/config.local.json"),
        PROJECT_PROTOTYPE("proj/agentuity-coder.config.json"),
        STRANGE("proj/.coder/config.json"),
        STRANGE_PROTOTYPE("proj/agentuity-coder.config.json");

        private final String below;

        Place(String below) {
            this.below = below;
        }

        boolean isOwn() {
            return this == OWN || this == OWN_PROTOTYPE;
        }

        /// In a project that nobody has trusted.
        boolean isStrange() {
            return this == STRANGE || this == STRANGE_PROTOTYPE;
        }

        /// @param home with the project in `proj`
        Path write(Path home, PlanFile file) throws IOException {
            var path = home.resolve(below);
            Files.createDirectories(path.getParent());
            return Files.writeString(path, file.text());
        }
    }
}
