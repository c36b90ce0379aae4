package dev.coder.cli.undo;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Shows what an undo or redo would do, asks, does it, and says what came of it.
public final class UndoDialog {

    /// Where the user reads and answers.
    public interface Voice {

        /// One line.
        void say(String line);

        /// One line of a diff.
        void diff(String line);

        /// @return empty when there is nobody to ask
        Optional<Boolean> ask(String question) throws InterruptedException;
    }

    private final UndoDesk desk;
    private final Voice voice;

    public UndoDialog(UndoDesk desk, Voice voice) {
        this.desk = desk;
        this.voice = voice;
    }

    /// @param yes       whether nobody is asked
    /// @param overwrite whether also the files are changed that the user has changed meanwhile
    public ExitCode run(UndoDesk.Wish wish, boolean yes, boolean overwrite) throws InterruptedException {
        try {
            return show(wish, yes, overwrite);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private static StopException unusable(IOException e) {
        return new StopException(
                ExitCode.TURN_FAILED,
                "The undo history of this project cannot be used (" + Reasons.of(e)
                        + "); what was done so far is finished by" + " the next " + OwnCommand.with("undo"),
                e);
    }

    private ExitCode show(UndoDesk.Wish wish, boolean yes, boolean overwrite) throws IOException, InterruptedException {
        var proposal = desk.propose(wish);
        voice.say(proposal.title());
        proposal.summary().forEach(voice::say);
        proposal.detail().forEach(voice::diff);
        if (proposal.nothing()) {
            desk.carryOut(proposal, false);
            voice.say("There is nothing to change: all of it is that way already, or cannot be brought back");
            return ExitCode.DONE;
        }
        return consent(proposal, yes, overwrite);
    }

    private ExitCode consent(UndoDesk.Proposal proposal, boolean yes, boolean overwrite)
            throws IOException, InterruptedException {
        var ready = !proposal.plan().ready().isEmpty();
        if (ready && !yes && !asked("Do this?")) {
            return refused();
        }
        var all = overwrite
                || (proposal.conflicts()
                        && !yes
                        && asked("Overwrite what was changed meanwhile, too? A redo brings it back."));
        if (!ready && !all) {
            return left(yes ? ExitCode.CALL_REFUSED : ExitCode.CANCELLED);
        }
        var outcome = desk.carryOut(proposal, all);
        outcome.notes().forEach(note -> voice.say("! " + note));
        voice.say("Done: " + outcome.files() + (outcome.files() == 1 ? " change" : " changes") + " made");
        if (proposal.conflicts() && !all) {
            return left(ExitCode.CALL_REFUSED);
        }
        return outcome.notes().isEmpty() ? ExitCode.DONE : ExitCode.CALL_REFUSED;
    }

    private ExitCode left(ExitCode code) {
        voice.say("What was changed meanwhile was left as it is; to overwrite that, too, name the turn and say so: "
                + OwnCommand.with("undo --turn N --overwrite"));
        return code;
    }

    private ExitCode refused() {
        voice.say("Nothing was changed");
        return ExitCode.CANCELLED;
    }

    private boolean asked(String question) throws InterruptedException {
        return voice.ask(question)
                .orElseThrow(() -> new StopException(
                        ExitCode.USAGE,
                        "There is no terminal to ask on; nothing was changed. Add --yes to do it unasked"));
    }

    /// Shows what turns have changed.
    ///
    /// @param turn its number or id; empty means all of the last session
    /// @param list whether files are only named
    public ExitCode changes(String turn, boolean list) throws InterruptedException {
        try {
            return report(turn, list);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private ExitCode report(String turn, boolean list) throws IOException, InterruptedException {
        var all = desk.turns(!list);
        var wanted = turn.isEmpty()
                ? all.stream()
                        .filter(report ->
                                list || report.sessionId().equals(all.getLast().sessionId()))
                        .toList()
                : all.stream()
                        .filter(report -> turn.equals(report.id()) || turn.equals(Integer.toString(report.turn())))
                        .toList();
        if (wanted.isEmpty()) {
            throw new StopException(ExitCode.USAGE, none(turn));
        }
        wanted.forEach(this::show);
        return ExitCode.DONE;
    }

    private static String none(String turn) {
        return turn.isEmpty()
                ? "No change that a turn made is kept for this project"
                : "There is no turn " + turn + " that changed something; to see which there are: "
                        + OwnCommand.with("changes --list");
    }

    private void show(TurnReport report) {
        voice.say(report.title());
        List.copyOf(report.lines()).forEach(voice::diff);
    }
}
