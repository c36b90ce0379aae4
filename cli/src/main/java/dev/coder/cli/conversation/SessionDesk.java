package dev.coder.cli.conversation;

import dev.coder.cli.config.ProcessLock;
import dev.coder.cli.config.Projects;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.execute.Journal;
import dev.coder.cli.execute.JournalEntry;
import dev.coder.cli.execute.SessionFolder;
import dev.coder.cli.execute.SessionResources;
import dev.coder.cli.execute.StoredOutputs;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.remote.AgentClient;
import dev.coder.cli.remote.RefusedException;
import dev.coder.cli.remote.SessionQuery;
import dev.coder.plugin.Workspace;
import dev.coder.protocol.SessionAnswers;
import dev.coder.protocol.SessionAnswers.Executor;
import dev.coder.protocol.SessionAnswers.SessionState;
import dev.coder.protocol.SessionId;
import dev.coder.protocol.SessionRequests;
import dev.coder.protocol.SessionRequests.ClaimExecutor;
import dev.coder.protocol.SessionRequests.CreateSession;
import dev.coder.protocol.SessionRequests.Limits;
import dev.coder.protocol.SessionRequests.Project;
import dev.coder.protocol.SessionRequests.UpdateSession;
import dev.coder.protocol.ToolSpec;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Opens sessions, and settles who executes them: on this machine by a file lock, in the world by the agent's claim.
public final class SessionDesk {

    /// @param model          null means the agent's default
    /// @param maxSteps       model calls per turn; null means the agent's default
    /// @param sessionTimeout after which a session that nobody uses is suspended; null means the agent's default
    /// @param projects       what is known of the workspace's roots, in their order; empty means the roots alone
    public record Wishes(
            String version,
            List<ToolSpec> tools,
            @Nullable String model,
            @Nullable Integer maxSteps,
            @Nullable Duration sessionTimeout,
            List<Project> projects) {

        public Wishes {
            tools = List.copyOf(tools);
            projects = List.copyOf(projects);
        }

        @Nullable
        Limits limits() {
            return maxSteps == null && sessionTimeout == null ? null : new Limits(seconds(), null, maxSteps);
        }

        private @Nullable Integer seconds() {
            return sessionTimeout == null
                    ? null
                    : Math.toIntExact(Math.clamp(sessionTimeout.toSeconds(), 1, Integer.MAX_VALUE));
        }
    }

    private static final Set<String> IN_PROGRESS = Set.of("queued", "running", "requires_action");
    private static final int RECENT = 50;
    private static final Duration LETTING_GO = Duration.ofSeconds(15);

    private final AgentClient client;
    private final StateFolder state;
    private final Workspace workspace;
    private final Wishes wishes;

    public SessionDesk(AgentClient client, StateFolder state, Workspace workspace, Wishes wishes) {
        this.client = client;
        this.state = state;
        this.workspace = workspace;
        this.wishes = wishes;
    }

    /// Makes a session and claims it.
    public OpenSession create() throws InterruptedException, IOException {
        var model = wishes.model() == null ? "default" : wishes.model();
        var created = client.createSession(
                new CreateSession(cli(), described(), model, wishes.limits(), wishes.tools(), null));
        requireNew(created);
        return made(created);
    }

    /// Makes a session that begins with what was said in another one, and claims it.
    ///
    /// @param turnId the last turn that it holds; null means all of them
    public OpenSession fork(SessionId sessionId, @Nullable String turnId) throws InterruptedException, IOException {
        var created = client.fork(sessionId, new SessionRequests.Fork(cli(), turnId));
        requireNew(created);
        bringUpToDate(client.session(created.sessionId()));
        return made(created);
    }

    private SessionRequests.Client cli() {
        return new SessionRequests.Client(
                "coder", wishes.version(), state.clientId(), System.getProperty("os.name"), null);
    }

