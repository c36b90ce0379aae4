package dev.coder.cli.slash;

import dev.coder.cli.conversation.Spend;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import dev.coder.policy.ApprovalMode;
import dev.coder.protocol.SessionAnswers.Capabilities;
import dev.coder.protocol.SessionAnswers.ModelFacts;
import dev.coder.protocol.SessionRequests.UpdateSession;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which model works, towards what, how freely, and what it costs.
record ModelCommands(Surroundings run) {

    List<SlashCommand> list() {
        return List.of(
                Builtin.anytime("model", "[NAME]", "Choose the model of this session", this::model),
                Builtin.anytime("mode", "[MODE]", "Choose how much goes unasked", this::mode)
                        .alias("permissions"),
                Builtin.anytime("goal", "[TEXT|clear]", "Say what this session is for", this::goal)
                        .alias("goals"),
                Builtin.idle(
                        "compact",
                        "[WHAT TO KEEP]",
                        "Have the conversation so far summed up, to free the context",
                        (argument, seat) -> seat.turn(conversation -> conversation.compact(argument))),
                Builtin.anytime("context", "", "Show what fills the model's context", this::context),
                Builtin.anytime("cost", "", "Show the tokens and the money that this session has used", this::cost)
                        .alias("usage"));
    }

    private void model(String argument, Seat seat) throws InterruptedException {
        var capabilities = run.client().capabilities();
        var name = argument.isEmpty() ? picked(capabilities, seat) : named(capabilities, argument);
        if (name != null) {
            run.client().updateSession(seat.session().id(), UpdateSession.model(name));
            seat.notice("From the next model call on: "
                    + run.client().session(seat.session().id()).model());
        }
    }

    private @Nullable String picked(Capabilities capabilities, Seat seat) throws InterruptedException {
        var present = run.client().session(seat.session().id()).model();
        var choices = capabilities.models().stream()
                .map(name -> Choice.of(name, name, hint(facts(capabilities, name), name.equals(present))))
                .toList();
        if (choices.isEmpty()) {
            throw new StopException(ExitCode.USAGE, "The agent names no models; say which: /model PROVIDER/NAME");
        }
        return seat.pick("Which model?", choices).orElse(null);
    }

    private static String hint(@Nullable ModelFacts facts, boolean present) {
        var hint = present ? "in use" : "";
        if (facts == null || facts.contextTokens() == null) {
            return hint;
        }
        var window = Count.of(facts.contextTokens()) + " tokens";
        var price = facts.inputPrice() == null || facts.outputPrice() == null
                ? ""
                : String.format(Locale.ROOT, ", $%.2f in, $%.2f out", facts.inputPrice(), facts.outputPrice());
        return (hint.isEmpty() ? "" : hint + ", ") + window + price;
    }

    static @Nullable ModelFacts facts(Capabilities capabilities, String name) {
        return Objects.requireNonNullElse(capabilities.modelFacts(), List.<ModelFacts>of()).stream()
                .filter(facts -> facts.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /// A name as it stands, else the only one that holds what was typed; the agent knows others than it lists.
    private static String named(Capabilities capabilities, String typed) {
        var wanted = typed.toLowerCase(Locale.ROOT);
        var found = capabilities.models().stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
        if (capabilities.models().contains(typed) || typed.contains("/") || typed.equals("default")) {
            return typed;
        }
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw new StopException(
                ExitCode.USAGE,
                found.isEmpty()
                        ? "There is no model \"" + typed + "\"; /model shows which there are"
                        : "\"" + typed + "\" may be any of " + String.join(", ", found));
    }

    private void mode(String argument, Seat seat) throws InterruptedException {
        var present = run.modes().mode();
        var wanted = argument.isEmpty() ? pickedMode(present, seat) : modeNamed(argument);
        if (wanted == null || wanted == present) {
            seat.notice("Approval mode: " + present.word());
            return;
        }
        if (wanted == ApprovalMode.BYPASS && !sure(seat)) {
            seat.notice("The mode stays " + present.word());
            return;
        }
        run.modes().switchTo(wanted);
        seat.notice("Approval mode " + wanted.word() + " from the next call on: " + meaning(wanted));
    }

    private static @Nullable ApprovalMode pickedMode(ApprovalMode present, Seat seat) throws InterruptedException {
        var choices = Arrays.stream(ApprovalMode.values())
                .map(mode -> Choice.of(mode, mode.word(), meaning(mode) + (mode == present ? " (now)" : "")))
                .toList();
        return seat.pick("How much may go unasked?", choices).orElse(null);
    }

    private static ApprovalMode modeNamed(String word) {
        return Arrays.stream(ApprovalMode.values())
                .filter(mode -> mode.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new StopException(
                        ExitCode.USAGE,
                        "There is no mode \"" + word + "\"; there are "
                                + Arrays.stream(ApprovalMode.values())
                                        .map(ApprovalMode::word)
                                        .collect(Collectors.joining(", "))));
    }

    private static boolean sure(Seat seat) throws InterruptedException {
        return seat.pick(
                        "In bypass nothing at all is asked: for throw-away machines",
                        List.of(Choice.of(false, "No, leave it", ""), Choice.of(true, "Yes, bypass", "")))
                .orElse(false);
    }

    private static String meaning(ApprovalMode mode) {
        return switch (mode) {
            case PLAN -> "reads only, every change is refused";
            case ASK -> "every change is asked for";
            case EDITS -> "file edits in the project go unasked";
            case AUTO -> "commands go unasked, too, in a sandbox";
            case BYPASS -> "everything goes unasked";
        };
    }

    private void goal(String argument, Seat seat) throws InterruptedException {
        var id = seat.session().id();
        if (argument.isEmpty()) {
            var goal = run.client().session(id).goal();
            seat.notice(goal == null || goal.isBlank() ? "There is no goal; set one: /goal TEXT" : "Goal: " + goal);
        } else if (argument.equals("clear")) {
            run.client().updateSession(id, UpdateSession.goal(""));
            seat.notice("The goal is taken back");
        } else {
            run.client().updateSession(id, UpdateSession.goal(argument));
            seat.notice("The model is told with your next message: " + argument);
        }
    }

    private void context(String argument, Seat seat) throws InterruptedException {
        var session = run.client().session(seat.session().id());
        var facts = facts(run.client().capabilities(), session.model());
        var fill = ContextFill.of(
                run.sessions().events(session.sessionId()), run.tools().specs());
        seat.say(fill.lines(facts == null ? null : facts.contextTokens(), seat.width()));
    }

    private void cost(String argument, Seat seat) throws InterruptedException {
        var spend =
                Spend.of(Objects.requireNonNullElse(run.client().capabilities().modelFacts(), List.of()));
        run.sessions().events(seat.session().id()).forEach(spend::apply);
        var total = spend.total();
        var cost = spend.cost();
        seat.say(Lines.plain(List.of(
                "Input    " + Count.of(total.inputTokens()) + " tokens, of which " + Count.of(total.cacheReadTokens())
                        + " from the cache",
                "Output   " + Count.of(total.outputTokens()) + " tokens",
                cost.isPresent()
                        ? String.format(Locale.ROOT, "Cost     $%.4f at list prices", cost.getAsDouble())
                        : "Cost     not known: the price of a model that was used is not known")));
    }
}
