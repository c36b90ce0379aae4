package dev.coder.cli.config;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import dev.coder.protocol.ClientId;
import dev.coder.protocol.NotAnIdException;
import dev.coder.protocol.SessionId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/// `STATE`: what Coder keeps on this machine, readable by its user only.
public record StateFolder(Path path) {

    private static final Pattern BY_HAND = Pattern.compile("byhand_[A-Za-z0-9]{1,64}");

    /// `$CODER_STATE_DIR`, else `$XDG_STATE_HOME/coder`, else `~/.local/state/coder`; made when there is none.
    public static StateFolder of(Map<String, String> environment) {
        var path = where(environment);
        try {
            PrivateFiles.folder(path);
            if (!Files.isWritable(path)) {
                throw new IOException("no permission to write");
            }
            return new StateFolder(path);
        } catch (IOException e) {
            throw new StopException(
                    ExitCode.USAGE,
                    "The state folder " + path + " cannot be used (" + reason(e) + "); set CODER_STATE_DIR to another",
                    e);
        }
    }

    private static String reason(IOException e) {
        return e instanceof FileAlreadyExistsException ? "it is a file" : String.valueOf(e.getMessage());
    }

    /// The same, whether it exists or not.
    public static Path where(Map<String, String> environment) {
        var own = environment.getOrDefault("CODER_STATE_DIR", "");
        if (!own.isBlank()) {
            return Path.of(own).toAbsolutePath();
        }
        var xdg = environment.getOrDefault("XDG_STATE_HOME", "");
        return xdg.isBlank()
                ? home(environment).resolve(Path.of(".local", "state", "coder"))
                : Path.of(xdg, "coder").toAbsolutePath();
    }

    /// The user's home folder: `HOME`, as every other program has it; where it is unset or empty, that of the password
    /// database.
    public static Path home(Map<String, String> environment) {
        var own = environment.getOrDefault("HOME", "");
        return Path.of(own.isBlank() ? System.getProperty("user.home") : own).toAbsolutePath();
    }

    public Path sessions() {
        return path.resolve("sessions");
    }

    /// Of one session.
    public Path session(SessionId session) {
        return sessions().resolve(session.value());
    }

    /// Of a session, or of calls by hand, as it was written down.
    ///
    /// @throws NotAnIdException when that is no name of a session
    public Path sessionWritten(String name) {
        return BY_HAND.matcher(name).matches() ? sessions().resolve(name) : session(new SessionId(name));
    }

    /// What all sessions of a workspace share.
    ///
    /// @param workspaceId as [Projects#id] gives it
    public Path workspace(String workspaceId) {
        return path.resolve("workspaces").resolve(workspaceId);
    }

    public Path agents() {
        return path.resolve("agents");
    }

    public Path log() {
        return path.resolve("coder.log");
    }

    public Path history() {
        return path.resolve("history");
    }

    /// The name of this machine towards agents, `cli_…`: made once, then always the same.
    public String clientId() {
        var file = path.resolve("client-id");
        try {
            if (!Files.exists(file)) {
                PrivateFiles.replace(file, newClientId().getBytes(StandardCharsets.UTF_8));
            }
            return known(file, Files.readString(file).strip());
        } catch (IOException e) {
            throw new StopException(ExitCode.USAGE, "The file " + file + " cannot be read or written", e);
        }
    }

    private static String known(Path file, String id) {
        if (!ClientId.matches(id)) {
            throw new StopException(
                    ExitCode.USAGE,
                    "The file " + file + " does not hold this machine's name (cli_…); delete it: rm " + file);
        }
        return id;
    }

    /// A name that nobody has.
    public static String newClientId() {
        return "cli_" + UlidCreator.getUlid();
    }
}
