package dev.coder.cli.terminal;

import dev.coder.cli.conversation.Conversation;
import dev.coder.cli.conversation.Screen;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.remote.RefusedException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;

/// Ctrl-C: the first one cancels the turn, the second one ends Coder.
public final class Interrupts {

    static final String CANCELLING = "Cancelling; Ctrl-C again ends coder at once";

    private Interrupts() {}

    /// From here on Ctrl-C is about this conversation.
    public static void cancel(Conversation conversation, Screen screen) {
        var before = new AtomicBoolean();
        Signals.register("INT", () -> {
            if (before.getAndSet(true)) {
                Runtime.getRuntime().halt(ExitCode.CANCELLED.number());
            }
            screen.notice(CANCELLING);
            Thread.ofVirtual().start(() -> cancel(conversation));
        });
    }

    /// Asks for it; that it cannot be asked is no failure.
    public static void cancel(Conversation conversation) {
        try {
            conversation.cancel();
        } catch (InterruptedException | StopException | RefusedException e) {
            // The turn goes on, and the screen shows it.
        }
    }
}
