package dev.coder.policy;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a word of a reading program is: which texts are harmless, and which paths they name.
enum Value {
    NONE(""),
    TEXT("(?s).*"),
    /// May stand as an option, and then not as the first operand.
    PATTERN("(?s).*"),
    NUMBER("[+-]?\\d{1,9}[bkKMGc]?"),
    PATH("(?s).+"),
    /// A folder that is read with all that lies below it, or a file.
    TREE("(?s).+"),
    /// The same without the files and folders whose names begin with a dot.
    VISIBLE("(?s).+"),
    /// A revision of git, a path, a pattern of paths, or `revision:path`.
    REVISION("(?s).+"),
    /// The only names of files that are to be read, which end as no file of secrets does.
    GLOB("[\\w.*/-]*\\.(%1$s|\\{%1$s(,%1$s)*})"
            .formatted("(?!(?i:json|local|test|dev|prod|staging|production))[A-Za-z]+\\b")),
    /// A pattern of names that are passed over.
    EXCEPT("(?s)!.*"),
    /// Either, or one that matches everything.
    FILTER("(?s)!.*|(?!.*\\{[^,{}]*}).+"),
    /// The full name of a setting of git.
    SETTING("[\\w-]+\\..+"),
    /// A format of printf. The conversion `n` would set the variable that an operand names.
    PRINTF("(?s)([^%]++|%%|%[-+"
            + " #0']*+(\\d+|\\*)?(\\.(\\d+|\\*)?)?([hlLjtz]{0,2}[diouxXeEfFgGaAcsbqQ]|\\([^()]*+\\)T))*+"),
    /// The time in another form; without `+` the clock would be set.
    FORMAT("\\+.*"),
    /// A format of git without `%G`, which runs a program to check signatures.
    PRETTY("(?s)(?!.*(%[-+ ]?G|signature)).*"),
    SED(Scripts.SED),
    JQ(Scripts.JQ);

    private final Pattern harmless;

    Value(String harmless) {
        this.harmless = Pattern.compile(harmless);
    }

    static Value named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    boolean accepts(String word) {
        return harmless.matcher(word).matches() && !(choosesFiles() && SecretPatterns.mayChoose(word));
    }

    private boolean choosesFiles() {
        return this == GLOB || this == FILTER || this == REVISION;
    }

    boolean isPath() {
        return this == PATH || this == REVISION || isTree();
    }

    boolean isTree() {
        return this == TREE || this == VISIBLE;
    }

    boolean mayBeOption() {
        return this == PATTERN || this == SED;
    }

    /// The paths that a word of this kind may name.
    Stream<String> paths(String word) {
        if (this != REVISION || word.indexOf(':') < 0) {
            return Stream.of(word);
        }
        var path = word.substring(word.indexOf(':') + 1).replaceFirst("^(\\([a-z,]*\\)|[!^/]+)", "");
        return word.startsWith(":") ? Stream.of(path) : Stream.of(word, path);
    }

    /// Small parts of languages in which nothing can be written or run.
    private static final class Scripts {

        /// Up to the sign. Not every sed ends it there within brackets, so none stands in them.
        private static final String REGEX = "(\\\\[^\\n]|\\[\\^?]?[^\\]%1$s\\\\\\n]*]|[^%1$s\\[\\\\\\n])*%1$s";

        private static final String ADDRESS = "(\\d+(~\\d+)?|\\$|/" + REGEX.formatted("/") + "I?)";
        private static final String RANGE = "(" + ADDRESS + "(,([+~]?\\d+|" + ADDRESS + "))?)? ?!? ?";

        /// `s` without the flags `e` and `w`.
        private static final String SUBSTITUTE = Stream.of("\\/", "\\|", "\\#", "\\,", "\\:", "\\@")
                .map(sign -> ("s%1$s" + REGEX + "(\\\\[^\\n]|[^%1$s\\\\\\n])*%1$s[gpiI\\d]*").formatted(sign))
                .collect(Collectors.joining("|"));

        private static final String STATEMENT = RANGE + "([p=dPlnNqD]|" + SUBSTITUTE + ")";
        static final String SED = " *" + STATEMENT + "( *[;\\n] *" + STATEMENT + ")*[; \\n]*";

        private static final String JQ_WORD = "keys|length|type|sort|unique|first|last|add|values|reverse|to_entries|"
                + "from_entries|flatten|tostring|tonumber|min|max|not|select|map|has|sort_by|group_by|unique_by|test|"
                + "contains|startswith|endswith|join|split|any|all|and|or|empty|paths|ascii_downcase|ascii_upcase";

        private static final String JQ_KEY = " *[A-Za-z_]\\w* *(: *(\\.[A-Za-z_]\\w*)+ *)?";

        /// Fields, pipes, comparisons and functions that see nothing but their input; texts without escapes.
        static final String JQ =
                "(\\.[A-Za-z_]\\w*\\??|\\.|\\[(\\d+|\"[^\"\\\\]*\")?]\\??|[|, ()]|[=!]=|[<>]=?|\"[^\"\\\\]*\"|"
                        + "(?<![\\w.$@])\\d+(?!\\w)|\\{" + JQ_KEY + "(," + JQ_KEY + ")*}|(?<![\\w.$@])(" + JQ_WORD
                        + ")(?!\\w))+";
    }
}
