package dev.coder.policy;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A limit to the commands that may change something: those of a few programs. It is what `allowedCommands` means in a
/// file that can only tighten. What is not understood is not of these programs.
///
/// @param commands which ones, as [AllowedCommand] reads them
/// @param asked    those that the same file wants asked for: a question is left, so they are not refused
/// @param folders  the projects it is about; empty: everything
/// @param origin   the file and line that say so
public record CommandLimit(
        List<AllowedCommand> commands, List<AllowedCommand> asked, List<Path> folders, String origin) {

    /// What changes nothing but the shell that it runs in.
    private static final Set<String> HARMLESS = Set.of(
            "cd",
            "pushd",
            "popd",
            "dirs",
            "exit",
            "return",
            "break",
            "continue",
            "shift",
            "wait",
            "set",
            "unset",
            "read",
            "sleep");

    /// They decide which programs run under a name, and what those do before anything else.
    private static final Pattern DECIDING = Pattern.compile(
            "PATH|IFS|ENV|PS4|BASH_.*|SHELLOPTS|PROMPT_COMMAND|LD_.*|DYLD_.*|GIT_.*|.*PAGER|.*EDITOR|NODE_OPTIONS"
                    + "|PYTHONPATH|PYTHONSTARTUP|PERL5(LIB|OPT)|RUBYOPT|JAVA_TOOL_OPTIONS");

    /// What sets one of them within an expression.
    private static final Pattern SETS_DECIDING = Pattern.compile(
            "(\\+\\+|--)\\s*(" + DECIDING + ")\\b|\\b(" + DECIDING + ")\\s*(:?=(?!=)|[-+*/%&|^]=|<<=|>>=|\\+\\+|--)");

    /// A redirection that sets a variable.
    private static final Pattern NAMED_DESCRIPTOR = Pattern.compile("\\{\\w+(\\[[^]]*])?}[<>]");

    /// What runs where the shell takes a text for a variable with a subscript.
    private static final Pattern RUNS_AS_SUBSCRIPT = Pattern.compile("(?s).*\\[.*(\\$\\(|`).*");

    private static final Set<String> TEXTS = Set.of("raw_string", "ansi_c_string", "string", "concatenation", "word");

    private static final Pattern ASSIGNMENT = Pattern.compile("(?s)(\\w+)\\+?=.*");
    private static final Pattern VISIBLE = Pattern.compile("[\\n\\t\\x20-\\x7e[^\\p{C}\\x00-\\x7f]]*");
    private static final int DEEPEST = 6;

    public CommandLimit {
        commands = List.copyOf(commands);
        asked = List.copyOf(asked);
        folders = List.copyOf(folders);
    }

    /// The same, but for what the same file wants asked for.
    public CommandLimit asking(List<AllowedCommand> more) {
        return new CommandLimit(commands, more, folders, origin);
    }

    /// @param reads whether a call is known to read only
    /// @return empty when the command is within the limit
    Optional<Decision> refusal(String command, Predicate<List<String>> reads) {
        var found = VISIBLE.matcher(command).matches()
                ? new Look(reads).of(command)
                : Optional.of("it holds characters that cannot be seen");
        return found.map(why -> new Decision.Deny(
                origin, "\"allowedCommands\" in " + origin + " lets " + programs() + " change something, and " + why));
    }

    private String programs() {
        var shown = commands.stream().map(AllowedCommand::shown).toList();
        return shown.isEmpty() ? "no command" : "only " + String.join(", ", shown);
    }

    private boolean lets(List<String> words) {
        return Stream.concat(commands.stream(), asked.stream()).anyMatch(command -> command.lets(words));
    }

    /// One look through a command.
    private final class Look {

        private final Predicate<List<String>> reads;
        private final Constants constants = new Constants();

        Look(Predicate<List<String>> reads) {
            this.reads = reads;
        }

        /// @return what is wrong with it
        Optional<String> of(String text) {
            try {
                return of(text, 0);
            } catch (StackOverflowError e) {
                return Optional.of("this is nested too deep");
            }
        }

        private Optional<String> of(String text, int depth) {
            var tree = BashNode.parse(text);
            if (depth > DEEPEST || tree.broken()) {
                return Optional.of("this is not understood as a command");
            }
            Deque<BashNode> ahead = new ArrayDeque<>(List.of(tree));
            while (!ahead.isEmpty()) {
                var node = ahead.remove();
                var wrong = of(node, depth);
                if (wrong.isPresent()) {
                    return wrong;
                }
                ahead.addAll(node.children());
            }
            return Optional.empty();
        }

        private Optional<String> of(BashNode node, int depth) {
            if (node.isDocumentWithBackticks()) {
                return Optional.of("this runs a part of its document");
            }
            return switch (node.type()) {
                case "command" -> call(Callees.words(node, constants), depth).or(() -> output(node, node, depth));
                case "redirected_statement" -> descriptor(node).or(() -> output(node, node, depth));
                case "variable_assignment" -> assigned(name(node)).or(() -> subscript(node));
                case "for_statement", "select_statement" -> assigned(name(node));
                case "declaration_command" -> declared(node).or(() -> subscript(node));
                case "unset_command" -> removed(node).or(() -> subscript(node));
                case "test_command" -> expression(node).or(() -> subscript(node));
                case "arithmetic_expansion", "subscript", "expansion", "compound_statement", "c_style_for_statement" ->
                    expression(node);
                case "coproc_statement", "coproc_command" -> Optional.of("coproc is none of them");
                default -> Optional.empty();
            };
        }

        private static String name(BashNode node) {
            return node.all()
                    .filter(child -> child.is("variable_name"))
                    .map(BashNode::text)
                    .findFirst()
                    .orElse("PATH");
        }

        /// Without a PATH, a name is looked for where the shell is.
        private Optional<String> removed(BashNode node) {
            return node.children().stream()
                    .map(constants::of)
                    .flatMap(word -> assigned(word.contains(Constants.UNKNOWN) ? "PATH" : word).stream())
                    .findFirst();
        }

        private static Optional<String> descriptor(BashNode node) {
            return NAMED_DESCRIPTOR.matcher(node.text().replace("\\\n", "")).find()
                    ? Optional.of("this sets a variable by a redirection")
                    : Optional.empty();
        }

        private static Optional<String> expression(BashNode node) {
            var set = SETS_DECIDING.matcher(node.text());
            return !node.is("compound_statement") || node.text().startsWith("((")
                    ? set.find() ? Optional.of("this decides which programs run: " + set.group()) : Optional.empty()
                    : Optional.empty();
        }

        private Optional<String> subscript(BashNode node) {
            return node.all()
                    .filter(part -> TEXTS.contains(part.type()))
                    .map(constants::of)
                    .filter(text -> RUNS_AS_SUBSCRIPT.matcher(text).matches())
                    .<String>map(text -> "the shell may run a part of this: " + text)
                    .findFirst();
        }

        /// Such as `export "PATH=x"`, which is no assignment to the grammar.
        private Optional<String> declared(BashNode node) {
            if (node.children().stream()
                    .map(constants::of)
                    .anyMatch(word ->
                            word.matches("-[A-Za-z]*n[A-Za-z]*") && !node.text().startsWith("export"))) {
                return Optional.of("this gives a variable another name");
            }
            return node.children().stream()
                    .filter(child -> !child.is("variable_assignment"))
                    .map(constants::of)
                    .filter(word -> word.contains(Constants.UNKNOWN)
                            || !ASSIGNMENT.matcher(word).replaceFirst("$1").equals(word))
                    .flatMap(word ->
                            assigned(word.contains(Constants.UNKNOWN) ? "PATH" : word.replaceFirst("(?s)\\+?=.*", ""))
                                    .stream())
                    .findFirst();
        }

        private static Optional<String> assigned(String name) {
            return DECIDING.matcher(name).matches()
                    ? Optional.of(name + " decides which programs run")
                    : Optional.empty();
        }

        /// Only what such a program prints may be written to a file.
        private Optional<String> output(BashNode node, BashNode body, int depth) {
            var target = node.children().stream()
                    .flatMap(child -> child.type().endsWith("_redirect") ? child.all() : Stream.empty())
                    .filter(child -> child.is("file_redirect"))
                    .filter(Look::writes)
                    .findFirst();
            return target.isPresent() && !printsForOne(body, depth)
                    ? Optional.of("this writes a file: " + target.get().text())
                    : Optional.empty();
        }

        private static boolean writes(BashNode redirect) {
            return redirect.text().indexOf('>') >= 0
                    && !redirect.text().matches("(?s)\\d*&?>>? ?/dev/(null|stdout|stderr|tty)|\\d*>& ?[\\d-]+");
        }

        private boolean printsForOne(BashNode body, int depth) {
            return body.all()
                    .filter(node -> node.is("command"))
                    .map(node -> Callees.words(node, constants))
                    .filter(Predicate.not(List::isEmpty))
                    .anyMatch(words -> isOne(words, depth));
        }

        private boolean isOne(List<String> words, int depth) {
            return lets(words)
                    || (Errand.of(words) instanceof Errand.Calls(var _, var calls)
                            && calls.stream().anyMatch(call -> !call.isEmpty() && isOne(call, depth)));
        }

        private Optional<String> call(List<String> words, int depth) {
            if (words.isEmpty() || lets(words) || onlyReads(words)) {
                return Optional.empty();
            }
            return switch (Errand.of(words)) {
                case Errand.Calls(var own, var calls) -> calls(own, calls, depth);
                case Errand.Script(var text) when !words.getFirst().matches("trap|alias") -> of(text, depth + 1);
                case Errand.None _, Errand.Script _, Errand.Opaque _, Errand.Unknown _ ->
                    Optional.of(shown(words.getFirst()) + " is none of them");
            };
        }

        private Optional<String> calls(List<String> own, List<List<String>> calls, int depth) {
            var assigned = own.stream()
                    .map(ASSIGNMENT::matcher)
                    .filter(word -> word.matches())
                    .flatMap(word -> assigned(word.group(1)).stream())
                    .findFirst();
            if (assigned.isPresent()) {
                return assigned;
            }
            if (own.getFirst().endsWith("find") && !reads.test(own)) {
                return Optional.of("find is none of them");
            }
            return own.getFirst().indexOf('/') >= 0
                    ? Optional.of(own.getFirst() + " is none of them")
                    : calls.stream().flatMap(call -> call(call, depth).stream()).findFirst();
        }

        private boolean onlyReads(List<String> words) {
            var program = words.getFirst();
            if (program.equals("read")) {
                return words.stream().skip(1).allMatch(word -> word.equals("-r") || word.matches("\\w+"))
                        && words.stream()
                                .noneMatch(word -> DECIDING.matcher(word).matches());
            }
            var known = words.stream().noneMatch(word -> word.contains(Constants.UNKNOWN));
            var prints = program.equals("printf")
                    && words.size() > 1
                    && !words.get(1).contains(Constants.UNKNOWN);
            return HARMLESS.contains(program)
                    || ((known || prints || program.matches("echo|test|\\[|true|false|:")) && reads.test(words));
        }

        private static String shown(String program) {
            return program.contains(Constants.UNKNOWN) ? "a program that only shows when it runs" : program;
        }
    }
}
