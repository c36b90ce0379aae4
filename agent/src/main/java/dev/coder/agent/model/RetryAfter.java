package dev.coder.agent.model;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads how long a provider asks to wait: from its headers, or from the text of the error where it says it there.
final class RetryAfter {

    /// `"retryDelay": "34s"` (Gemini), `try again in 1.2s`, `try again in 300ms` (OpenAI).
    private static final Pattern IN_TEXT =
            Pattern.compile("(?:\"retryDelay\"\\s*:\\s*\"|try again in )(\\d{1,6}(?:\\.\\d{1,9})?)(ms|s)");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

    private RetryAfter() {}

    static @Nullable Duration from(HttpHeaders headers, String body) {
        var millis = headers.firstValue("retry-after-ms").orElse("");
        if (NUMBER.matcher(millis).matches()) {
            return millis(Double.parseDouble(millis));
        }
        var value = headers.firstValue("retry-after").orElse("");
        if (NUMBER.matcher(value).matches()) {
            return millis(Double.parseDouble(value) * 1000);
        }
        var date = value.isEmpty() ? null : until(value);
        return date != null ? date : inText(body);
    }

    static @Nullable Duration inText(String text) {
        var matcher = IN_TEXT.matcher(text);
        if (!matcher.find()) {
            return null;
        }
        var number = Double.parseDouble(matcher.group(1));
        return millis("s".equals(matcher.group(2)) ? number * 1000 : number);
    }

    private static @Nullable Duration until(String httpDate) {
        try {
            var date = ZonedDateTime.parse(httpDate, DateTimeFormatter.RFC_1123_DATE_TIME);
            var left = Duration.between(Instant.now(), date.toInstant());
            return left.isNegative() ? Duration.ZERO : left;
        } catch (DateTimeException _) {
            return null;
        }
    }

    private static Duration millis(double millis) {
        return Duration.ofMillis((long) Math.ceil(millis));
    }
}
