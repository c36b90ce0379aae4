package dev.coder.cli.terminal;

/// What of one message is on the screen already, and what is still to be printed, however deltas, snapshots and the
/// final text come together.
public final class ShownText {

    private final StringBuilder said = new StringBuilder();
    private String shown = "";

    /// @return what to print
    public String delta(String delta) {
        said.append(delta);
        return print();
    }

    /// The message so far, or as a whole.
    ///
    /// @return what to print
    public String snapshot(String text) {
        said.setLength(0);
        said.append(text);
        return print();
    }

    private String print() {
        var text = said.toString();
        if (shown.startsWith(text)) {
            return "";
        }
        var rest = text.startsWith(shown) ? text.substring(shown.length()) : "\n" + text;
        shown = text;
        return rest;
    }

    public boolean empty() {
        return shown.isEmpty();
    }
}
