package dev.coder.policy;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/// Commands made at random: plain calls joined and decorated, then changed in some places by what bash and its readers
/// have been known to take differently, and most of them with a call that must not be run.
record RandomCommands(Random random) implements Supplier<String> {

    private static final List<String> CALLS = List.of(
            "ls",
            "ls -la",
            "cat a.txt",
            "wc -l \"a b\"",
            "head -n1 'x y'",
            "[ -f x ]",
            "[ a = b ]",
            "[ -d a -a ! -f b ]",
            "test -f x",
            "echo hi",
            "echo a#b",
            "echo \"it's\" 'a\"b'",
            "echo {PATH}",
            "printf x",
            "printf '%s' PATH",
            "printf 'abcd%s' HOME",
            "printf \"%d%%\" 1 PATH",
            "true",
            "false",
            ":",
            "pwd",
            "cd .d",
            "cd .d && ls",
            "type ls",
            "command -v ls",
            "grep -n a a.txt",
            "sort -u a.txt",
            "uname -a",
            "git status",
            "cut -d, -f1 a.txt",
            "seq 3",
            "! true",
            "! [ -f x ]");

    private static final List<String> JOINTS = List.of(
            "; ",
            ";",
            " && ",
            "&&",
            " || ",
            "||",
            " | ",
            "|",
            "\n",
            " \\\n",
            "\\\n",
            " |\\\n",
            "\n\n",
            " ; ",
            " ;\n",
            " # a remark\n",
            "# x\n",
            ";\\\n");

    private static final List<String> ENDS = List.of(
            " >/dev/null",
            ">/dev/null",
            " 2>/dev/null",
            " 2>&1",
            " >>/dev/null",
            " &>/dev/null",
            " <.f",
            "<.f",
            " < .f",
            " {PATH}>/dev/null",
            " {x}<.f",
            " ]",
            " #",
            " # remark",
            "#",
            "\\\n#",
            " \\\n#",
            "\\\n",
            " \"\"",
            " ''#",
            " \\#");

    private static final List<String> TRICKS = List.of(
            "\\\n",
            "\\\n",
            "#",
            "#",
            "]",
            "[",
            "{PATH}",
            "{x}",
            "{",
            "}",
            ">",
            "<",
            "&",
            ";",
            "|",
            "'",
            "\"",
            "\\",
            " ",
            "\n",
            "\t",
            "\r",
            "\u00a0",
            "\u00e9",
            "\u00e0",
            "\u4e2d",
            "%n",
            "%",
            "n",
            "$",
            "`",
            "!",
            "~",
            "*",
            "=",
            "PATH=",
            "PATH",
            "2",
            "0",
            "1",
            ">/dev/null",
            "2>&1",
            ">&2",
            "<.f",
            "(",
            ")",
            "a",
            "-v",
            "-",
            ":",
            "<<x",
            "if ",
            "a[");

    private static final List<String> BEFORE_PAYLOAD = List.of(
            "; ", ";", "\n", "|", " | ", "&", " && ", " || ", "#; ", " #\n", "\\\n#; ", "]#;", " \\\n", "'\n", "\";");
    private static final List<String> PAYLOADS =
            List.of("touch pwned", "pwned", "touch pwned #", "touch pwned'", "touch pwned\"");

    @Override
    public String get() {
        var command = new StringBuilder(call());
        for (var i = random.nextInt(3); i > 0; i--) {
            command.append(any(JOINTS)).append(call());
        }
        if (random.nextBoolean()) {
            command.append(any(BEFORE_PAYLOAD)).append(any(PAYLOADS));
        }
        for (var i = random.nextInt(4); i > 0; i--) {
            change(command);
        }
        return command.toString();
    }

    private String call() {
        return any(CALLS) + (random.nextInt(3) == 0 ? any(ENDS) : "");
    }

    private void change(StringBuilder command) {
        var at = random.nextInt(command.length() + 1);
        switch (random.nextInt(5)) {
            case 0 -> command.delete(at, Math.min(at + 1, command.length()));
            case 1 -> command.insert(at, any(ENDS));
            default -> command.insert(at, any(TRICKS));
        }
    }

    private String any(List<String> all) {
        return all.get(random.nextInt(all.size()));
    }
}
