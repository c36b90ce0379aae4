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
import java.util.stream.Stream;

/// Finds the user's own secrets, whose values are known, wherever they stand: as they are, in base64 of any text
/// around, URL-encoded, as a
/// JSON string or in hexadecimal; also where a cut has left only a part of one: at least 12 characters of its begin
/// before the end of a line, or of its end at the start of one. Immutable.
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
        scan = new KeywordScan(Stream.concat(
                        forms.stream().map(form -> start(form.text())),
                        forms.stream().map(form -> end(form.text())))
                .toList());
    }

    private static List<String> forms(String value) {
        var bytes = value.getBytes(StandardCharsets.UTF_8);
        return List.of(
                value,
                within(bytes, 0),
                within(bytes, 1),
                within(bytes, 2),
                Base64.getEncoder().withoutPadding().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                URLEncoder.encode(value, StandardCharsets.UTF_8),
                URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"),
                value.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/"),
                value.replace("\\", "\\\\").replace("\"", "\\\""),
                HexFormat.of().formatHex(bytes),
                HexFormat.of().withUpperCase().formatHex(bytes));
    }

    /// What base64 makes of the value inside a longer text: the characters that hold nothing else.
    ///
    /// @param before how many bytes stand before it, modulo 3
    private static String within(byte[] value, int before) {
        var bytes = new byte[before + value.length];
        System.arraycopy(value, 0, bytes, before, value.length);
        var encoded = Base64.getEncoder().withoutPadding().encodeToString(bytes);
        return encoded.substring((before * Byte.SIZE + 5) / 6, bytes.length * Byte.SIZE / 6);
    }

    /// Empty, which is never found, when it is no ASCII.
    private static String end(String text) {
        var last = text.substring(Math.max(0, text.length() - START));
        return last.chars().allMatch(c -> c < 128) ? last.toLowerCase(Locale.ROOT) : "";
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
            if (keyword < forms.size()) {
                begins(text, forms.get(keyword), end, found);
            } else {
                ends(text, forms.get(keyword - forms.size()), end, found);
            }
        });
    }

    private static void begins(String text, Form form, int end, Findings found) {
        var from = end - start(form.text()).length();
        var length = 0;
        while (length < form.text().length() && same(text, from + length, form.text(), length)) {
            length++;
        }
        if (length == form.text().length() || (length >= START && cut(text, from + length))) {
            found.add(from, from + length, form.kind(), SecretFormat.RANK - 1);
        }
    }

    private static void ends(String text, Form form, int end, Findings found) {
        var length = 0;
        while (length < form.text().length()
                && same(text, end - 1 - length, form.text(), form.text().length() - 1 - length)) {
            length++;
        }
        if (length >= START && length < form.text().length() && cut(text, end - 1 - length)) {
            found.add(end - length, end, form.kind(), SecretFormat.RANK - 1);
        }
    }

    private static boolean same(String text, int i, String form, int j) {
        return i >= 0 && i < text.length() && text.charAt(i) == form.charAt(j);
    }

    /// Whether the text, or a line of it, is over there.
    private static boolean cut(String text, int i) {
        return i < 0 || i >= text.length() || "\r\n\u2026".indexOf(text.charAt(i)) >= 0;
    }
}
