package dev.coder.policy;

import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The plainest part of bash: words without expansion, joined by `&&`, `||`, `;`, `|` and line ends, with output sent
/// to nowhere and input from a file. Every byte of the source is accounted for, so that bash can not see more in it: by
/// the grammar's tree, and again by [BashScanner], which must come to the same.
sealed interface PlainStep {

    /// @param words  the program and its arguments
    /// @param inputs files that are read as its standard input
    record Call(List<Word> words, List<Word> inputs) implements PlainStep {

        public Call {
            words = List.copyOf(words);
            inputs = List.copyOf(inputs);
        }
    }

    /// @param joint `&&`, `||` or `;`
    record Then(PlainStep first, String joint, PlainStep second) implements PlainStep {}

    /// Each in a shell of its own.
    record Pipeline(List<Call> stages) implements PlainStep {

        public Pipeline {
            stages = List.copyOf(stages);
        }
    }

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
        var step = new Reader(source).read(root);
        if (!step.equals(new BashScanner(source).read())) {
            throw new NotPlain("the shell may read it differently");
        }
        return step;
    }

    final class Reader {

        private static final int LONGEST = 10_000;

        /// Nothing that is invisible, or that parsers read differently.
        private static final Pattern VISIBLE =
                Pattern.compile("[\\n\\x20-\\x7e[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}&&[^\\x00-\\x7f]]]*");

        private static final Pattern GAP = Pattern.compile("(\\\\?\\n| )*");

        /// Between words; a line may go on on the next one.
        private static final Pattern BLANKS = Pattern.compile(" ( |\\\\\\n)*");
        private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\[.*])?\\+?=.*");
        private static final Pattern DISCARDING = Pattern.compile("[12]?>>? ?/dev/null|&>>? ?/dev/null|2>&1|1>&2|>&2");
        private static final Pattern INPUT = Pattern.compile("0?< ?([^ <>&|].*)", Pattern.DOTALL);

        private final String source;
        private final byte[] bytes;
        private final List<Call> stages = new ArrayList<>();
        private String joint = ";";
        private String pipelineJoint = ";";
        private boolean negated;
        private @Nullable PlainStep all;

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
            walk(root);
            close();
            return Optional.ofNullable(all).orElseThrow(() -> new NotPlain("there is no command in it"));
        }

        /// Walks over the commands and what joins them in the order of the source. How the grammar groups
        /// them does not count: without brackets bash groups by precedence alone, and that is done here.
        private void walk(BashNode node) throws NotPlain {
            switch (node.type()) {
                case "program", "list", "pipeline", "negated_command" -> walkChildren(node);
                case "redirected_statement" -> redirected(node);
                case "command", "test_command" -> call(new Call(words(node), List.of()));
                case "&&", "||", ";", "|" -> joint = node.type();
                case "!" -> negated = true;
                case "\n", "comment" -> {}
                default -> throw new NotPlain("it holds a " + node.type().replace('_', ' '));
            }
        }

        private void walkChildren(BashNode node) throws NotPlain {
            var at = node.start();
            for (var child : node.children()) {
                requireGap(at, child.start());
                walk(child);
                at = child.end();
            }
            requireGap(at, node.end());
        }

        private void call(Call call) throws NotPlain {
            if (negated && call.words().getFirst().text().equals("cd")) {
                throw new NotPlain("it negates a change of the folder");
            }
            if (!joint.equals("|")) {
                close();
                pipelineJoint = joint;
            }
            stages.add(call);
            joint = ";";
        }

        private void close() {
            if (!stages.isEmpty()) {
                var pipeline = stages.size() == 1 ? stages.getFirst() : new Pipeline(stages);
                all = all == null ? pipeline : new Then(all, pipelineJoint, pipeline);
                stages.clear();
            }
        }

        /// Redirections belong to the last command before them.
        private void redirected(BashNode node) throws NotPlain {
            var at = node.start();
            for (var child : node.children()) {
                requireGap(at, child.start());
                if (!child.type().endsWith("_redirect")) {
                    walk(child);
                } else if (at == child.start() && Character.isDigit(child.text().charAt(0))) {
                    throw new NotPlain("a redirection follows a word at once");
                } else {
                    redirection(child).ifPresent(this::read);
                }
                at = child.end();
            }
            requireGap(at, node.end());
        }

        private void read(Word input) {
            var last = stages.removeLast();
            stages.add(new Call(
                    last.words(),
                    Stream.concat(last.inputs().stream(), Stream.of(input)).toList()));
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
