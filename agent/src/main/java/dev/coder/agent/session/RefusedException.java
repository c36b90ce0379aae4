package dev.coder.agent.session;

import dev.coder.protocol.Problem;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// A request that cannot be carried out as it stands. Nothing was changed.
public final class RefusedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    public RefusedException(Problem problem) {
        super(problem.title());
        this.problem = problem;
    }

    /// @param name   the fixed name of the problem type, such as `unknown-session`
    /// @param status the HTTP status
    /// @param title  one sentence for a person
    /// @param detail the next step
    public static RefusedException of(String name, int status, String title, @Nullable String detail) {
        return new RefusedException(Problem.of(name, status, title, detail));
    }

    public Problem problem() {
        return problem;
    }
}
