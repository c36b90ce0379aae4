package dev.coder.tools;

import dev.coder.plugin.Effect;
import dev.coder.plugin.Invocation;
import dev.coder.plugin.Tool;
import dev.coder.plugin.ToolContext;
import dev.coder.plugin.ToolException;
import dev.coder.plugin.UserQuestion;
import dev.coder.plugin.Workspace;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolOutput;
import dev.coder.protocol.ToolSpec;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// Fetches a page of the web, without cookies, credentials or scripts.
final class FetchUrl implements Tool {

    private static final int MAX_CHARS = 50_000;

    private final WebProxies proxies;

    /// @param environment of this process, which may name proxies
    FetchUrl(Map<String, String> environment) {
        this.proxies = new WebProxies(environment);
    }

    @Override
    public ToolSpec spec() {
        return Specs.fetching("fetch_url");
    }

    @Override
    public Invocation prepare(RawJson parameters, Workspace workspace) throws ToolException {
        var given = Parameters.of(parameters);
        var uri = WebAddress.of(given.text("url"));
        var offset = given.number("offset", 0, Integer.MAX_VALUE, 0);
        given.nothingElse();
        return new Call(proxies, uri, offset);
    }

    private record Call(WebProxies proxies, URI uri, int offset) implements Invocation {

        @Override
        public String title() {
            var warning = WebAddress.warning(uri.getHost());
            return CleanText.oneLine("fetch " + uri + (warning == null ? "" : " (" + warning + ")"));
        }

        @Override
        public List<Effect> effects() {
            return List.of(new Effect.Fetch(uri));
        }

        @Override
        public ToolOutput run(ToolContext context) throws ToolException, InterruptedException {
            try {
                var answer = new WebRequest(proxies, warning -> agrees(warning, context)).get(uri);
                return ToolOutput.text(part(WebText.of(answer), answer));
            } catch (IOException e) {
                throw ToolException.failed(
                        uri.getHost() + " can not be reached, or gave no proper answer: " + NoAnswer.reason(e));
            }
        }

        /// For a name that leads into the private network: the user saw the name only.
        private boolean agrees(String warning, ToolContext context) throws InterruptedException {
            var choices = List.of(new UserQuestion.Choice("yes", "fetch it"), new UserQuestion.Choice("no", ""));
            return context.ask(new UserQuestion(warning + ". Fetch " + uri + " all the same?", choices, false))
                    .filter("yes"::equals)
                    .isPresent();
        }

        private String part(String text, WebRequest.Answer answer) throws ToolException {
            if (offset > text.length() || (offset > 0 && offset == text.length())) {
                throw ToolException.invalid("the page has only " + text.length() + " characters");
            }
            var end = Math.min(text.length(), offset + MAX_CHARS);
            end = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
            var shown = text.isEmpty() ? "[the page has no text]" : text.substring(offset, end);
            return shown
                    + (end < text.length()
                            ? "\n[" + (text.length() - end) + " more characters: go on with offset=" + end + "]"
                            : "")
                    + (answer.isCut() ? "\n[the page is larger than 1 MiB: the rest was not fetched]" : "");
        }
    }
}
