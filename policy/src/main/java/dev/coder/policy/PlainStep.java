package dev.coder.policy;

import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The plainest part of bash: words without expansion, joined by `&&`, `||`, `;`, `|` and line ends, with output sent
/// to nowhere and input from a file. Every byte of the source is accounted for, so that bash can not see more in it.
sealed interface PlainStep {

    /// @param words  the program and its arguments
    /// @param inputs files that are read as its standard input
    record Call(List<Word> words, List<Word> inputs) implements PlainStep {}

    /// @param joint `&&`, `||` or `;`
    record Then(PlainStep first, String joint, PlainStep second) implements PlainStep {}

    /// Each in a shell of its own.
    record Pipeline(List<PlainStep> stages) implements PlainStep {}

    /// Why something is more than plain words.
    final class NotPlain extends Exception {
        @Serial
        private static final long serialVersionUID = 1;

        NotPlain(String reason) {
            super(reason);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    static PlainStep of(BashNode root, String source) throws NotPlain {
        return new Reader(source).read(root);
    }

    final class Reader {

        private static final int LONGEST = 10_000;

        /// Nothing that is invisible, or that parsers read differently.
        private static final Pattern VISIBLE =
                Pattern.compile("[\\n\\x20-\\x7e[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}&&[^\\x00-\\x7f]]]*");

        private static final Set<String> JOINTS = Set.of("&&", "||", ";", "\n");
        private static final Pattern GAP = Pattern.compile("(\\\\?\\n| )*");

        /// Between words; a line may go on on the next one.
        private static final Pattern BLANKS = Pattern.compile(" ( |\\\\\\n)*");
        private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\[.*])?\\+?=.*");
        private static final Pattern DISCARDING = Pattern.compile("[12]?>>? ?/dev/null|&>>? ?/dev/null|2>&1|1>&2|>&2");
        private static final Pattern INPUT = Pattern.compile("0?< ?([^ <>&|].*)", Pattern.DOTALL);

        private final String source;
        private final byte[] bytes;

        Reader(String source) {
            this.source = source;
            this.bytes = source.getBytes(StandardCharsets.UTF_8);
        }

        PlainStep read(BashNode root) throws NotPlain {
            if (source.length() > LONGEST || !VISIBLE.matcher(source).matches()) {
                throw new NotPlain("it is very long, or holds characters that can not be seen");
            }
            if (root.broken()) {
                throw new NotPlain("it is not understood as bash");
            }
            requireGap(0, root.start());
            requireGap(root.end(), bytes.length);
            return sequence(root);
        }

        private PlainStep step(BashNode node) throws NotPlain {
            return switch (node.type()) {
                case "program", "list" -> sequence(node);
                case "pipeline" -> pipeline(node);
                case "redirected_statement" -> redirected(node);
                case "command", "test_command" -> new Call(words(node), List.of());
                case "negated_command" -> negated(node);
                default -> throw new NotPlain("it holds a " + node.type().replace('_', ' '));
            };
        }

        private PlainStep sequence(BashNode node) throws NotPlain {
            var joint = ";";
            @Nullable PlainStep all = null;
            var at = node.start();
            for (var child : node.children()) {
                requireGap(at, child.start());
                at = child.end();
                if (JOINTS.contains(child.type())) {
                    joint = child.type().equals("\n") ? ";" : child.type();
                } else if (!child.is("comment")) {
                    all = all == null ? step(child) : new Then(all, joint, step(child));
                    joint = ";";
                }
            }
            requireGap(at, node.end());
            return Optional.ofNullable(all).orElseThrow(() -> new NotPlain("there is no command in it"));
        }

        private PlainStep pipeline(BashNode node) throws NotPlain {
            var stages = new ArrayList<PlainStep>();
            var at = node.start();
            for (var child : node.children()) {
                requireGap(at, child.start());
                at = child.end();
                if (!child.is("|")) {
                    stages.add(step(child));
                }
            }
            requireGap(at, node.end());
            return new Pipeline(stages);
        }

        /// `! command`
        private PlainStep negated(BashNode node) throws NotPlain {
            if (node.children().size() != 2 || !node.text().startsWith("! ")) {
                throw new NotPlain("it holds a negation");
            }
            return new Pipeline(List.of(step(node.children().getLast())));
        }

        private PlainStep redirected(BashNode node) throws NotPlain {
            var inputs = new ArrayList<Word>();
            @Nullable PlainStep body = null;
            var at = node.start();
            for (var child : node.children()) {
                requireGap(at, child.start());
                if (body == null) {
                    body = step(child);
                } else if (at == child.start() && Character.isDigit(child.text().charAt(0))) {
                    throw new NotPlain("a redirection follows a word at once");
                } else {
                    redirection(child).ifPresent(inputs::add);
                }
                at = child.end();
            }
            requireGap(at, node.end());
            return withInputs(Objects.requireNonNull(body), inputs);
        }

        private static PlainStep withInputs(PlainStep body, List<Word> inputs) throws NotPlain {
            return switch (body) {
                case Call(var words, var none) when none.isEmpty() -> new Call(words, inputs);
                case PlainStep other when inputs.isEmpty() -> other;
                case PlainStep _ -> throw new NotPlain("input is redirected for several commands");
            };
        }

        private static Optional<Word> redirection(BashNode node) throws NotPlain {
            if (!node.is("file_redirect")) {
                throw new NotPlain("it holds a " + node.type().replace('_', ' '));
            }
            if (DISCARDING.matcher(node.text()).matches()) {
                return Optional.empty();
            }
            var input = INPUT.matcher(node.text());
            var from = input.matches() ? Word.of(input.group(1)) : Optional.<Word>empty();
            if (from.isEmpty() || from.get().pattern()) {
                throw new NotPlain("it redirects to or from a file: " + node.text());
            }
            return from;
        }

        private List<Word> words(BashNode node) throws NotPlain {
            var words = new ArrayList<Word>();
            var at = node.start();
            for (var part : spans(node)) {
                if (part.start() > at ? !BLANKS.matcher(gap(at, part.start())).matches() : at > node.start()) {
                    throw new NotPlain("its words are not told apart");
                }
                at = part.end();
                words.add(
                        Word.of(part.text()).orElseThrow(() -> new NotPlain("the shell would expand " + part.text())));
            }
            if (at != node.end() || words.isEmpty() || assigns(node)) {
                throw new NotPlain("it sets variables, or its words are not told apart");
            }
            return words;
        }

        private static boolean assigns(BashNode node) {
            return ASSIGNMENT.matcher(node.text()).lookingAt();
        }

        /// The words of a test are parsed as an expression: only its leaves are words.
        private static List<BashNode> spans(BashNode node) {
            if (!node.is("test_command")) {
                return node.children();
            }
            return node.children().stream().flatMap(Reader::leaves).toList();
        }

        private static Stream<BashNode> leaves(BashNode node) {
            return node.type().endsWith("_expression")
                    ? node.children().stream().flatMap(Reader::leaves)
                    : Stream.of(node);
        }

        private void requireGap(int from, int to) throws NotPlain {
            if (!GAP.matcher(gap(from, to)).matches()) {
                throw new NotPlain("it is not understood to the last character");
            }
        }

        private String gap(int from, int to) {
            return new String(bytes, from, to - from, StandardCharsets.UTF_8);
        }
    }
}
