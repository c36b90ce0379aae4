package dev.coder.cli.doctor;

import dev.coder.cli.terminal.Streams;
import dev.coder.plugin.Sandbox;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Looks at this machine. A new check is a method, and a line in [#report].
///
/// @param state     the state folder, which need not exist
/// @param sandboxes those that this build knows, in the order of preference
/// @param advice    what to do when none works
public record Checkup(
        Map<String, String> environment, Streams streams, Path state, List<Sandbox> sandboxes, String advice) {

    private static final Pattern MODEL = Pattern.compile(".+_API_KEY|OLLAMA_HOST|CODER_PRACTICE_MODEL|.+_BASE_URL");
    private static final List<String> NO_MODEL = List.of("CODER_API_KEY", "RIZA_API_KEY", "RIZA_BASE_URL");

    public Report report() {
        return Report.of(List.of(
                java(),
                sandbox(),
                program("bwrap", "the sandbox that holds most", "apt install bubblewrap"),
                program("bash", "commands run in it", "install bash"),
                program("git", "commits and differences need it", "install git"),
                program("rg", "searches are slower without", "install ripgrep"),
                terminal(),
                stateFolder(),
                agent(),
                code()));
    }

    private static Finding java() {
        var found = System.getProperty("java.vm.name") + " " + Runtime.version();
        return Runtime.version().feature() >= 25
                ? Finding.ok("java", found)
                : Finding.fail("java", found, "install a JDK 25 or newer, and set CODER_JAVA_HOME to it");
    }

    private Finding sandbox() {
        var works = sandboxes.stream().filter(Sandbox::works).findFirst();
        if (works.isEmpty()) {
            return Finding.warn("sandbox", "none works, so that auto mode refuses to start", advice);
        }
        var weakness = works.get().weakness();
        return weakness.isEmpty()
                ? Finding.ok("sandbox", works.get().name() + " is in force for commands in auto mode")
                : Finding.warn("sandbox", works.get().name() + " is in force in auto mode; in it " + weakness, advice);
    }

    private Finding program(String name, String use, String fix) {
        var found = find(name);
        if (found.isPresent()) {
            return Finding.ok(name, found.get().toString());
        }
        var missing = "not on the PATH; " + use;
        return name.equals("bash") ? Finding.fail(name, missing, fix) : Finding.warn(name, missing, fix);
    }

    private Optional<Path> find(String name) {
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .flatMap(folder -> program(folder, name))
                .findFirst();
    }

    private static Stream<Path> program(String folder, String name) {
        try {
            var file = Path.of(folder, name);
            return file.isAbsolute() && Files.isExecutable(file) ? Stream.of(file) : Stream.empty();
        } catch (InvalidPathException e) {
            return Stream.empty();
        }
    }

    private Finding terminal() {
        if (!Charset.defaultCharset().equals(StandardCharsets.UTF_8)) {
            return Finding.warn("terminal", "the charset is " + Charset.defaultCharset(), "set LANG to a UTF-8 locale");
        }
        if (!streams.outIsTerminal()) {
            return Finding.ok("terminal", "none: nobody can be asked, so what needs consent is refused");
        }
        return Finding.ok(
                "terminal", environment.getOrDefault("TERM", "unknown") + (streams.colour() ? "" : ", no colour"));
    }

    private Finding stateFolder() {
        try {
            if (!Files.exists(state)) {
                return Finding.ok("state", state + " will be made");
            }
            if (!Files.isDirectory(state) || !Files.isWritable(state)) {
                return Finding.fail(
                        "state", state + " is no folder that can be written", "set CODER_STATE_DIR to another");
            }
            return isPrivate(state)
                    ? Finding.ok("state", state + " is private")
                    : Finding.fail("state", "other users can open " + state, "chmod 700 " + state);
        } catch (IOException e) {
            return Finding.fail("state", state + ": " + e.getMessage(), "set CODER_STATE_DIR to another");
        }
    }

    private static boolean isPrivate(Path folder) throws IOException {
        return Files.getPosixFilePermissions(folder).stream()
                .map(PosixFilePermission::name)
                .allMatch(permission -> permission.startsWith("OWNER_"));
    }

    private Finding agent() {
        var remote = environment.getOrDefault("CODER_AGENT_URL", "");
        if (!remote.isBlank()) {
            return isSet("CODER_API_KEY")
                    ? Finding.ok("agent", remote + ", with the key in CODER_API_KEY")
                    : Finding.warn("agent", remote + ", without a key", "set CODER_API_KEY if it wants one");
        }
        return environment.keySet().stream().anyMatch(this::isModel)
                ? Finding.ok("agent", "the local one, started when it is needed")
                : Finding.warn(
                        "agent",
                        "the local one, but no model",
                        "set ANTHROPIC_API_KEY, OPENAI_API_KEY, GEMINI_API_KEY" + " or OLLAMA_HOST");
    }

    private boolean isModel(String name) {
        return MODEL.matcher(name).matches() && !NO_MODEL.contains(name) && isSet(name);
    }

    private boolean isSet(String name) {
        return !environment.getOrDefault(name, "").isBlank();
    }

    private Finding code() {
        if (isSet("RIZA_API_KEY")) {
            return Finding.ok(
                    "code", "execute_code runs at " + environment.getOrDefault("RIZA_BASE_URL", "api.riza.io"));
        }
        return sandboxes.stream().anyMatch(Sandbox::works)
                ? Finding.ok("code", "execute_code runs in the sandbox")
                : Finding.warn("code", "execute_code cannot run", advice + ", or set RIZA_API_KEY");
    }
}
