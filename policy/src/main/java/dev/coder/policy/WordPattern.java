package dev.coder.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A pattern for the words of one plain call of a program: `*` within a word stands for any text, `*` as a word of its
/// own for any number of words, none included.
record WordPattern(List<String> words) {

    private static final String ANY = "*";

    WordPattern {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("it names no program");
        }
        words = List.copyOf(words);
    }

    /// @param text words with spaces between them
    static WordPattern of(String text) {
        return new WordPattern(Arrays.stream(text.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList());
    }

    /// The same program with any arguments.
    WordPattern withAnyArguments() {
        return isOpen()
                ? this
                : new WordPattern(Stream.concat(words.stream(), Stream.of(ANY)).toList());
    }

    /// Whether any words may follow.
    boolean isOpen() {
        return words.getLast().equals(ANY);
    }

    /// For what is asked or denied, in a command that is known word by word: the program by any path, then the words in
    /// this order.
    boolean isCalledBy(List<String> call) {
        return isProgram(call.getFirst()) && inOrder(call.subList(1, call.size()));
    }

    private boolean isProgram(String word) {
        return one(words.getFirst().toLowerCase(Locale.ROOT), baseName(word).toLowerCase(Locale.ROOT));
    }

    /// For what is allowed: these words and no others.
    boolean isExactly(List<String> call) {
        return matches(words, call);
    }

    /// For what is asked or denied: the program by any path and behind any other word (`env`, `sudo`), then the
    /// words
    /// in this order, whatever stands between and after them.
    boolean isWithin(List<String> call) {
        for (var start = 0; start < call.size(); start++) {
            if (isProgram(call.get(start)) && inOrder(call.subList(start + 1, call.size()))) {
                return true;
            }
        }
        return words.getFirst().equals(ANY);
    }

    private boolean inOrder(List<String> rest) {
        var at = 0;
        for (var word : words.subList(1, words.size())) {
            if (word.equals(ANY)) {
                continue;
            }
            while (at < rest.size() && !one(word, rest.get(at))) {
                at++;
            }
            if (at++ >= rest.size()) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(List<String> pattern, List<String> call) {
        if (pattern.isEmpty()) {
            return call.isEmpty();
        }
        var later = pattern.subList(1, pattern.size());
        if (!pattern.getFirst().equals(ANY)) {
            return !call.isEmpty()
                    && one(pattern.getFirst(), call.getFirst())
                    && matches(later, call.subList(1, call.size()));
        }
        return matches(later, call) || (!call.isEmpty() && matches(pattern, call.subList(1, call.size())));
    }

    private static boolean one(String pattern, String word) {
        var regex = Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(regex, Pattern.DOTALL).matcher(word).matches();
    }

    private static String baseName(String program) {
        return program.substring(program.lastIndexOf('/') + 1);
    }
}
