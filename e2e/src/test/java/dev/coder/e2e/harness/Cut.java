package dev.coder.e2e.harness;

/// Where a line between CLI and agent breaks.
public sealed interface Cut {

    record Never() implements Cut {}

    /// Right after the server-sent event with this number; 1 is the first.
    record AfterEvent(long number) implements Cut {}

    /// Before this byte of what the agent sends; 0 is the first.
    record InAnswers(long offset) implements Cut {}

    /// Before this byte of what the CLI sends; 0 is the first.
    record InRequests(long offset) implements Cut {}
}