    private OpenSession made(SessionAnswers.Created created) throws InterruptedException, IOException {
        var folder = folder(created.sessionId());
        var lock = folder.lock(LETTING_GO);
        if (lock == null) {
            throw new IllegalStateException("a session that was just made is locked");
        }
        var journal = opened(folder, lock);
        var executor = new Executor(state.clientId(), created.executor().epoch());
        journal.write(new JournalEntry.Client(state.clientId(), executor.epoch(), created.seq()));
        var claim = new OpenSession.Claim(folder, lock, journal, resources(folder), executor);
        return new OpenSession(created.sessionId(), created.seq(), null, claim, false);
    }

    /// What this machine keeps of a session is nothing for a new one.
    private void requireNew(SessionAnswers.Created created) {
        var folder = state.session(created.sessionId());
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new StopException(
                    ExitCode.UNREACHABLE,
                    "The agent calls a new session " + created.sessionId()
                            + ", which is the id of one that is known here (" + folder
                            + "); nothing was sent to it. Check --agent-url, then try again");
        }
    }

    private SessionRequests.Workspace described() {
        var label = workspace.root().getFileName();
        return new SessionRequests.Workspace(
                Projects.id(workspace, state.clientId()),
                label == null ? "/" : label.toString(),
                workspace.roots().stream().map(Path::toString).toList(),
                null,
                wishes.projects().isEmpty() ? null : wishes.projects());
    }

    /// Opens the last session of this workspace in which something was asked.
    public OpenSession last(boolean takeOver) throws InterruptedException, IOException {
        var query = SessionQuery.ofWorkspace(Projects.id(workspace, state.clientId()), RECENT);
        var sessions = client.sessions(query).sessions();
        for (var session : sessions) {
            if (session.turnId() != null || Journal.knowsPrompts(journal(session))) {
                return open(session.sessionId(), takeOver);
            }
        }
        throw new StopException(
                ExitCode.SESSION,
                "There is no session of " + workspace.root() + " to continue; start one by leaving out --continue");
    }

    private Path journal(SessionState session) {
        return SessionFolder.of(state, session.sessionId()).journal();
    }

    /// Opens a session: as its executor where that is possible, else to watch.
    ///
    /// @param takeOver whether the right to execute is taken from whoever has it
    public OpenSession open(SessionId sessionId, boolean takeOver) throws InterruptedException, IOException {
        var found = client.session(sessionId);
        var claim = claim(found, takeOver);
        if (claim != null) {
            bringUpToDate(found);
        }
        return new OpenSession(
                sessionId,
                found.seq(),
                IN_PROGRESS.contains(found.status()) ? found.turnId() : null,
                claim,
                claim != null && Boolean.TRUE.equals(found.otherModelSettings()));
    }

    /// The session that the user names by its id.
    public static SessionId named(String id) {
        if (!SessionId.matches(id)) {
            throw new StopException(ExitCode.USAGE, "\"" + id + "\" is not a session id; they look like ses_01JD3Z…");
        }
        return new SessionId(id);
    }

    /// What this machine offers, and where: the folders of a session that began elsewhere are not its folders here.
    private void bringUpToDate(SessionState found) throws InterruptedException {
        client.replaceTools(found.sessionId(), new SessionRequests.ReplaceTools(wishes.tools(), null));
        var here = described();
        var moved = !here.equals(found.workspace());
        if (moved || wishes.model() != null || wishes.limits() != null) {
            client.updateSession(
                    found.sessionId(),
                    new UpdateSession(null, wishes.model(), wishes.limits(), moved ? here : null, null));
        }
    }

    private SessionFolder folder(SessionId sessionId) throws IOException {
        return SessionFolder.made(state, sessionId);
    }

    private SessionResources resources(SessionFolder folder) {
        Thread.ofVirtual().name("old-outputs").start(new StoredOutputs(state.sessions())::forgetOld);
        return new SessionResources(folder.tools(), state.workspace(Projects.id(workspace, state.clientId())));
    }

    private OpenSession.@Nullable Claim claim(SessionState session, boolean takeOver)
            throws InterruptedException, IOException {
        var folder = folder(session.sessionId());
        var lock = folder.tryLock();
        if (lock != null) {
            return claimLocked(session, folder, lock, takeOver);
        }
        return takeOver ? claimFromNeighbour(session, folder) : null;
    }

    /// No other process of this machine executes the session; another machine may.
    private OpenSession.@Nullable Claim claimLocked(
            SessionState session, SessionFolder folder, ProcessLock lock, boolean takeOver)
            throws InterruptedException, IOException {
        var journal = opened(folder, lock);
        var own = journal.client();
        var clientId = own == null ? state.clientId() : own.clientId();
        try {
            var unsure = own == null || journal.damaged() || strange(session.executor(), own)
                    ? session.seq()
                    : own.unsureUpTo();
            var executor = claimed(session.sessionId(), clientId, false);
            journal.write(new JournalEntry.Client(clientId, executor.epoch(), unsure));
            return new OpenSession.Claim(folder, lock, journal, resources(folder), executor);
        } catch (RefusedException e) {
            if (e.notTheExecutor() && takeOver) {
                return claimFromAfar(session.sessionId(), folder, lock, journal);
            }
            journal.close();
            lock.close();
            if (e.notTheExecutor()) {
                return null;
            }
            throw e;
        }
    }

    /// Whether another machine may have executed since this one did.
    private static boolean strange(Executor present, JournalEntry.Client own) {
        return present.epoch() != own.epoch() && !own.clientId().equals(present.clientId());
    }

    /// What the other machine has started is not known here: written down before it loses the claim.
    private OpenSession.Claim claimFromAfar(
            SessionId sessionId, SessionFolder folder, ProcessLock lock, Journal journal) throws InterruptedException {
        var clientId = StateFolder.newClientId();
        journal.write(new JournalEntry.Client(clientId, 0, Long.MAX_VALUE));
        var executor = claimed(sessionId, clientId, true);
        journal.write(new JournalEntry.Client(
                clientId, executor.epoch(), client.session(sessionId).seq()));
        return new OpenSession.Claim(folder, lock, journal, resources(folder), executor);
    }

    /// The other process stops when it sees the claim gone; the journal that both use tells what it has started.
    private OpenSession.Claim claimFromNeighbour(SessionState session, SessionFolder folder)
            throws InterruptedException, IOException {
        var clientId = StateFolder.newClientId();
        var executor = claimed(session.sessionId(), clientId, true);
        var lock = folder.lock(LETTING_GO);
        if (lock == null) {
            throw new StopException(
                    ExitCode.SESSION,
                    "Another coder on this machine executes the session and does not let go; end it, then try again");
        }
        var journal = opened(folder, lock);
        var own = journal.client();
        journal.write(
                new JournalEntry.Client(clientId, executor.epoch(), own == null ? session.seq() : own.unsureUpTo()));
        return new OpenSession.Claim(folder, lock, journal, resources(folder), executor);
    }

    /// What is kept of a session is for the agent with which it was begun, whoever else names it.
    private Journal opened(SessionFolder folder, ProcessLock lock) throws IOException {
        try {
            var journal = Journal.open(folder.journal());
            var origin = journal.agent();
            if (origin == null) {
                journal.write(new JournalEntry.Agent(client.origin()));
            } else if (!origin.equals(client.origin())) {
                journal.close();
                lock.close();
                throw anothers(folder, origin);
            }
            return journal;
        } catch (FileSystemException e) {
            lock.close();
            throw new StopException(
                    ExitCode.USAGE,
                    "The journal " + folder.journal() + " cannot be opened; if it is a link, remove it, then try again",
                    e);
        }
    }

    private StopException anothers(SessionFolder folder, String origin) {
        var where = origin.equals("local") ? "--local" : "--agent-url " + OwnCommand.quoted(origin);
        return new StopException(
                ExitCode.SESSION,
                "What is kept here of the session " + folder.path().getFileName()
                        + " is for the agent with which it was begun ("
                        + origin + "), not for " + client.origin() + "; use " + where
                        + ", or, if that agent has moved, forget it: rm -r "
                        + OwnCommand.quoted(folder.path().toString()));
    }

    private Executor claimed(SessionId sessionId, String clientId, boolean force) throws InterruptedException {
        var executor = client.claimExecutor(sessionId, new ClaimExecutor(clientId, force));
        return new Executor(clientId, executor.epoch());
    }
}
