package dev.coder.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What one call of a program makes that program run in turn, as far as its words tell.
sealed interface Errand {

    /// Nothing that its words name.
    record None() implements Errand {}

    /// Other calls.
    ///
    /// @param own   its words without those of the calls
    /// @param calls each may be empty; what it puts in itself stands as [Constants#UNKNOWN]
    record Calls(List<String> own, List<List<String>> calls) implements Errand {}

    /// A text that a shell runs.
    record Script(String text) implements Errand {}

    /// Something that its words name, in a form that is not understood.
    record Opaque() implements Errand {}

    /// Something that only shows when it runs.
    record Unknown() implements Errand {}

    /// @param words none of which need be known
    static Errand of(List<String> words) {
        var program = Danger.name(words.getFirst());
        if (Danger.SHELL.of(program)) {
            return shell(words);
        }
        if (program.equals("env") && splits(words)) {
            return new Unknown();
        }
        if (Wrapper.TABLE.containsKey(program)) {
            return Wrapper.TABLE.get(program).of(words);
        }
        return switch (program) {
            case ".", "source" -> words.stream().anyMatch(Errand::isStream) ? new Unknown() : new None();
            case "eval" -> script(String.join(" ", words.subList(1, words.size())));
            case "trap" -> words.size() > 1 ? script(words.get(1)) : new None();
            case "alias" ->
                script(words.stream()
                        .skip(1)
                        .map(word -> word.substring(word.indexOf('=') + 1))
                        .collect(Collectors.joining("\n")));
            case "find" -> find(words);
            case "busybox", "toybox" ->
                words.size() > 1 && Danger.SHELL.of(words.get(1))
                        ? shell(words.subList(1, words.size()))
                        : new Opaque();
            default -> Danger.WRAPPER.of(program) ? new Opaque() : new None();
        };
    }

    private static Errand script(String text) {
        return text.contains(Constants.UNKNOWN) ? new Unknown() : new Script(text);
    }

    /// Whether `env` is given a text that it splits into words by rules of its own.
    private static boolean splits(List<String> words) {
        return words.stream()
                .skip(1)
                .takeWhile(word -> word.startsWith("-"))
                .anyMatch(word -> word.matches("(?s)-[A-Za-z0-9]*S.*|--s.*"));
    }

    /// Whether it is no file with a script, but what another program writes.
    private static boolean isStream(String word) {
        return word.contains(Constants.UNKNOWN) || word.matches("/+(dev|proc)/.*");
    }

    /// A script in a file is a program like any other.
    private static Errand shell(List<String> words) {
        var command = false;
        for (var i = 1; i < words.size(); i++) {
            var word = words.get(i);
            if (word.contains(Constants.UNKNOWN) && !command) {
                return new Unknown();
            }
            if (word.length() > 1 && word.matches("[-+].*")) {
                command |= word.matches("-[A-Za-z]*c[A-Za-z]*");
                i += word.matches("[-+][A-Za-z]*[oO]|--(rcfile|init-file)") ? 1 : 0;
            } else if (!word.equals("-")) {
                return command ? script(word) : isStream(word) ? new Unknown() : new None();
            }
        }
        return new Unknown();
    }

    private static Errand find(List<String> words) {
        var own = new ArrayList<String>();
        var calls = new ArrayList<List<String>>();
        for (var i = 0; i < words.size(); i++) {
            if (!words.get(i).matches("-(exec|execdir|ok|okdir)")) {
                own.add(words.get(i));
                continue;
            }
            var rest = words.subList(i + 1, words.size());
            var call = rest.stream()
                    .takeWhile(word -> !Set.of(";", "\\;", "+").contains(word))
                    .map(word -> word.replace("{}", Constants.UNKNOWN))
                    .toList();
            calls.add(call);
            i += call.size() + 1;
        }
        return calls.isEmpty() ? new None() : new Calls(own, calls);
    }

    /// A program that runs the call that follows its options.
    ///
    /// @param flags    letters of options without a value
    /// @param valued   letters of options with one
    /// @param operands how many words of its own follow the options
    record Wrapper(String flags, String valued, Set<String> flagWords, Set<String> valuedWords, int operands) {

        static final Map<String, Wrapper> TABLE = Stream.of(
                        "env 0iv uC --ignore-environment,--null,--debug --unset,--chdir 0",
                        "nice - n - --adjustment 0",
                        "nohup - - - - 0",
                        "setsid cfw - --ctty,--fork,--wait - 0",
                        "time p - - - 0",
                        "command p - - - 0",
                        "builtin - - - - 0",
                        "exec cl a - - 0",
                        "stdbuf - ioe - --input,--output,--error 0",
                        "ionice t cn --ignore --class,--classdata 0",
                        "timeout v ks --foreground,--preserve-status,--verbose --kill-after,--signal 1",
                        "xargs 0rtpxo nLPIdEsa --null,--no-run-if-empty,--verbose,--interactive,--exit "
                                + "--max-args,--max-lines,--max-procs,--replace,--delimiter,--eof,--max-chars,--arg-file 0")
                .map(line -> line.split(" "))
                .collect(Collectors.toUnmodifiableMap(Wrapper::name, Wrapper::parse));

        private static String name(String[] line) {
            return line[0];
        }

        private static Wrapper parse(String[] line) {
            Function<String, Set<String>> words = text -> Set.of(text.split(","));
            return new Wrapper(line[1], line[2], words.apply(line[3]), words.apply(line[4]), Integer.parseInt(line[5]));
        }

        Errand of(List<String> words) {
            var at = 1;
            while (at < words.size()
                    && words.get(at).matches("-.+")
                    && !words.get(at).equals("--")) {
                var length = length(words.get(at));
                if (length == 0) {
                    return new Opaque();
                }
                at += length;
            }
            at += at < words.size() && words.get(at).equals("--") ? 1 : 0;
            while (at < words.size() && isEnv(words) && words.get(at).matches("(?s)\\w+=.*")) {
                at++;
            }
            at = Math.min(words.size(), at + operands);
            return new Calls(words.subList(0, at), List.of(given(words, at)));
        }

        private static boolean isEnv(List<String> words) {
            return Danger.name(words.getFirst()).equals("env");
        }

        /// How many words an option takes; 0 when it is not known.
        private int length(String word) {
            if (word.startsWith("--")) {
                var sign = word.indexOf('=');
                return flagWords.contains(word) || (sign > 0 && valuedWords.contains(word.substring(0, sign)))
                        ? 1
                        : valuedWords.contains(word) ? 2 : 0;
            }
            for (var i = 1; i < word.length(); i++) {
                if (valued.indexOf(word.charAt(i)) >= 0) {
                    return i + 1 < word.length() ? 1 : 2;
                }
                if (flags.indexOf(word.charAt(i)) < 0) {
                    return word.matches("-\\d+") ? 1 : 0;
                }
            }
            return 1;
        }

        /// What `xargs` reads becomes words of the call: at its end, or anywhere.
        private static List<String> given(List<String> words, int at) {
            var call = words.subList(at, words.size());
            if (!Danger.name(words.getFirst()).equals("xargs")) {
                return call;
            }
            if (words.subList(0, at).stream().anyMatch(word -> word.matches("(?s)-[0rtpxo]*I.*|--replace.*"))) {
                return call.stream()
                        .map(word -> word.replace("{}", Constants.UNKNOWN))
                        .toList();
            }
            return call.isEmpty()
                    ? call
                    : Stream.concat(call.stream(), Stream.of(Constants.UNKNOWN)).toList();
        }
    }
}
