package dev.coder.cli.exit;

/// How `coder` ended, for scripts. The numbers never change; `docs/exit-codes.md` explains them.
public enum ExitCode {
    DONE(0, "done"),
    TURN_FAILED(1, "the turn failed (model, provider or agent)"),
    USAGE(2, "wrong usage or bad input; nothing was sent"),
    UNREACHABLE(3, "the agent cannot be reached or started"),
    NOT_ALLOWED(4, "not authenticated, or forbidden"),
    CALL_REFUSED(5, "done, but a call was refused because nobody could be asked, or by policy"),
    LIMIT(6, "stopped by a limit: steps, tokens, or the model refused"),
    SESSION(7, "the session is unknown, busy, or executed by another coder"),
    CANCELLED(130, "cancelled by the user");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    public int number() {
        return number;
    }

    public String meaning() {
        return meaning;
    }
}
