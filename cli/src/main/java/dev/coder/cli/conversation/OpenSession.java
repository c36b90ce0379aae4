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
/// @param otherSettings whether the agent worked on it with other model settings than those of this terminal until then
public record OpenSession(
        SessionId id,
        long seq,
        @Nullable String turnId,
        @Nullable Claim claim,
        boolean otherSettings) implements AutoCloseable {

    /// What the user has to know where [#otherSettings] holds.
    public static final String OTHER_SETTINGS = "This session was worked on with other model settings (address, key or"
            + " proxy) before; from here on it goes where the settings of this terminal say";

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
