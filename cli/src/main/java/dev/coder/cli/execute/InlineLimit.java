package dev.coder.cli.execute;

import dev.coder.protocol.Content;
import dev.coder.protocol.ToolOutput;

/// Keeps a result within what a request to the agent may carry.
final class InlineLimit {

    /// In characters; the agent takes 64 KiB inline.
    private static final int HEAD = 40 * 1024;
    private static final int TAIL = 16 * 1024;
    private static final int IMAGE = 512 * 1024;

    private InlineLimit() {}

    static ToolOutput fit(ToolOutput output) {
        return new ToolOutput(output.content().stream().map(InlineLimit::fit).toList());
    }

    private static Content fit(Content content) {
        return switch (content) {
            case Content.Text(var text) -> new Content.Text(fit(text));
            case Content.Image(var mediaType, var data)
            when data.length() > IMAGE ->
                new Content.Text(
                        "[an image (" + mediaType + ") of " + data.length() + " characters was left out: too large]");
            case Content.Image image -> image;
        };
    }

    private static String fit(String text) {
        var leftOut = text.length() - HEAD - TAIL;
        return leftOut <= 0
                ? text
                : text.substring(0, whole(text, HEAD)) + "\n[" + leftOut + " characters were left out here]\n"
                        + text.substring(whole(text, text.length() - TAIL));
    }

    /// Never between the halves of a surrogate pair.
    private static int whole(String text, int index) {
        return Character.isLowSurrogate(text.charAt(index)) ? index - 1 : index;
    }
}
