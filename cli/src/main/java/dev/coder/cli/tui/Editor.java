package dev.coder.cli.tui;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/// JLine's line editor (keys of emacs and vi, history, kill ring, undo) without its screen: it reads one line that
/// never
/// ends, and whatever it would draw is drawn by the canvas. Its lock guards the text; [#edit] takes it.
final class Editor extends LineReaderImpl {

    private static final String DIALOG_KEYS = "coder-dialog";
    private static final long ESCAPE_MILLIS = 60;

    /// Sees every key before the editor does.
    interface Keys {

        /// @return whether the key is dealt with
        boolean take(Key key);

        /// Whether the next key is for a dialog.
        boolean dialog();

        /// Another process has sent the signal INT; Ctrl-C is a key here and sends none.
        void interrupted();

        /// @return what to put into the input in place of a paste
        String pasted(String text);
    }

    private final Keys controls;
    private final Runnable draw;
    private final Runnable again;
    private volatile boolean away;

    /// @param draw  draws the whole screen, with the lock held
    /// @param again sets the terminal up anew after Coder was stopped
    Editor(Terminal terminal, Keys controls, Runnable draw, Runnable again) {
        super(terminal, "coder", new java.util.HashMap<>());
        this.controls = controls;
        this.draw = draw;
        this.again = again;
        setOpt(Option.DISABLE_EVENT_EXPANSION);
        setOpt(Option.HISTORY_IGNORE_DUPS);
        setVariable(LineReader.BELL_STYLE, "none");
        setVariable(LineReader.WORDCHARS, "_");
        bindKeys();
        getWidgets().put(CALLBACK_INIT, this::begin);
    }

    /// When reading begins, and JLine has set the terminal up as it likes it: Ctrl-C is a key here, and no signal.
    private boolean begin() {
        var attributes = terminal.getAttributes();
        attributes.setLocalFlag(Attributes.LocalFlag.ISIG, false);
        terminal.setAttributes(attributes);
        terminal.handle(Terminal.Signal.INT, _ -> interrupted());
        return true;
    }

    /// Somebody else has the terminal: a Ctrl-C there is meant for them, though the signal comes here as well.
    void away(boolean now) {
        away = now;
    }

    private void interrupted() {
        if (away) {
            return;
        }
        lock.lock();
        try {
            controls.interrupted();
            draw.run();
        } finally {
            lock.unlock();
        }
    }

    private boolean pressed(Key key) {
        lock.lock();
        try {
            var taken = controls.take(key);
            draw.run();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /// @param mode `vi` or `emacs`
    void editingMode(String mode) {
        keyMaps.put(MAIN, keyMaps.get(mode.equals("vi") ? VIINS : EMACS));
    }

    boolean vi() {
        return Objects.equals(keyMaps.get(MAIN), keyMaps.get(VIINS));
    }

    private void bindKeys() {
        var dialog = new KeyMap<Binding>();
        dialog.setUnicode(new Reference(SELF_INSERT));
        dialog.setNomatch(new Reference(SELF_INSERT));
        for (var c = ' '; c < 0x7f; c++) {
            dialog.bind(new Reference(SELF_INSERT), Character.toString(c));
        }
        dialog.bind(new Reference(BEGIN_PASTE), Key.PASTE_BEGINS);
        keyMaps.put(DIALOG_KEYS, dialog);
        var unbound = new Reference(UNDEFINED_KEY);
        for (var name : List.of(EMACS, VIINS, VICMD, DIALOG_KEYS)) {
            var map = Objects.requireNonNull(keyMaps.get(name));
            map.setAmbiguousTimeout(ESCAPE_MILLIS);
            Key.NAMES.keySet().stream()
                    .filter(sequence -> map.getBound(sequence) == null)
                    .toList()
                    .forEach(sequence -> map.bind(unbound, sequence));
        }
    }

    @Override
    public @Nullable Binding readBinding(KeyMap<Binding> keys, KeyMap<Binding> local) {
        while (true) {
            var binding = super.readBinding(controls.dialog() ? keyMaps.get(DIALOG_KEYS) : keys, local);
            if (binding == null || !taken()) {
                return binding;
            }
        }
    }

    private boolean taken() {
        var sequence = getLastBinding();
        var pasted = sequence.equals(Key.PASTE_BEGINS) && controls.dialog();
        var key = pasted ? new Key.Paste(doReadStringUntil(BRACKETED_PASTE_END)) : Key.of(sequence);
        return pressed(key) || key instanceof Key.Paste || key == Key.Named.CTRL_D;
    }

    @Override
    public boolean beginPaste() {
        var text = doReadStringUntil(BRACKETED_PASTE_END).replace("\r\n", "\n").replace('\r', '\n');
        buf.write(controls.pasted(text));
        return true;
    }

    /// Ctrl-X Ctrl-E.
    @Override
    protected boolean editAndExecute() {
        controls.take(Key.Named.CTRL_G);
        return true;
    }

    /// Drawn in full by somebody else.
    @Override
    protected void redisplay(boolean flush) {
        draw.run();
    }

    @Override
    protected void cleanup() {}

    @Override
    protected void handleSignal(Terminal.Signal signal) {
        lock.lock();
        try {
            if (signal == Terminal.Signal.CONT) {
                again.run();
            }
            draw.run();
        } finally {
            lock.unlock();
        }
    }

    String text() {
        return buf.toString();
    }

    /// In characters of the text.
    int cursor() {
        return buf.upToCursor().length();
    }

    boolean commandMode() {
        return isInViCmdMode();
    }

    /// Changes the text from any thread, and draws.
    ///
    /// @param change of the text before the cursor
    void edit(UnaryOperator<String> change) {
        lock.lock();
        try {
            var after = text().substring(cursor());
            set(change.apply(buf.upToCursor()), after);
            draw.run();
        } finally {
            lock.unlock();
        }
    }

    void set(String before, String after) {
        buf.clear();
        buf.write(before);
        var cursor = buf.cursor();
        buf.write(after);
        buf.cursor(cursor);
        undo.newState(buf.copy());
    }

    void newline() {
        buf.write('\n');
    }

    /// Does something for the last time, unless a key takes too long.
    void last(Runnable action) {
        try {
            if (lock.tryLock(200, TimeUnit.MILLISECONDS)) {
                try {
                    action.run();
                } finally {
                    lock.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Draws from any thread.
    void refresh() {
        lock.lock();
        try {
            draw.run();
        } finally {
            lock.unlock();
        }
    }

    /// Remembers a line; from any thread.
    void remember(String line) {
        lock.lock();
        try {
            history.add(Instant.now(), line);
            history.moveToEnd();
        } finally {
            lock.unlock();
        }
    }

    /// Newest first, without repetitions.
    List<String> remembered() {
        var lines = new ArrayList<String>();
        history.reverseIterator().forEachRemaining(entry -> {
            if (!lines.contains(entry.line())) {
                lines.add(entry.line());
            }
        });
        return lines;
    }
}
