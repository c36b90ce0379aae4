package dev.coder.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import dev.coder.policy.ApprovalMode;
import dev.coder.policy.Rule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every mistake that people make in a file of settings, and all that is said of it.
class ConfigMistakesTest {

    /// Blocks of a text, `=>` and what is said of it; `-Dcoder.write=true` writes what is said now.
    private static final Path TABLE = Path.of("src/test/resources/dev/coder/cli/config/mistakes.txt");

    private static final String ENDS = "ends: ";
    private static final String USER = "~/.config/coder/config.json";

    @TempDir
    private Path folder;

    private TestConfig config;

    record Mistake(String json, String said) {

        static Mistake of(String block) {
            var parts = block.split("\n=> ?", 2);
            return new Mistake(parts[0], parts[1].strip());
        }

        boolean ends() {
            return said.startsWith(ENDS);
        }

        String sentence() {
            return ends() ? said.substring(ENDS.length()) : said;
        }
    }

    static List<Mistake> table() throws IOException {
        return Arrays.stream(Files.readString(TABLE).strip().split("\n\n"))
                .map(Mistake::of)
                .toList();
    }

    @BeforeEach
    void makeFolders() throws IOException {
        config = new TestConfig(folder).variable("WORD", "plenty");
    }

    @Test
    void areAtLeastForty() throws IOException {
        var all = new StringBuilder();
        for (var mistake : table()) {
            all.append(mistake.json())
                    .append("\n=> ")
                    .append(said(mistake.json()))
                    .append("\n\n");
        }
        new Written(TABLE).is(all.toString().stripTrailing() + "\n");
        assertThat(table()).hasSizeGreaterThan(100);
    }

