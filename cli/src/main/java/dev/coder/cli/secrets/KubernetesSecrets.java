package dev.coder.cli.secrets;

import java.util.List;
import java.util.regex.Pattern;

/// Finds the values of a Kubernetes Secret, whatever their names
/// (<https://kubernetes.io/docs/concepts/configuration/secret/>).
final class KubernetesSecrets implements Probe {

    private static final int AROUND = 2 * 1024;
    private static final Pattern DATA = Pattern.compile(
            "(?m)^([ \\t]*)\"?(?:data|stringData)\"?:[ \\t]*\\{?[ \\t]*\\r?\\n((?:\\1[ \\t]+[^\\n]{0,8000}\\n?){1,200})");
    private static final Pattern ENTRY =
            Pattern.compile("(?m)^[ \\t]+\"?[\\w.-]{1,120}\"?:[ \\t]+[\"']?([^\\s\"']{4,8000})");
    private static final Pattern JSON =
            Pattern.compile("\\\\?\"(?:data|stringData)\\\\?\"\\s{0,8}:\\s{0,8}\\{\\s{0,80}");
    private static final Pattern COLON = Pattern.compile("\\s{0,8}:\\s{0,8}");
    private static final Pattern COMMA = Pattern.compile("\\s{0,8},\\s{0,80}");
    private static final int MOST_ENTRIES = 200;

    @Override
    public List<String> keywords() {
        return List.of("kind: secret", "kind\":\"secret", "kind\": \"secret", "kind\\\":\\\"secret");
    }

    @Override
    public void look(String text, int start, int end, Findings found) {
        if (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
            return;
        }
        var mark = text.substring(start, end);
        var from = start(text, mark, start);
        var to = end(text, mark, end);
        yaml(text, from, to, found);
        json(text, from, to, found);
    }

    /// Of the document in which it stands; what stands before the same words was looked at there.
    private static int start(String text, String mark, int at) {
        var low = Math.max(0, at - AROUND);
        var before = text.substring(low, at);
        var from = Math.max(0, before.lastIndexOf(mark));
        return low + from + Math.max(0, before.substring(from).lastIndexOf("\n---"));
    }

    private static int end(String text, String mark, int at) {
        var again = Near.next(text, mark, at, AROUND);
        var high = again < 0 ? Math.min(text.length(), at + AROUND) : again;
        var next = text.indexOf("\n---", at, high);
        return next < 0 ? high : next;
    }

    private static void yaml(String text, int from, int to, Findings found) {
        var blocks = DATA.matcher(text).region(from, to).useAnchoringBounds(false);
        while (blocks.find()) {
            var entries =
                    ENTRY.matcher(text).region(blocks.start(2), blocks.end(2)).useAnchoringBounds(false);
            while (entries.find()) {
                judge(text, entries.start(1), entries.end(1), found);
            }
        }
    }

    private static void json(String text, int from, int to, Findings found) {
        var blocks = JSON.matcher(text).region(from, to);
        while (blocks.find()) {
            var at = blocks.end();
            for (var i = 0; at >= 0 && i < MOST_ENTRIES; i++) {
                at = entry(text, at, found);
            }
        }
    }

    /// @return where the next entry starts; -1 when there is none
    private static int entry(String text, int at, Findings found) {
        if (!Quoted.opens(text, at)) {
            return -1;
        }
        var colon = COLON.matcher(text).region(Quoted.read(text, at).after(), text.length());
        if (!colon.lookingAt() || !Quoted.opens(text, colon.end())) {
            return -1;
        }
        var value = Quoted.read(text, colon.end());
        judge(text, value.start(), value.end(), found);
        var comma = COMMA.matcher(text).region(value.after(), text.length());
        return comma.lookingAt() ? comma.end() : -1;
    }

    private static void judge(String text, int start, int end, Findings found) {
        if (SecretValue.plausible(text.substring(start, end), KeyName.PASSWORD, SecretValue.Writing.QUOTED)) {
            found.add(start, end, "kubernetes-secret", Assignments.RANK);
        }
    }
}
