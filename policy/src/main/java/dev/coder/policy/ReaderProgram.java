package dev.coder.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A program that only reads as long as it is given these options and no others.
///
/// @param options  what an option may look like, as a whole
/// @param valued   options that take the next word, a number
/// @param operands what the other words are
record ReaderProgram(String name, Pattern options, Pattern valued, Operands operands) {

    enum Operands {
        /// There may be none.
        NONE,
        /// Text that is only printed or looked up.
        TEXT,
        PATHS,
        /// A text first, then at least one path.
        TEXT_THEN_PATHS
    }

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,9}");
    private static final String NOTHING = "(?!)";

    static final Map<String, ReaderProgram> BY_NAME = Stream.of(
                    program("pwd", NOTHING, Operands.NONE),
                    program("true", NOTHING, Operands.NONE),
                    program("whoami", NOTHING, Operands.NONE),
                    program("uname", "-[asnrvmpio]+", Operands.NONE),
                    program("echo", "-[neE]+", Operands.TEXT),
                    program("which", NOTHING, Operands.TEXT),
                    program("basename", NOTHING, Operands.TEXT),
                    program("dirname", NOTHING, Operands.TEXT),
                    program("ls", "-[1aAlhrRtSFpdi]+|--(all|almost-all|human-readable|recursive)", Operands.PATHS),
                    program("cat", "-[nbsAeEtTv]+", Operands.PATHS),
                    program("wc", "-[lwcmL]+|--(lines|words|bytes|chars)", Operands.PATHS),
                    program("diff", "-[uqwbBi]+", Operands.PATHS),
                    counting("head"),
                    counting("tail"),
                    new ReaderProgram(
                            "grep",
                            Pattern.compile("-[nicvwxlLoqshHEF]+"),
                            Pattern.compile("-[ABCm]"),
                            Operands.TEXT_THEN_PATHS))
            .collect(Collectors.toUnmodifiableMap(ReaderProgram::name, Function.identity()));

    private static ReaderProgram program(String name, String options, Operands operands) {
        return new ReaderProgram(name, Pattern.compile(options), Pattern.compile(NOTHING), operands);
    }

    private static ReaderProgram counting(String name) {
        return new ReaderProgram(
                name, Pattern.compile("-\\d{1,9}|-[nc][+-]?\\d{1,9}|-[qv]"), Pattern.compile("-[nc]"), Operands.PATHS);
    }

    /// The paths that would be read; empty when the words are not all understood.
    Optional<List<String>> paths(List<String> arguments) {
        var operands = new ArrayList<String>();
        for (var i = 0; i < arguments.size(); i++) {
            var word = arguments.get(i);
            if (valued.matcher(word).matches()) {
                i++;
                if (i == arguments.size() || !NUMBER.matcher(arguments.get(i)).matches()) {
                    return Optional.empty();
                }
            } else if (!word.startsWith("-")) {
                operands.add(word);
            } else if (!options.matcher(word).matches()) {
                return Optional.empty();
            }
        }
        return pathsAmong(operands);
    }

    private Optional<List<String>> pathsAmong(List<String> words) {
        return switch (operands) {
            case NONE -> words.isEmpty() ? Optional.of(words) : Optional.empty();
            case TEXT -> Optional.of(List.of());
            case PATHS -> words.contains("") ? Optional.empty() : Optional.of(words);
            case TEXT_THEN_PATHS -> words.isEmpty() ? Optional.empty() : Optional.of(words.subList(1, words.size()));
        };
    }
}
