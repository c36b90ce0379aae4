package dev.coder.cli.sessions;

import dev.coder.cli.config.StateFolder;
import dev.coder.cli.execute.Journal;
import dev.coder.cli.execute.SessionFolder;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.remote.AgentClient;
import dev.coder.cli.remote.RefusedException;
import dev.coder.cli.remote.SessionEvents;
import dev.coder.cli.remote.SessionQuery;
import dev.coder.protocol.LoggedEvent;
import dev.coder.protocol.SessionAnswers.SessionState;
import dev.coder.protocol.SessionId;
import dev.coder.protocol.SessionRequests.UpdateSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The sessions that the agent has for this user.
///
/// @param workspaceId of the projects that this run is about
public record SessionCatalog(AgentClient client, StateFolder state, String workspaceId) {

    private static final String ID = "ses_";
    private static final int PAGE = 100;
    private static final int MOST = 2000;
    private static final int TOLD = 5;

    /// Those in which something was asked, the latest first.
    ///
    /// @param all whether those of other workspaces count
    public List<SessionState> used(boolean all, int limit) throws InterruptedException {
        return pages(new SessionQuery(all ? null : workspaceId, null, null, PAGE), limit, this::used);
    }

    /// Those of all workspaces, the latest first.
    public List<SessionState> everywhere(int limit) throws InterruptedException {
        return pages(SessionQuery.latest(Math.min(limit, PAGE)), limit, _ -> true);
    }

    /// Those in which this was said, with a snippet each.
    ///
    /// @param all whether those of other workspaces count
    public List<SessionState> saying(String text, boolean all, int limit) throws InterruptedException {
        var query = new SessionQuery(all ? null : workspaceId, text, null, Math.min(limit, PAGE));
        return pages(query, limit, _ -> true);
    }

    private List<SessionState> pages(SessionQuery first, int limit, Predicate<SessionState> wanted)
            throws InterruptedException {
        var found = new ArrayList<SessionState>();
        for (var query = first; ; ) {
            var page = client.sessions(query);
            page.sessions().stream().filter(wanted).forEach(found::add);
            var next = page.next();
            if (next == null || page.sessions().isEmpty() || found.size() >= limit) {
                return found.stream().distinct().limit(limit).toList();
            }
            query = query.from(next);
        }
    }

    /// Whether something was asked in it, as far as this machine knows.
    public boolean used(SessionState session) {
        try {
            return session.turnId() != null
                    || Journal.knowsPrompts(folder(session.sessionId()).journal());
        } catch (IOException e) {
            return false;
        }
    }

    /// @param name an id, its begin or end when there is only one such session, a title, or `last`; what begins as an
    ///             id does is one, and is no title or end of another
    public SessionState find(String name) throws InterruptedException {
        if (name.equals("last")) {
            return last();
        }
        var known = SessionId.matches(name) ? exact(new SessionId(name)) : null;
        return known != null ? known : abbreviated(name);
    }

    private SessionState last() throws InterruptedException {
        return used(false, 1).stream().findFirst().orElseThrow(() -> unknown("There is no session here"));
    }

    private @Nullable SessionState exact(SessionId id) throws InterruptedException {
        try {
            return client.session(id);
        } catch (RefusedException e) {
            if (e.problem().name().equals("unknown-session")) {
                return null;
            }
            throw e;
        }
    }

    private SessionState abbreviated(String name) throws InterruptedException {
        var found = name.isEmpty() || name.equals(ID)
                ? List.<SessionState>of()
                : everywhere(MOST).stream()
                        .filter(session -> isCalled(session, name.toLowerCase(Locale.ROOT)))
                        .toList();
        if (found.size() == 1) {
            return client.session(found.getFirst().sessionId());
        }
        throw found.isEmpty() ? unknown("There is no session \"" + name + "\"") : ambiguous(name, found);
    }

    private static boolean isCalled(SessionState session, String name) {
        var id = session.sessionId().value().toLowerCase(Locale.ROOT);
        return name.startsWith(ID)
                ? id.startsWith(name)
                : id.startsWith(ID + name) || id.endsWith(name) || name.equalsIgnoreCase(session.title());
    }

    private static StopException unknown(String sentence) {
        return new StopException(
                ExitCode.SESSION, sentence + "; to see which there are: " + OwnCommand.with("sessions list --all"));
    }

    private static StopException ambiguous(String name, List<SessionState> found) {
        var some = found.stream()
                .limit(TOLD)
                .map(session -> session.sessionId().value())
                .collect(Collectors.joining(", "));
        return new StopException(
                ExitCode.SESSION,
                "\"" + name + "\" may be any of " + found.size() + " sessions: " + some
                        + (found.size() > TOLD ? ", …" : "") + "; say more of the id");
    }

    /// All that was stored of a session.
    public List<LoggedEvent> events(SessionId sessionId) throws InterruptedException {
        var events = new ArrayList<LoggedEvent>();
        new SessionEvents(client, sessionId, 0, events::add).catchUp();
        return events;
    }

    public void rename(SessionId sessionId, String title) throws InterruptedException {
        client.updateSession(sessionId, UpdateSession.title(title));
    }

    /// Whether nobody, or this machine, has the right to run its calls.
    public boolean executedHere(SessionState session) throws IOException {
        var executor = session.executor().clientId();
        var journal = folder(session.sessionId()).journal();
        return executor == null
                || executor.equals(state.clientId())
                || Journal.clients(journal).contains(executor);
    }

    /// Whether another Coder of this machine executes it at this moment.
    public boolean inUse(SessionId sessionId) throws IOException {
        var folder = folder(sessionId);
        if (!folder.exists()) {
            return false;
        }
        try (var lock = folder.tryLock()) {
            return lock == null;
        }
    }

    /// Removes it at the agent, and what this machine keeps of it. What its turns changed can be undone all the same.
    ///
    /// @throws StopException when it is in use
    public void remove(SessionState session) throws InterruptedException, IOException {
        var folder = folder(session.sessionId());
        if (!folder.exists() || !Journal.isFor(folder.journal(), client.origin())) {
            client.remove(session.sessionId());
            return;
        }
        try (var lock = folder.tryLock()) {
            if (lock == null) {
                throw new StopException(
                        ExitCode.SESSION,
                        "The session " + session.sessionId() + " is in use by another coder; end that one first");
            }
            client.remove(session.sessionId());
            folder.delete(state);
        }
    }

    private SessionFolder folder(SessionId sessionId) {
        return SessionFolder.of(state, sessionId);
    }
}
