package dev.coder.cli.tui;

import dev.coder.protocol.Content;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The image in the user's clipboard, by the programs that desktops have for it.
final class Clipboard {

    private static final List<List<String>> READERS = List.of(
            List.of("wl-paste", "--no-newline", "--type", "image/png"),
            List.of("xclip", "-selection", "clipboard", "-target", "image/png", "-out"),
            List.of("pngpaste", "-"));
    private static final int LIMIT = 50 * 1024 * 1024;

    private Clipboard() {}

    static Content.Image image() throws IOException, InterruptedException, UnusableImageException {
        for (var reader : READERS) {
            var bytes = output(reader);
            if (bytes.length > 0) {
                return ImageFile.of(bytes, "image/png");
            }
        }
        throw new UnusableImageException(
                "there is no image in the clipboard, or no program to read it" + " (wl-paste, xclip or pngpaste)");
    }

    private static byte[] output(List<String> command) throws InterruptedException {
        try {
            var process = new ProcessBuilder(command)
                    .redirectInput(Redirect.from(new java.io.File("/dev/null")))
                    .redirectError(Redirect.DISCARD)
                    .start();
            var bytes = process.getInputStream().readNBytes(LIMIT);
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0 ? bytes : new byte[0];
        } catch (IOException e) {
            return new byte[0];
        }
    }
}
