package dev.coder.cli.conversation;

import dev.coder.cli.config.ProcessLock;
import dev.coder.cli.execute.Journal;
import dev.coder.cli.execute.SessionFolder;
import dev.coder.cli.execute.SessionResources;
import dev.coder.protocol.SessionAnswers.Executor;
import dev.coder.protocol.SessionId;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A session that this CLI works in.
///
/// @param seq the last event when it was opened
/// @param turnId the turn that was in progress then
public record OpenSession(
        SessionId id,
        long seq,
        @Nullable String turnId,
        @Nullable Claim claim) implements AutoCloseable {

    /// What makes this CLI the session's executor. Without it, it only watches.
    public record Claim(
            SessionFolder folder, ProcessLock lock, Journal journal, SessionResources resources, Executor executor) {}

    @Override
    public void close() throws IOException {
        if (claim != null) {
            try (var _ = claim.lock();
                    var _ = claim.journal()) {
                claim.resources().close();
            }
        }
    }
}
