package dev.coder.cli.plugins;

import dev.coder.plugin.PromptCommand;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A prompt from a Markdown file: front matter with `description` and `argument-hint`, then the text, in which
/// `$ARGUMENTS` stands for all that was typed and `$1` to `$9` for single words of it.
public record CommandFile(String name, String argument, String description, String text) implements PromptCommand {

    private static final Pattern FRONT =
            Pattern.compile("\\A---[ \\t]*\\n(.*?)^---[ \\t]*(?:\\n|\\z)", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern FIELD = Pattern.compile("([A-Za-z-]+)[ \\t]*:[ \\t]*(.*)");
    private static final Pattern PLACE = Pattern.compile("\\$(ARGUMENTS\\b|[1-9](?!\\d))");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");
    private static final int SHOWN = 80;

    static CommandFile of(String name, String content) {
        var unix = content.replace("\r\n", "\n");
        var front = FRONT.matcher(unix);
        var fronted = front.find();
        var fields = fronted ? fields(front.group(1)) : Map.<String, String>of();
        var text = (fronted ? unix.substring(front.end()) : unix).strip();
        return new CommandFile(
                name,
                fields.getOrDefault("argument-hint", PLACE.matcher(text).find() ? "[TEXT]" : ""),
                fields.getOrDefault("description", firstLine(text)),
                text);
    }

    private static Map<String, String> fields(String front) {
        var fields = new HashMap<String, String>();
        front.lines().map(FIELD::matcher).filter(Matcher::matches).forEach(field -> {
            var value = field.group(2).strip().replaceAll("\\A([\"'])(.*)\\1\\z", "$2");
            fields.put(field.group(1), value);
        });
        return fields;
    }

    private static String firstLine(String text) {
        var line = text.lines().findFirst().orElse("").replaceAll("\\A#+\\s*", "");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN - 1) + "…";
    }

    /// Where the text has no place for them, the arguments come after it.
    @Override
    public String prompt(String arguments) {
        var place = PLACE.matcher(text);
        if (!place.find()) {
            return arguments.isEmpty() ? text : text + "\n\n" + arguments;
        }
        var words = words(arguments);
        return place.replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), arguments, words)));
    }

    private static String value(String place, String arguments, List<String> words) {
        if (place.equals("ARGUMENTS")) {
            return arguments;
        }
        var index = Integer.parseInt(place) - 1;
        return index < words.size() ? words.get(index) : "";
    }

    /// As a shell would cut them: what is quoted stays together.
    private static List<String> words(String arguments) {
        return WORD.matcher(arguments)
                .results()
                .map(word ->
                        word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group(3))
                .toList();
    }
}
