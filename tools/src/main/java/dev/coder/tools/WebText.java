package dev.coder.tools;

import dev.coder.plugin.ToolException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/// What a server sent, as text for the model: pages as Markdown, other text as it is.
final class WebText {

    private static final Pattern CHARSET = Pattern.compile("charset\\s*=\\s*\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);

    private WebText() {}

    /// @throws ToolException when it is not text
    static String of(WebRequest.Answer answer) throws ToolException, IOException {
        var type = answer.type().toLowerCase(Locale.ROOT);
        var charset = charset(answer.type());
        if (type.contains("html")) {
            var document = Jsoup.parse(
                    new ByteArrayInputStream(answer.body()),
                    charset,
                    answer.uri().toString());
            return CleanText.visible(new Markdown().of(document));
        }
        var codec = TextCodec.of(answer.body());
        if (codec == null) {
            throw ToolException.failed("this is not text but " + FileKind.of(answer.body())
                    + (type.isEmpty() ? "" : " (" + CleanText.oneLine(answer.type()) + ")")
                    + ". Fetch it with run_command into a file.");
        }
        return CleanText.visible(
                charset == null ? codec.decode(answer.body()) : new String(answer.body(), Charset.forName(charset)));
    }

    private static @Nullable String charset(String type) {
        var named = CHARSET.matcher(type);
        try {
            return named.find() && Charset.isSupported(named.group(1)) ? named.group(1) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
