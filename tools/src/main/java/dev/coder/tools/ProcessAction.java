package dev.coder.tools;

import java.nio.file.Path;

/// What a call wants of the background processes.
sealed interface ProcessAction {

    /// @param pty whether it gets a terminal of its own
    record Start(String command, Path folder, boolean pty) implements ProcessAction {}

    record ListAll() implements ProcessAction {}

    record Read(String id) implements ProcessAction {}

    record Wait(String id) implements ProcessAction {}

    record Write(String id, String input) implements ProcessAction {}

    record Stop(String id) implements ProcessAction {}
}
