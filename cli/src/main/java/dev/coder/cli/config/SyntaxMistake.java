package dev.coder.cli.config;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the parser says of a text that is no JSON, as whoever wrote it would say it. Values are never repeated: one of
/// them may be a key.
final class SyntaxMistake {

    private SyntaxMistake() {}

    private record Meaning(Pattern message, String sentence) {

        static Meaning of(String message, String sentence) {
            return new Meaning(Pattern.compile(message, Pattern.DOTALL), sentence);
        }
    }

    private static final List<Meaning> MEANINGS = List.of(
            Meaning.of("Duplicate .*?['\"](.*)['\"].*", "\"$1\" stands here for the second time; keep one of them"),
            Meaning.of(
                    "Unrecognized token '([A-Za-z]{1,8})'.*",
                    "$1 is no value; a text stands in double quotes, and other words are true and false only"),
            Meaning.of(
                    "Unrecognized token.*",
                    "this is no value; a text stands in double quotes, and other words are true and false only"),
            Meaning.of("Unexpected character \\('''.*", "a text stands in double quotes, not in single ones"),
            Meaning.of("Unexpected character \\('#'.*", "a comment starts with //, not with #"),
            Meaning.of(
                    ".*was expecting double-quote to start (field|property) name.*",
                    "the name of a key is missing here, or its double quotes"),
            Meaning.of(".*was expecting comma to separate Object.*", "a comma is missing before this key"),
            Meaning.of(".*was expecting comma to separate Array.*", "a comma is missing before this item"),
            Meaning.of(".*was expecting a colon to separate.*", "a colon is missing between a key and its value"),
            Meaning.of("Unexpected close marker '(.)': expected '(.)'.*", "$2 is expected here, and this is $1"),
            Meaning.of("Unexpected end-of-input in a comment.*", "a comment does not end; */ is missing"),
            Meaning.of(
                    "Unexpected end-of-input.*(string|String value|property name|field name).*",
                    "a text does not end; its closing double quote is missing"),
            Meaning.of("Unexpected end-of-input.*", "the file ends too early; a closing } or ] is missing"),
            Meaning.of(
                    "Illegal unquoted character.*",
                    "a text does not end in its line; its closing double quote is missing"),
            Meaning.of(
                    "Unrecognized character escape '(.)'.*",
                    "\\\\$1 is no escape; a backslash in a text is written \\\\\\\\"),
            Meaning.of(".*[Ll]eading zeroes not allowed.*", "a number does not start with 0"),
            Meaning.of("Unexpected character \\(('.').*", "$1 is not expected here; a value is"));

    static String sentence(String message) {
        for (var meaning : MEANINGS) {
            Matcher found = meaning.message().matcher(message);
            if (found.matches()) {
                return found.replaceFirst(meaning.sentence());
            }
        }
        return "this is not the JSON that is expected";
    }
}
