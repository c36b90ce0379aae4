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
    private static final Pattern INLINE = Pattern.compile("\"(?:data|stringData)\":\\s?\\{([^}]{1,8000})\\}");
    private static final Pattern PAIR = Pattern.compile("\"[\\w.-]{1,120}\":\\s?\"([^\"]{4,8000})\"");

    @Override
    public List<String> keywords() {
        return List.of("kind: secret", "kind\":\"secret", "kind\": \"secret");
    }

    @Override
    public void look(String text, int start, int end, Findings found) {
        if (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
            return;
        }
        var from = start(text, start);
        var next = Near.next(text, "\n---", end, AROUND);
        var to = next < 0 ? Math.min(text.length(), end + AROUND) : next;
        blocks(text, from, to, DATA, 2, ENTRY, found);
        blocks(text, from, to, INLINE, 1, PAIR, found);
    }

    /// Of the document in which it stands.
    private static int start(String text, int at) {
        var low = Math.max(0, at - AROUND);
        return low + Math.max(0, text.substring(low, at).lastIndexOf("\n---"));
    }

    private static void blocks(String text, int from, int to, Pattern block, int body, Pattern entry, Findings found) {
        var blocks = block.matcher(text).region(from, to).useAnchoringBounds(false);
        while (blocks.find()) {
            var entries = entry.matcher(text)
                    .region(blocks.start(body), blocks.end(body))
                    .useAnchoringBounds(false);
            while (entries.find()) {
                var value = entries.group(1);
                if (SecretValue.plausible(value, KeyName.PASSWORD, SecretValue.Writing.QUOTED)) {
                    found.add(entries.start(1), entries.end(1), "kubernetes-secret", Assignments.RANK);
                }
            }
        }
    }
}
