package dev.coder.cli.exit;

import java.io.Serial;

/// Ends `coder`: one sentence for the user, with the next step in it, and a fixed exit code.
public final class StopException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final ExitCode exitCode;

    public StopException(ExitCode exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    public StopException(ExitCode exitCode, String sentence, Throwable cause) {
        super(sentence, cause);
        this.exitCode = exitCode;
    }

    public ExitCode exitCode() {
        return exitCode;
    }

    /// The sentence.
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
