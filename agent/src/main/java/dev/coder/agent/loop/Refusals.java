package dev.coder.agent.loop;

import dev.coder.agent.session.RefusedException;
import dev.coder.agent.session.SessionChange;
import dev.coder.agent.session.SessionRow;
import dev.coder.protocol.Problem;
import dev.coder.protocol.ToolResult;

/// What is said when a session cannot do what is asked of it.
final class Refusals {

    private Refusals() {}

    static void requireOpen(SessionRow row) {
        if (row.status() == SessionRow.Status.CLOSED) {
            throw RefusedException.of(
                    "session-closed", 409, "The session " + row.id() + " is closed.", "Start a new one.");
        }
    }

    static void requireIdle(SessionRow row) {
        if (row.turnInProgress()) {
            throw busy(row);
        }
    }

    static void requireOurs(SessionChange change) {
        if (!change.isOurs()) {
            var row = change.row();
            throw RefusedException.of(
                    "other-model-settings",
                    409,
                    "The session " + row.id() + " is at work on " + row.turnId() + " with other model settings.",
                    "Wait for its end, cancel it, or take over with POST /v1/sessions/" + row.id() + "/executor.");
        }
    }

    static RefusedException nothingToCompact(SessionRow row) {
        return RefusedException.of(
                "nothing-to-compact", 409, "Nothing was said in session " + row.id() + " yet.", "Send a message.");
    }

    static RefusedException unknownTurn(SessionRow row, String turnId) {
        return RefusedException.of(
                "unknown-turn", 404, "No turn " + turnId + " has ended in session " + row.id() + ".", null);
    }

    static RefusedException busy(SessionRow row) {
        return RefusedException.of(
                "turn-in-progress",
                409,
                "The session " + row.id() + " is at work on " + row.turnId() + ".",
                "Wait, cancel it, or send with whenBusy=queue or whenBusy=steer.");
    }

    static RefusedException notTheExecutor(SessionRow row) {
        return RefusedException.of(
                "not-the-executor",
                409,
                "Another client executes the calls of session " + row.id() + ".",
                "Take over with POST /v1/sessions/" + row.id() + "/executor and force.");
    }

    static RefusedException unknownCall(SessionRow row, ToolResult result) {
        return RefusedException.of(
                "unknown-call", 404, "There is no call " + result.id() + " in session " + row.id() + ".", null);
    }

    static RefusedException conflict(SessionRow row, ToolResult result) {
        var problem = new Problem(
                Problem.PREFIX + "tool-result-conflict",
                "Another result is stored for " + result.id() + ".",
                409,
                "The first result stands.",
                row.id(),
                result.id(),
                false);
        return new RefusedException(problem);
    }
}
