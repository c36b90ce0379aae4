package dev.coder.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A program that only reads as long as it is given these options and no others.
///
/// @param name     its first words, such as `git log`
/// @param exact    whether an option is always a word of its own, as for find
/// @param options  the options, each with what its value is
/// @param required options of which one must be there
/// @param operands what the other words are, in order
record ReaderProgram(
        List<String> name, boolean exact, Map<String, Option> options, Set<String> required, List<Operand> operands) {

    /// @param value  what it is given
    /// @param joined whether the value can only be joined to it, and be left out
    record Option(Value value, boolean joined) {}

    /// @param many whether any number of them may follow, none included
    record Operand(Value value, boolean many, boolean optional) {}

    /// What would be read with these words after the name.
    ///
    /// @return empty when the words are not all understood
    Optional<List<Reading>> readings(List<String> arguments) {
        var call = new Call(arguments);
        return call.options() && call.operands() ? Optional.of(call.readings) : Optional.empty();
    }

    private final class Call {

        private final List<String> words;
        private final List<String> operands = new ArrayList<>();
        private final List<Reading> readings = new ArrayList<>();
        private final Set<String> seen = new HashSet<>();
        private int at;

        Call(List<String> words) {
            this.words = words;
        }

        boolean options() {
            while (at < words.size()) {
                var word = words.get(at++);
                if (word.equals("--") && !exact) {
                    operands.addAll(words.subList(at, words.size()));
                    at = words.size();
                } else if (!take(word)) {
                    return false;
                }
            }
            return required.isEmpty() || required.stream().anyMatch(seen::contains);
        }

        private boolean take(String word) {
            if (options.containsKey(word) && !options.containsKey("WORDS")) {
                return option(word, null);
            }
            if (!word.startsWith("-") || word.equals("-") || options.containsKey("WORDS")) {
                return operands.add(word);
            }
            if (exact) {
                return false;
            }
            return word.startsWith("--") ? longOption(word) : number(word) || shortOptions(word);
        }

        private boolean longOption(String word) {
            var sign = word.indexOf('=');
            return sign > 0 && option(word.substring(0, sign), word.substring(sign + 1));
        }

        /// Such as `-20`.
        private boolean number(String word) {
            return options.containsKey("-#") && Value.NUMBER.accepts(word.substring(1));
        }

        /// Such as `-la` or `-n5`.
        private boolean shortOptions(String word) {
            for (var i = 1; i < word.length(); i++) {
                var name = "-" + word.charAt(i);
                var option = options.get(name);
                if (option == null) {
                    return false;
                }
                if (option.value() != Value.NONE) {
                    return option(name, i + 1 < word.length() ? word.substring(i + 1) : null);
                }
                seen.add(name);
            }
            return true;
        }

        private boolean option(String name, @Nullable String joined) {
            var option = options.get(name);
            if (option == null) {
                return false;
            }
            seen.add(name);
            if (option.value() == Value.NONE) {
                return joined == null;
            }
            if (joined == null && option.joined()) {
                return true;
            }
            if (joined == null && at == words.size()) {
                return false;
            }
            return value(option.value(), joined == null ? words.get(at++) : joined);
        }

        private boolean value(Value value, String word) {
            if (value.isPath()) {
                value.paths(word).map(path -> new Reading(path, value)).forEach(readings::add);
            }
            return value.accepts(word);
        }

        boolean operands() {
            var left = new ArrayList<>(operands);
            for (var operand : ReaderProgram.this.operands) {
                if (operand.many()) {
                    if (left.isEmpty() && operand.value().isTree()) {
                        left.add(".");
                    }
                    return left.stream().allMatch(word -> value(operand.value(), word));
                }
                if (givenAsOption(operand.value())) {
                    continue;
                }
                if (left.isEmpty()) {
                    return operand.optional();
                }
                if (!value(operand.value(), left.removeFirst())) {
                    return false;
                }
            }
            return left.isEmpty();
        }

        private boolean givenAsOption(Value value) {
            return value.mayBeOption()
                    && seen.stream().map(options::get).anyMatch(option -> option != null && option.value() == value);
        }
    }

    /// Reads one line of a table: `NAME OPTION… | OPERAND…`, see `readers.txt`.
    static ReaderProgram parse(String line, Map<String, String> groups) {
        var halves = line.split(" \\| ?", 2);
        var name = new ArrayList<String>();
        var options = new HashMap<String, Option>();
        var required = new HashSet<String>();
        var exact = false;
        for (var token : expand(halves[0], groups).split(" +")) {
            if (token.equals("EXACT")) {
                exact = true;
            } else if (name.isEmpty() || (options.isEmpty() && !exact && token.matches("[a-z0-9].*"))) {
                name.add(token);
            } else {
                addOption(token, exact, options, required);
            }
        }
        var operands = halves[1].isBlank()
                ? List.<Operand>of()
                : List.of(halves[1].strip().split(" +")).stream()
                        .map(ReaderProgram::operand)
                        .toList();
        return new ReaderProgram(List.copyOf(name), exact, Map.copyOf(options), Set.copyOf(required), operands);
    }

    static String expand(String line, Map<String, String> groups) {
        var expanded = line;
        for (var group : groups.entrySet()) {
            expanded = expanded.replace(group.getKey(), group.getValue());
        }
        return expanded;
    }

    private static void addOption(String token, boolean exact, Map<String, Option> options, Set<String> required) {
        var must = token.length() > 1 && token.endsWith("!");
        var text = must ? token.substring(0, token.length() - 1) : token;
        var joined = text.endsWith("]");
        var sign = text.indexOf(joined && text.contains("[=") ? "[=" : "=");
        var value = sign > 0 ? Value.named(text.substring(sign).replaceAll("[\\[\\]=]", "")) : Value.NONE;
        var names = sign > 0 ? text.substring(0, sign) : text;
        var flags = value == Value.NONE && !exact && names.matches("-[^-].+");
        for (var name : flags ? names.substring(1).split("") : new String[] {names}) {
            var option = flags ? "-" + name : name;
            options.put(option, new Option(value, joined && sign > 0));
            if (must) {
                required.add(option);
            }
        }
    }

    private static Operand operand(String token) {
        var kind = Value.named(token.replaceAll("[*?]", ""));
        return new Operand(kind, token.endsWith("*"), token.endsWith("?"));
    }
}
