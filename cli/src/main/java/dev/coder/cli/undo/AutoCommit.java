package dev.coder.cli.undo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Commits what a turn has changed, when the user wants that. Files that were changed or staged by the user when the
/// turn began stay as they are, and so do the user's index, but for the files committed, and repositories within the
/// project. Nothing that the repository names is run, hooks and filters included: a file that has a filter is left out,
/// and where a process in the sandbox may still change the repository, nothing is committed.
public final class AutoCommit {

    private static final List<String> UNDER_WAY =
            List.of("rebase-merge", "rebase-apply", "MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "BISECT_LOG");
    private static final List<String> IDENTITY =
            List.of("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL");
    private static final int SUBJECT = 72;

    /// In the place of names: what was dirty is not known, as no git could be run.
    private static final String UNKNOWN = "";

    private final Set<Path> wanted;
    private final Map<String, String> child;
    private final Map<String, String> identity;
    private final BooleanSupplier busy;

    private AutoCommit(
            Set<Path> wanted, Map<String, String> child, Map<String, String> identity, BooleanSupplier busy) {
        this.wanted = wanted;
        this.child = child;
        this.identity = identity;
        this.busy = busy;
    }

    /// Commits nothing.
    public static AutoCommit off() {
        return new AutoCommit(Set.of(), Map.of(), Map.of(), () -> false);
    }

    /// @param wanted      the projects whose turns are committed
    /// @param child       the environment that children get
    /// @param environment of this process: it may say who commits
    /// @param busy        whether a process in the sandbox lives, which could change the repository under git
    public static AutoCommit on(
            Set<Path> wanted, Map<String, String> child, Map<String, String> environment, BooleanSupplier busy) {
        var identity = new HashMap<>(environment);
        identity.keySet().retainAll(IDENTITY);
        return new AutoCommit(Set.copyOf(wanted), child, Map.copyOf(identity), busy);
    }

    /// The files that are not committed at present, absolute and byte by byte.
    List<String> dirty(Roots roots) {
        if (busy.getAsBoolean()) {
            return List.of(UNKNOWN);
        }
        var dirty = new ArrayList<String>();
        try {
            for (var repository : repositories(roots).values()) {
                var names = repository
                        .git()
                        .run(
                                "status",
                                "--porcelain",
                                "-z",
                                "--untracked-files=all",
                                "--no-renames",
                                "--ignore-submodules=all")
                        .names();
                names.forEach(name -> dirty.add(repository.top() + "/" + name.substring(3)));
            }
        } catch (IOException e) {
            // without git nothing is committed either
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return dirty;
    }

    /// @param top the repository's folder, byte by byte
    private record Repository(String top, Git git) {}

    /// By the root that lies in it.
    private Map<Path, Repository> repositories(Roots roots) throws IOException, InterruptedException {
        var found = new HashMap<Path, Repository>();
        for (var root : roots.tops().stream().filter(wanted::contains).toList()) {
            var git = new Git(root, child, identity);
            var answer = git.run("rev-parse", "--show-toplevel");
            if (answer.good() && !answer.line().isEmpty() && root.startsWith(RawName.path(answer.line()))) {
                found.put(root, new Repository(answer.line(), git.in(RawName.path(answer.line()))));
            }
        }
        return found;
    }

    /// @param dirty as it was when the turn began
    void commit(Step step, List<String> dirty, Roots roots, Consumer<String> notice) throws InterruptedException {
        if (!(step.cause() instanceof Step.Turn turn)) {
            return;
        }
        if (wanted.isEmpty()) {
            return;
        }
        if (busy.getAsBoolean() || dirty.contains(UNKNOWN)) {
            notice.accept("This turn was not committed: a process that it started in the sandbox was still running");
            return;
        }
        try {
            for (var repository : repositories(roots).entrySet()) {
                var files = files(step, repository.getKey(), roots, Set.copyOf(dirty));
                if (!files.isEmpty()) {
                    commit(repository.getValue(), files, turn, notice);
                }
            }
        } catch (IOException e) {
            notice.accept("This turn was not committed: " + Reasons.of(e));
        }
    }

    /// What is to be committed, absolute and byte by byte; true: it exists.
    private static Map<String, Boolean> files(Step step, Path root, Roots roots, Set<String> dirty) {
        var files = new HashMap<String, Boolean>();
        for (var change : step.changes()) {
            var path = roots.path(change.key());
            var raw = RawName.of(path);
            if (path.startsWith(root) && !dirty.contains(raw) && !inner(path, root) && recorded(change)) {
                files.put(raw, file(change.after()));
            }
        }
        return files;
    }

    private static boolean recorded(Change change) {
        return file(change.before()) || file(change.after());
    }

    private static boolean file(Entry entry) {
        return switch (entry) {
            case Entry.File _, Entry.Link _ -> true;
            case Entry.LeftOut(var why, var _) -> why.startsWith("larger");
            case Entry.Absent _, Entry.Folder _ -> false;
        };
    }

    /// Whether it belongs to another repository within the project.
    private static boolean inner(Path path, Path root) {
        for (var folder = path.getParent();
                folder != null && !folder.equals(root) && folder.startsWith(root);
                folder = folder.getParent()) {
            if (Files.exists(folder.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
                return true;
            }
        }
        return false;
    }

    private static void commit(
            Repository repository, Map<String, Boolean> files, Step.Turn turn, Consumer<String> notice)
            throws IOException, InterruptedException {
        var git = repository.git();
        var busy = busy(git);
        if (busy != null) {
            notice.accept("This turn was not committed: " + busy);
            return;
        }
        var names = new HashMap<String, Boolean>();
        var prefix = repository.top() + "/";
        files.forEach((file, exists) -> names.put(file.substring(prefix.length()), exists));
        names.keySet().removeAll(ignored(git, names.keySet()));
        leaveOut(filtered(git, names), names, notice);
        var commit = new PlumbedCommit(git, names).make(message(turn));
        if (commit != null) {
            notice.accept("Committed as " + commit.substring(0, Math.min(10, commit.length())));
        }
    }

    private static @Nullable String busy(Git git) throws IOException, InterruptedException {
        if (!git.run("symbolic-ref", "-q", "HEAD").good()) {
            return "no branch is checked out";
        }
        var folder = git.folder()
                .resolve(RawName.path(git.run("rev-parse", "--git-dir").line()));
        return UNDER_WAY.stream().anyMatch(mark -> Files.exists(folder.resolve(mark)))
                ? "a rebase, merge, cherry-pick, revert or bisect is under way"
                : null;
    }

    private static Set<String> ignored(Git git, Set<String> names) throws IOException, InterruptedException {
        var answer = git.feed(String.join("\0", names), "check-ignore", "-z", "--stdin");
        return answer.good() ? new HashSet<>(answer.names()) : Set.of();
    }

    /// The files that git would pass through a program of the repository's choice.
    private static List<String> filtered(Git git, Map<String, Boolean> names) throws IOException, InterruptedException {
        var existing = names.keySet().stream()
                .filter(name -> Boolean.TRUE.equals(names.get(name)))
                .toList();
        var fields = git.feed(String.join("\0", existing), "check-attr", "-z", "--stdin", "filter")
                .names();
        var filtered = new ArrayList<String>();
        for (var i = 0; i + 2 < fields.size(); i += 3) {
            if (!List.of("unspecified", "unset").contains(fields.get(i + 2))) {
                filtered.add(fields.get(i));
            }
        }
        return filtered;
    }

    private static void leaveOut(List<String> filtered, Map<String, Boolean> names, Consumer<String> notice) {
        filtered.forEach(names::remove);
        if (!filtered.isEmpty()) {
            var shown = filtered.stream()
                    .sorted()
                    .map(name -> RawName.path(name).toString())
                    .toList();
            notice.accept("Not committed, because git would run a filter for it: " + String.join(", ", shown)
                    + "; commit it yourself");
        }
    }

    private static String message(Step.Turn turn) {
        var prompt = turn.prompt().isBlank() ? "Work of a turn" : turn.prompt().strip();
        var subject = prompt.codePointCount(0, prompt.length()) <= SUBJECT
                ? prompt
                : prompt.substring(0, prompt.offsetByCodePoints(0, SUBJECT - 1)) + "…";
        return subject + "\n\nCoder-Session: " + turn.sessionId() + "\nCoder-Turn: " + turn.turnId()
                + "\nCo-authored-by: Coder <noreply@coder.dev>\n";
    }
}
