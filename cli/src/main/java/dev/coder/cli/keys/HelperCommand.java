package dev.coder.cli.keys;

import dev.coder.cli.config.Preferences.KeyCommand;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The user's own command that prints the key of the agent: `keyHelper` of their settings. A shell runs it, with the
/// user's environment and in the folder of the file that names it, with the agent's origin in `CODER_KEY_ORIGIN`.
record HelperCommand(KeyCommand helper, Map<String, String> environment) {

    /// Long enough for a finger on a token.
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final int LONGEST_COMPLAINT = 300;

    String key(URI origin) throws InterruptedException {
        var own = new HashMap<>(environment);
        own.put("CODER_KEY_ORIGIN", origin.toString());
        try {
            var outcome =
                    new KeyProgram(own, LIMIT, helper.folder()).run(List.of("/bin/sh", "-c", helper.command()), "");
            var key = outcome.out().strip();
            if (!outcome.worked()) {
                throw failed("it ended with " + outcome.exitCode() + said(outcome.err()));
            }
            if (!KeyRing.isKey(key)) {
                throw failed("it prints no key: one word on standard output" + said(outcome.err()));
            }
            return key;
        } catch (StoreException e) {
            throw failed("it gave no answer within " + LIMIT.toSeconds() + " s");
        }
    }

    private static String said(String complaint) {
        var text = complaint.strip().replaceAll("\\s+", " ");
        var shown = text.length() > LONGEST_COMPLAINT ? text.substring(0, LONGEST_COMPLAINT) + "…" : text;
        return shown.isEmpty() ? "" : " and said: " + shown;
    }

    private StopException failed(String why) {
        return new StopException(
                ExitCode.NOT_ALLOWED,
                helper.origin() + ": the keyHelper gave no key: " + why + ". Run it by hand to see");
    }
}
