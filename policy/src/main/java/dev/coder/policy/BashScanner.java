package dev.coder.policy;

import dev.coder.policy.PlainStep.Call;
import dev.coder.policy.PlainStep.NotPlain;
import dev.coder.policy.PlainStep.Pipeline;
import dev.coder.policy.PlainStep.Then;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A second reader of plain commands: it splits the text where bash's own scanner does, character by character, and
/// refuses everything that it does not model. The grammar's tree and this reader must agree to the last word.
///
/// What bash does with a joined line (`\` and a line end) depends on what stands before it, so it is taken only behind
/// a blank or an operator. A redirection stands apart from the word before it: `{PATH}>` would set a variable.
final class BashScanner {

    private static final Set<String> RESERVED = Set.of(
            "if",
            "then",
            "else",
            "elif",
            "fi",
            "case",
            "esac",
            "for",
            "select",
            "while",
            "until",
            "do",
            "done",
            "in",
            "function",
            "time",
            "coproc",
            "{",
            "}",
            "[[",
            "]]");

    /// Where a command may begin, bash sets variables, and reads a subscript with all blanks in it.
    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_]\\w*(\\[|\\+?=)");

    private static final Pattern DESCRIPTOR = Pattern.compile("[012]");
    private static final String ENDS_OF_WORDS = " \n;|&<>";
    private static final String BEFORE_JOINED_LINES = " \n;|&";

    private final String source;
    private final List<Call> stages = new ArrayList<>();
    private final List<Word> words = new ArrayList<>();
    private final List<Word> inputs = new ArrayList<>();
    private int at;
    private boolean begun;
    private boolean negated;
    private boolean expected;
    private String joint = ";";
    private String pipelineJoint = ";";
    private @Nullable PlainStep all;

    /// @param source without control characters but line ends
    BashScanner(String source) {
        this.source = source;
    }

    PlainStep read() throws NotPlain {
        for (skipGap(); at < source.length(); skipGap()) {
            token();
        }
        endOfLine();
        if (expected) {
            throw new NotPlain("a command is missing at its end");
        }
        closePipeline();
        return Optional.ofNullable(all).orElseThrow(() -> new NotPlain("there is no command in it"));
    }

    private void skipGap() throws NotPlain {
        while (at < source.length() && (source.charAt(at) == ' ' || source.startsWith("\\\n", at))) {
            if (source.charAt(at) == '\\') {
                requireBlankBefore();
                at++;
            }
            at++;
        }
    }

    private void requireBlankBefore() throws NotPlain {
        if (at > 0 && BEFORE_JOINED_LINES.indexOf(source.charAt(at - 1)) < 0) {
            throw new NotPlain("a joined line follows a word at once");
        }
    }

    private void token() throws NotPlain {
        switch (source.charAt(at)) {
            case '\n' -> {
                at++;
                endOfLine();
            }
            case '#' -> skipComment();
            case ';' -> semicolon();
            case '|' -> bar();
            case '&' -> ampersand();
            case '<', '>' -> redirection("");
            default -> word();
        }
    }

    private void skipComment() {
        var end = source.indexOf('\n', at);
        at = end < 0 ? source.length() : end;
    }

    /// After an operator the command may come in the next line.
    private void endOfLine() throws NotPlain {
        if (begun) {
            endCall();
            joint = ";";
        }
    }

    private void semicolon() throws NotPlain {
        operator(";", 1);
        expected = false;
    }

    private void bar() throws NotPlain {
        if (source.startsWith("||", at)) {
            operator("||", 2);
        } else {
            operator("|", 1);
        }
    }

    private void ampersand() throws NotPlain {
        if (source.startsWith("&>", at)) {
            at++;
            redirection("&");
        } else if (source.startsWith("&&", at)) {
            operator("&&", 2);
        } else {
            throw new NotPlain("it holds a &");
        }
    }

    /// Joined lines must not make another operator of it.
    private void operator(String operator, int length) throws NotPlain {
        endCall();
        joint = operator;
        expected = true;
        at += length;
        var next = at;
        while (source.startsWith("\\\n", next)) {
            next += 2;
        }
        if (next < source.length() && "|&;".indexOf(source.charAt(next)) >= 0) {
            throw new NotPlain("it holds operators side by side");
        }
    }

    private void endCall() throws NotPlain {
        if (words.isEmpty()) {
            throw new NotPlain("a command is missing");
        }
        if (negated && words.getFirst().text().equals("cd")) {
            throw new NotPlain("it negates a change of the folder");
        }
        if (!joint.equals("|")) {
            closePipeline();
            pipelineJoint = joint;
        }
        stages.add(new Call(List.copyOf(words), List.copyOf(inputs)));
        words.clear();
        inputs.clear();
        begun = false;
        negated = false;
        expected = false;
    }

    private void closePipeline() {
        if (!stages.isEmpty()) {
            var pipeline = stages.size() == 1 ? stages.getFirst() : new Pipeline(stages);
            all = all == null ? pipeline : new Then(all, pipelineJoint, pipeline);
            stages.clear();
        }
    }

    private void word() throws NotPlain {
        var start = at;
        skipWord();
        var raw = source.substring(start, at);
        if (at < source.length() && (source.charAt(at) == '<' || source.charAt(at) == '>')) {
            if (!DESCRIPTOR.matcher(raw).matches()) {
                throw new NotPlain("a redirection follows a word at once");
            }
            redirection(raw);
        } else if (raw.equals("!") && !begun && !joint.equals("|")) {
            begun = true;
            negated = true;
        } else {
            words.add(plain(raw));
            begun = true;
        }
        requireApart();
    }

    private Word plain(String raw) throws NotPlain {
        if (words.isEmpty()
                && (RESERVED.contains(raw)
                        || raw.equals("!")
                        || ASSIGNMENT.matcher(raw).lookingAt())) {
            throw new NotPlain("it begins with " + raw);
        }
        return Word.of(raw).orElseThrow(() -> new NotPlain("the shell would expand " + raw));
    }

    private void requireApart() throws NotPlain {
        if (at < source.length()
                && (source.charAt(at) == '<' || source.charAt(at) == '>' || source.startsWith("&>", at))) {
            throw new NotPlain("a redirection follows a word at once");
        }
    }

    private void skipWord() throws NotPlain {
        while (at < source.length() && ENDS_OF_WORDS.indexOf(source.charAt(at)) < 0) {
            switch (source.charAt(at)) {
                case '\'' -> skipSingleQuoted();
                case '"' -> skipDoubleQuoted();
                case '\\' -> skipEscaped();
                default -> skipBare();
            }
        }
        if (at < source.length() && source.charAt(at) == '|') {
            requireAsciiBefore();
        }
    }

    private void skipSingleQuoted() throws NotPlain {
        var end = source.indexOf('\'', at + 1);
        if (end < 0) {
            throw new NotPlain("a quote is not closed");
        }
        at = end + 1;
    }

    private void skipDoubleQuoted() throws NotPlain {
        for (at++; at < source.length() && source.charAt(at) != '"'; at++) {
            if (source.charAt(at) == '\\') {
                requireAsciiBefore();
                at++;
            }
        }
        if (at >= source.length()) {
            throw new NotPlain("a quote is not closed");
        }
        at++;
    }

    private void skipEscaped() throws NotPlain {
        requireAsciiBefore();
        if (at + 1 >= source.length() || source.charAt(at + 1) == '\n') {
            throw new NotPlain("a joined line follows a word at once");
        }
        at += 2;
    }

    /// Where the locale has characters of one byte, some bytes of others are blanks.
    private void skipBare() throws NotPlain {
        var c = Character.toString(source.codePointAt(at));
        for (var b : c.getBytes(StandardCharsets.UTF_8)) {
            if (b == (byte) 0x85 || b == (byte) 0xa0) {
                throw new NotPlain("some locales take a part of " + c + " for a blank");
            }
        }
        at += c.length();
    }

    /// In the encodings of some locales these signs may be the second half of a character.
    private void requireAsciiBefore() throws NotPlain {
        if (at > 0 && source.charAt(at - 1) > '~') {
            throw new NotPlain("some locales take a " + source.charAt(at) + " for a part of what stands before it");
        }
    }

    /// @param descriptor what stands before it: a number, `&`, or nothing
    private void redirection(String descriptor) throws NotPlain {
        begun = true;
        var sign = source.charAt(at++);
        var doubled = source.startsWith(String.valueOf(sign), at);
        if (sign == '<') {
            input(descriptor);
        } else if (!doubled && source.startsWith("&", at)) {
            at++;
            requireTarget(descriptor.equals("&") ? "" : descriptor.equals("2") ? "1" : "2");
        } else {
            at += doubled ? 1 : 0;
            skipBlanks();
            requireTarget("/dev/null");
        }
        requireApart();
    }

    private void requireTarget(String wanted) throws NotPlain {
        var start = at;
        skipWord();
        var target = source.substring(start, at);
        if (wanted.isEmpty() || !target.equals(wanted)) {
            throw new NotPlain("it redirects to a file: " + target);
        }
    }

    private void input(String descriptor) throws NotPlain {
        skipBlanks();
        var start = at;
        skipWord();
        var word = start == at || source.charAt(start) == '#'
                ? Optional.<Word>empty()
                : Word.of(source.substring(start, at));
        if (!(descriptor.isEmpty() || descriptor.equals("0"))
                || word.isEmpty()
                || word.get().pattern()) {
            throw new NotPlain("it redirects from a file: " + source.substring(start, at));
        }
        inputs.add(word.get());
    }

    private void skipBlanks() {
        while (at < source.length() && source.charAt(at) == ' ') {
            at++;
        }
    }
}