    /// What a turn would say, or else those who look.
    private String said(String json) throws IOException {
        config.user(json);
        try {
            var notices = config.read().notices();
            return String.join("\n", notices.isEmpty() ? hints() : notices);
        } catch (StopException e) {
            assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE);
            return ENDS + e.sentence();
        }
    }

    private List<String> hints() {
        return Settings.hints(config.files(), List.of(config.project()), List.of());
    }

    @ParameterizedTest
    @MethodSource("table")
    void areSaidWithFileAndLineAndWhatWasMeant(Mistake mistake) throws IOException {
        assertThat(said(mistake.json())).isEqualTo(mistake.said());
        assertThat(mistake.said()).matches("(ends: )?~/\\.config/coder/config\\.json:\\d: .{20,}");
    }

    /// A key, a word or a value that this build does not know is not the end; a file that is none is.
    @Test
    void endCoderOnlyWhereTheFileCannotBeRead() throws IOException {
        assertThat(table().stream().filter(mistake -> mistake.said().startsWith(ENDS)))
                .allSatisfy(mistake -> assertThat(mistake.said())
                        .containsPattern("object|double quotes|single ones|second time|colon|nested|after the end"
                                + "|no value|comment|comma|does not end|start with 0|not expected|is expected"
                                + "|name of a key|too early"));
    }

    /// The mode says how much goes unasked where a restriction cannot be understood.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"toolPolicy\": \"strikt\"",
                "\"toolPolicy\": \"${UNSET}\"",
                "\"toolPolicie\": \"strict\"",
                "\"blockedPaths\": \"secrets\"",
                "\"blockedPaths\": [\"a\", 7]",
                "\"blockedPaths\": [\"${UNSET}/a\"]",
                "\"blockedpath\": [\"a\"]",
                "\"requireConfirmation\": \"run\"",
                "\"requireConfirmation\": [[\"run\"]]",
                "\"requireConfirmations\": [\"run\"]",
                "\"rules\": [{\"deny\": \"execute x\"}]",
                "\"rules\": [{\"dany\": \"run x\"}]",
                "\"rules\": [{\"ask\": \"run x\", \"until\": \"2030\"}]",
                "\"rules\": \"deny run x\"",
            })
    void ofARestrictionOnlyTighten(String json) throws IOException {
        config.project("{" + json + "}");
        var settings = config.read();
        assertThat(settings.modes().mode(ApprovalMode.BYPASS)).isEqualTo(ApprovalMode.ASK);
        assertThat(settings.modes().mode(ApprovalMode.PLAN)).isEqualTo(ApprovalMode.PLAN);
        assertThat(settings.modes().notices(ApprovalMode.PLAN)).isEmpty();
        assertThat(settings.notices())
                .allSatisfy(notice -> assertThat(notice).contains("config.json:1"))
                .anySatisfy(notice -> assertThat(notice).containsPattern("ask until it is mended|taken for .strict."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"rules\": [{\"allow\": \"execute x\"}]",
                "\"allowedCommands\": [7]",
                "\"futureKey\": {\"a\": [1]}",
                "\"theme\": \"sepia\"",
                "\"autoCommit\": \"${UNSET}\"",
                "\"sessionTimeout\": \"${UNSET}\"",
                "\"projectPaths\": [\"${UNSET}/*\"]",
                "\"toolsPath\": [\"${UNSET}\"]",
            })
    void ofOtherThingsCostNothing(String json) throws IOException {
        config.user("{" + json + ", \"network\": true}");
        var settings = config.read();
        assertThat(settings.modes().mode(ApprovalMode.BYPASS)).isEqualTo(ApprovalMode.BYPASS);
        assertThat(settings.notices()).singleElement().asString().endsWith("(ignored)");
        assertThat(settings.network()).isTrue();
    }

    @Test
    void ofOneItemLeaveTheOthers() throws IOException {
        config.user(
                "{\"blockedPaths\": [\"a\", 7, \"b\"], \"allowedCommands\": [\"\", \"make x\"], \"network\": \"yes\","
                        + " \"mode\": \"hybrid\", \"maxFileSize\": \"5MB\"}");
        var settings = config.read();
        assertThat(settings.rules()).extracting(Rule::text).contains("deny a", "deny b", "allow run make x");
        assertThat(settings.preferences().agentMode()).contains("local");
        assertThat(settings.size().bytes()).isEqualTo(5 << 20);
        assertThat(settings.notices()).hasSize(4);
    }

    /// They stop neither `coder doctor` nor `coder config list`.
    @ParameterizedTest
    @MethodSource("table")
    void stopNobodyWhoLooks(Mistake mistake) throws IOException {
        config.user(mistake.json());
        assertThat(config.files().inspect(List.of(config.project())))
                .singleElement()
                .satisfies(file -> assertThat(mistake.ends() ? file.mistakes() : file.notices())
                        .contains(mistake.sentence()));
        assertThat(ConfigListing.of(config.files(), List.of(), Map.of()).complaints())
                .contains(mistake.sentence());
    }

    /// Files in which no line is wrong, for they are no such files at all.
    enum Odd {
        HUGE(" it is larger than 1 MiB; settings are short, so look what is in it") {
            @Override
            void make(Path file) throws IOException {
                Files.writeString(file, "{}" + " ".repeat(1 << 20));
            }
        },
        UTF_16_BIG(":1 it is in UTF-16; save it in UTF-8") {
            @Override
            void make(Path file) throws IOException {
                Files.write(file, "\uFEFF{}".getBytes(StandardCharsets.UTF_16BE));
            }
        },
        UTF_16_LITTLE(":1 it is in UTF-16; save it in UTF-8") {
            @Override
            void make(Path file) throws IOException {
                Files.write(file, "\uFEFF{}".getBytes(StandardCharsets.UTF_16LE));
            }
        },
        UTF_16_UNMARKED(":1 it is in UTF-16; save it in UTF-8") {
            @Override
            void make(Path file) throws IOException {
                Files.write(file, "{}".getBytes(StandardCharsets.UTF_16LE));
            }
        },
        LATIN_1(":2 it is no text in UTF-8; save it in UTF-8") {
            @Override
            void make(Path file) throws IOException {
                Files.write(file, "{\n\"model\": \"caf\u00e9/x\"}".getBytes(StandardCharsets.ISO_8859_1));
            }
        },
        NUL(":2 there is a NUL in it, so no editor wrote this; replace it") {
            @Override
            void make(Path file) throws IOException {
                Files.writeString(file, "{\n\0}");
            }
        },
        FOLDER(" it is not a file; remove it, or write the settings into a file of this name") {
            @Override
            void make(Path file) throws IOException {
                Files.createDirectory(file);
            }
        },
        PIPE(" it is not a file; remove it, or write the settings into a file of this name") {
            @Override
            void make(Path file) throws IOException, InterruptedException {
                new ProcessBuilder("mkfifo", file.toString()).start().waitFor();
            }
        },
        DEVICE(" it is not a file; remove it, or write the settings into a file of this name") {
            @Override
            void make(Path file) throws IOException {
                Files.createSymbolicLink(file, Path.of("/dev/zero"));
            }
        },
        LINK_TO_NOWHERE(" it is a link that leads nowhere; mend or remove it") {
            @Override
            void make(Path file) throws IOException {
                Files.createSymbolicLink(file, Path.of("gone"));
            }
        },
        LOOP(" it is a link that leads in a circle; remove it") {
            @Override
            void make(Path file) throws IOException {
                Files.createSymbolicLink(file, file);
            }
        },
        LONG_LOOP(" it is a link that leads in a circle; remove it") {
            @Override
            void make(Path file) throws IOException {
                Files.createSymbolicLink(file, file.resolveSibling("other"));
                Files.createSymbolicLink(file.resolveSibling("other"), file);
            }
        };

        private final String said;

        Odd(String said) {
            this.said = said;
        }

        abstract void make(Path file) throws IOException, InterruptedException;

        String said() {
            return USER + said.replaceFirst(" ", ": ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofFilesThatAreNoneAreSaidAtOnce(Odd odd) throws IOException, InterruptedException {
        var file = config.files().user();
        Files.createDirectories(file.getParent());
        odd.make(file);
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            assertThatThrownBy(() -> config.read())
                    .isInstanceOf(StopException.class)
                    .hasMessage(odd.said());
            assertThat(config.files().inspect(List.of()))
                    .singleElement()
                    .satisfies(found -> assertThat(found.mistakes()).containsExactly(odd.said()));
        });
    }

    @Test
    void ofAFileThatCannotBeReadIsSaid() throws IOException {
        var file = config.user("{}").files().user();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        Assumptions.assumeFalse(Files.isReadable(file), "the superuser reads everything");
        assertThatThrownBy(() -> config.read())
                .hasMessage(USER + ": it cannot be read; give its owner leave to read it, or remove it");
    }

    @Test
    void areAllSaidToWhomLooks() throws IOException {
        config.user("{\n\"network\": 1,\n\"theme\": \"red\",\n\"model\": \"a/b\"\n}")
                .project("{\"network\": true}")
                .local("{")
                .managed("{\"theem\": 1}");
        assertThat(config.files().inspect(List.of(config.project())))
                .extracting(
                        ConfigFiles.Inspected::layer,
                        file -> file.mistakes().size(),
                        file -> file.notices().size())
                .containsExactly(
                        tuple("user", 0, 2), tuple("project", 0, 1), tuple("local", 1, 0), tuple("managed", 0, 1));
    }

    @Test
    void areNotWhatEditorsWrite() throws IOException {
        var texts = Stream.of(
                        "\uFEFF{\"autoCommit\": true}",
                        "{\r\n\t\"autoCommit\": true,\r\n}\r\n",
                        "// one\n{ /* two */ \"autoCommit\": /* three */ true, } // four",
                        "{\"$schema\": \"./config.schema.json\", \"autoCommit\": true}")
                .collect(Collectors.toList());
        for (var text : texts) {
            assertThat(config.user(text).read().autoCommit()).isTrue();
        }
        for (var text : List.of("", "\n\n", "// nothing yet\n", "\uFEFF", "{}")) {
            assertThat(config.user(text).read()).isEqualTo(Settings.NONE);
        }
    }
}
