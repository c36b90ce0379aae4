package dev.coder.policy;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// All that a command may be seen to name, for rules that ask or deny: call by call where it is plain, else word by
/// word
/// as they stand in its text. What a program makes up while it runs is not seen here.
///
/// @param calls  the words of each call
/// @param places the words that may be paths, each with the folder it starts from
record CommandText(List<List<String>> calls, List<Path> places) {

    private static final String ENDS_OF_CALLS = "[;|&\\n(){}`]+";
    private static final String ENDS_OF_WORDS = "[\\s<>=:,$]+";

    /// They take commands as text.
    private static final Set<String> SHELLS =
            Set.of("sh", "bash", "dash", "zsh", "ksh", "eval", "su", "ssh", "watch", "script", "xargs", "env");

    /// @param parts empty when the command is not plain
    static CommandText of(String command, Path folder, Path home, List<CommandVerdict.Part> parts) {
        var calls = new ArrayList<List<String>>();
        var places = new ArrayList<Path>();
        for (var part : parts) {
            calls.add(part.words());
            part.words().forEach(word -> places.addAll(paths(word, part.folder(), home)));
        }
        if (parts.isEmpty() || parts.stream().anyMatch(CommandText::isShell)) {
            calls.addAll(loose(command));
        }
        places.addAll(paths(bare(command), folder, home));
        return new CommandText(calls, places.stream().distinct().toList());
    }

    boolean names(EffectPattern pattern, UnaryOperator<Path> resolve) {
        return switch (pattern) {
            case EffectPattern.Any(var verbs) -> verbs.contains(Verb.RUN);
            case EffectPattern.Call(var words) -> calls.stream().anyMatch(words::isWithin);
            case EffectPattern.Place(var _, var path) ->
                places.stream().anyMatch(place -> path.matches(resolved(place, resolve), resolve, true));
            case EffectPattern.Host(var host) ->
                calls.stream().flatMap(List::stream).anyMatch(host::isNamedIn);
        };
    }

    private static boolean isShell(CommandVerdict.Part part) {
        return part.words().stream().anyMatch(word -> SHELLS.contains(word.substring(word.lastIndexOf('/') + 1)));
    }

    private static List<List<String>> loose(String command) {
        return Arrays.stream(bare(command).split(ENDS_OF_CALLS))
                .map(call -> Arrays.stream(call.split("\\s+"))
                        .filter(word -> !word.isEmpty())
                        .toList())
                .toList();
    }

    /// Without the quotes and line breaks that may stand within a word.
    private static String bare(String command) {
        return command.replace("\\\n", "").replaceAll("[\"'\\\\]", "");
    }

    private static List<Path> paths(String text, Path folder, Path home) {
        return Stream.concat(Stream.of(text), Arrays.stream(text.split(ENDS_OF_CALLS + "|" + ENDS_OF_WORDS)))
                .filter(word -> !word.isBlank())
                .flatMap(word -> path(word, folder, home))
                .toList();
    }

    private static Stream<Path> path(String word, Path folder, Path home) {
        try {
            return Stream.of(folder.resolve(word.startsWith("~/") ? home + word.substring(1) : word));
        } catch (InvalidPathException e) {
            return Stream.empty();
        }
    }

    private static Path resolved(Path place, UnaryOperator<Path> resolve) {
        try {
            return resolve.apply(place);
        } catch (IllegalArgumentException e) {
            return place.normalize();
        }
    }
}
