package dev.coder.cli.secrets;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Finds the user's own secrets, whose values are known, wherever they stand: as they are, in base64, URL-encoded, as a
/// JSON string or in hexadecimal. Immutable.
final class KnownSecrets {

    /// Shorter values would be found by chance.
    static final int SHORTEST = 8;

    private static final int START = 12;

    private record Form(String text, String kind) {}

    private final List<Form> forms = new ArrayList<>();
    private final KeywordScan scan;

    /// @param kinds what each value is
    KnownSecrets(Map<String, String> kinds) {
        var all = new LinkedHashMap<String, String>();
        kinds.forEach((value, kind) -> forms(value).forEach(form -> all.putIfAbsent(form, kind)));
        all.forEach((text, kind) -> forms.add(new Form(text, kind)));
        scan = new KeywordScan(forms.stream().map(form -> start(form.text())).toList());
    }

    private static List<String> forms(String value) {
        var bytes = value.getBytes(StandardCharsets.UTF_8);
        return List.of(
                value,
                Base64.getEncoder().withoutPadding().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                URLEncoder.encode(value, StandardCharsets.UTF_8),
                URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"),
                value.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/"),
                value.replace("\\", "\\\\").replace("\"", "\\\""),
                HexFormat.of().formatHex(bytes),
                HexFormat.of().withUpperCase().formatHex(bytes));
    }

    private static String start(String text) {
        var end = 0;
        while (end < text.length() && end < START && text.charAt(end) < 128) {
            end++;
        }
        return text.substring(0, end).toLowerCase(Locale.ROOT);
    }

    /// Whether a value is long and plain enough to be looked for.
    static boolean fit(String value) {
        return value.length() >= SHORTEST
                && start(value).length() >= SHORTEST
                && value.chars().distinct().count() >= 5;
    }

    void find(String text, Findings found) {
        if (forms.isEmpty()) {
            return;
        }
        scan.scan(text, (keyword, end) -> {
            var form = forms.get(keyword);
            var from = end - start(form.text()).length();
            if (text.startsWith(form.text(), from)) {
                found.add(from, from + form.text().length(), form.kind(), SecretFormat.RANK - 1);
            }
        });
    }
}
