package dev.coder.agent.loop;

import dev.coder.agent.session.RefusedException;
import dev.coder.agent.session.SessionChange;
import dev.coder.protocol.ToolResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;

/// The results of a continuation, split into those that are new and those that are known; and the turn that they
/// belong to: what is repeated may be of an earlier one.
final class SortedResults {

    private static final int MOST = 256;

    private final List<ToolResult> fresh;
    private final String turnId;
    private long lastKnown;

    SortedResults(SessionChange change, List<ToolResult> results) {
        if (results.isEmpty() || results.size() > MOST) {
            throw RefusedException.of("invalid-request", 400, "A continuation holds 1 to " + MOST + " results.", null);
        }
        var knownTurn = "";
        var byId = new LinkedHashMap<String, ToolResult>();
        for (var result : results) {
            switch (change.answerTo(result)) {
                case SessionChange.Answer.UnknownCall _ -> throw Refusals.unknownCall(change.row(), result);
                case SessionChange.Answer.Known(var _, var _, var same)
                when !same -> throw Refusals.conflict(change.row(), result);
                case SessionChange.Answer.Known(var turn, var seq, var _)
                when seq > lastKnown -> {
                    lastKnown = seq;
                    knownTurn = turn;
                }
                case SessionChange.Answer.Known _ -> {}
                case SessionChange.Answer.Pending _ -> {
                    var earlier = byId.put(result.id(), result);
                    if (earlier != null && !earlier.equals(result)) {
                        throw Refusals.conflict(change.row(), result);
                    }
                }
            }
        }
        fresh = List.copyOf(byId.values());
        turnId = fresh.isEmpty()
                ? knownTurn
                : Objects.requireNonNull(change.row().turnId());
    }

    /// Those that no one has given before, each once.
    List<ToolResult> fresh() {
        return fresh;
    }

    /// The turn that the results belong to.
    String turnId() {
        return turnId;
    }

    /// The `seq` of the last of the known ones; 0 when there are none.
    long lastKnown() {
        return lastKnown;
    }
}
