package dev.coder.cli.slash;

import dev.coder.cli.conversation.OpenSession;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.sessions.Export;
import dev.coder.cli.sessions.SessionLine;
import dev.coder.cli.sessions.SessionPreview;
import dev.coder.cli.sessions.Story;
import dev.coder.protocol.SessionAnswers.SessionState;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What is done with sessions as a whole.
record SessionCommands(Surroundings run) {

    private static final int SHOWN = 20;
    private static final int OFFERED = 200;

    List<SlashCommand> list() {
        return List.of(
                Builtin.idle("new", "", "Begin a new session here; this one can be resumed", this::fresh)
                        .alias("reset"),
                Builtin.idle("clear", "", "The same as /new", this::fresh),
                Builtin.anytime("sessions", "[all]", "List the sessions of this project, or all", this::sessions)
                        .alias("session"),
                Builtin.idle("resume", "[SESSION|all]", "Go to another session", this::resume),
                Builtin.idle("continue", "", "Go on with what is unfinished, or with the last session", this::proceed),
                Builtin.idle("fork", "[TURN]", "Go on in a copy of this session, or of its begin", this::fork),
                Builtin.anytime("rename", "[NAME]", "Give this session a name", this::rename),
                Builtin.anytime(
                        "export", "[FILE] [--md|--json|--jsonl]", "Write this session to a file", this::export));
    }

    private void fresh(String argument, Seat seat) throws InterruptedException, IOException {
        var present = state(seat);
        if (run.sessions().used(present)) {
            seat.move(run.desk().create());
            seat.clearScreen();
            seat.notice("A new session; the one before goes on with: /resume "
                    + line(present).shortId());
        } else {
            seat.clearScreen();
        }
    }

    private void sessions(String argument, Seat seat) throws InterruptedException {
        var found = run.sessions().used(argument.equals("all"), SHOWN);
        if (found.isEmpty()) {
            seat.notice("There is no session here yet");
            return;
        }
        var lines = new ArrayList<String>(List.of(SessionLine.head(seat.width())));
        found.forEach(session -> lines.add(line(session).text(seat.width())));
        seat.say(Lines.plain(lines));
    }

    private void resume(String argument, Seat seat) throws InterruptedException, IOException {
        if (argument.isEmpty() || argument.equals("all")) {
            pick(argument.equals("all"), seat);
        } else {
            enter(run.sessions().find(argument), seat);
        }
    }

    private void pick(boolean all, Seat seat) throws InterruptedException, IOException {
        var choices = run.sessions().used(all, OFFERED).stream()
                .filter(session -> !session.sessionId().equals(seat.session().id()))
                .map(this::choice)
                .toList();
        if (choices.isEmpty()) {
            seat.notice("There is no other session here" + (all ? "" : "; those of other projects: /resume all"));
            return;
        }
        var chosen = seat.pick("Go to which session?", choices);
        if (chosen.isPresent()) {
            enter(chosen.get(), seat);
        }
    }

    private Choice<SessionState> choice(SessionState session) {
        var line = line(session);
        return new Choice<>(
                session, line.title(), line.hint(), width -> new SessionPreview(run.sessions(), session).lines(width));
    }

    private void enter(SessionState session, Seat seat) throws InterruptedException, IOException {
        if (session.sessionId().equals(seat.session().id())) {
            seat.notice("You are in this session already");
            return;
        }
        requireHere(session);
        var opened = run.desk().open(session.sessionId(), false);
        if (opened.claim() == null) {
            opened = takenOver(session, seat);
        }
        if (opened != null) {
            seat.move(opened);
        }
    }

    private void requireHere(SessionState session) {
        var workspace = session.workspace();
        if (workspace == null || workspace.id().equals(run.sessions().workspaceId())) {
            return;
        }
        var roots = Objects.requireNonNullElse(workspace.roots(), List.<String>of());
        throw new StopException(
                ExitCode.SESSION,
                "This session is about " + String.join(", ", roots) + "; go on with it there: "
                        + OwnCommand.with("sessions resume " + session.sessionId()));
    }

    private @Nullable OpenSession takenOver(SessionState session, Seat seat) throws InterruptedException, IOException {
        var yes = Choice.of(true, "Take it over", "the other coder stops when it notices");
        var no = Choice.of(false, "Leave it", "");
        var sure = seat.pick("Another coder executes this session, perhaps on another machine", List.of(no, yes));
        return sure.orElse(false) ? run.desk().open(session.sessionId(), true) : null;
    }

    private void proceed(String argument, Seat seat) throws InterruptedException, IOException {
        var present = state(seat);
        if (run.sessions().used(present)) {
            seat.turn(conversation -> {
                var outcome = conversation.resume();
                if (outcome == null) {
                    seat.notice("Nothing is unfinished in this session");
                }
                return outcome;
            });
            return;
        }
        var last = run.sessions().used(false, 2).stream()
                .filter(session -> !session.sessionId().equals(present.sessionId()))
                .findFirst();
        if (last.isEmpty()) {
            seat.notice("There is no session here to continue");
        } else {
            enter(last.get(), seat);
        }
    }

    private void fork(String argument, Seat seat) throws InterruptedException, IOException {
        var present = state(seat);
        if (!run.sessions().used(present)) {
            throw new StopException(ExitCode.USAGE, "Nothing was said in this session yet that could be forked");
        }
        var turn = argument.isEmpty() ? null : turn(present, argument);
        seat.move(run.desk().fork(present.sessionId(), turn == null ? null : turn.id()));
        seat.notice("A copy of the session" + (turn == null ? "" : " up to turn " + turn.number())
                + "; the files stay as they are. The original goes on with: /resume "
                + line(present).shortId());
    }

    private Story.Turn turn(SessionState session, String name) throws InterruptedException {
        var story = Story.of(run.sessions().events(session.sessionId()));
        var turn = story.find(name);
        if (turn == null) {
            throw new StopException(
                    ExitCode.USAGE,
                    "There is no turn " + name + " in this session; it has "
                            + story.turns().size());
        }
        return turn;
    }

    private void rename(String argument, Seat seat) throws InterruptedException {
        var name = argument.isEmpty() ? seat.askLine("Which name?").orElse("").strip() : argument;
        if (!name.isEmpty()) {
            run.sessions().rename(seat.session().id(), name);
            seat.notice("This session is now called: " + name);
        }
    }

    private void export(String argument, Seat seat) throws InterruptedException, IOException {
        var wish = ExportWish.of(argument, seat.session().id());
        var session = state(seat);
        var text = new Export(session, run.sessions().events(session.sessionId())).text(wish.form());
        new FileOffer(run.workspace()).write(wish.file(), text, seat);
    }

    private SessionState state(Seat seat) throws InterruptedException {
        return run.client().session(seat.session().id());
    }

    private static SessionLine line(SessionState session) {
        return new SessionLine(session, Instant.now());
    }
}
