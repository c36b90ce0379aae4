package dev.coder.cli.remote;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import dev.coder.protocol.Problem;
import java.io.Serial;

/// The agent answered, and said no.
public final class RefusedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    public RefusedException(Problem problem) {
        super(problem.title());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    /// Whether another CLI holds the right to run this session's calls.
    public boolean notTheExecutor() {
        return problem.name().equals("not-the-executor");
    }

    /// What the user is told, when nothing better can be done.
    public StopException toStop() {
        return new StopException(exitCode(problem), sentence(problem), this);
    }

    /// Title and next step as one line.
    public static String sentence(Problem problem) {
        var title = problem.title().replaceAll("\\.$", "");
        var detail = problem.name().equals("unknown-session")
                ? "the last one of a project goes on with --continue"
                : problem.detail();
        var sentence = detail == null || detail.isBlank() ? title : title + ": " + detail;
        return sentence.replace("`coder demo`", "`" + OwnCommand.with("demo") + "`");
    }

    public static ExitCode exitCode(Problem problem) {
        return switch (problem.name()) {
            case "unknown-session", "turn-in-progress", "not-the-executor", "session-closed" -> ExitCode.SESSION;
            default ->
                switch (problem.status()) {
                    case 401, 403 -> ExitCode.NOT_ALLOWED;
                    case 400, 413, 415, 422, 426 -> ExitCode.USAGE;
                    case 404, 407 -> ExitCode.UNREACHABLE;
                    default -> ExitCode.TURN_FAILED;
                };
        };
    }
}
