package dev.coder.cli.secrets;

import java.util.Set;
import java.util.regex.Pattern;

/// Tells whether a value that was given to a name may be a secret: it is no example, no reference to where the secret
/// is kept, no code, and not made of words alone.
final class SecretValue {

    /// How a value stands in the text.
    enum Writing {
        /// In quotes.
        QUOTED,
        /// In quotes, in a list of arguments: beside the name, but perhaps for something else.
        ARGUMENT,
        /// The rest of a line behind `NAME=`.
        ENVIRONMENT,
        /// Up to a blank or a mark: it may be code.
        WORD
    }

    private static final int SHORTEST_PASSWORD = 5;
    private static final int SHORTEST_SECRET = 8;
    private static final int SHORTEST_KEY = 20;

    /// `${X}`, `{{ x }}`, `%X%`, `<x>`, `:name`, `op://…`, `arn:…`, `vault:…`, encrypted values, hashes, URLs;
    /// and JWTs, of which only the signature is hidden.
    private static final Pattern REFERENCE = Pattern.compile(
            "[$#%]\\{.*|.*[$#%]\\{.*|.*\\$\\(.*|.*\\{\\{.*|<.*>|.*<%.*"
                    + "|%[A-Za-z_]\\w*%|.*%\\(\\w+\\)s.*|\\{[\\w.:]*\\}|%[sdv@]|\\?"
                    + "|[A-Za-z][A-Za-z0-9+.-]*://.*|(?:arn|vault|ssm|sm|kms|keyring|file|ref\\+\\w+|env|enc|aws-sm|gcp):.*"
                    + "|-----BEGIN.*|(?:~|\\.{1,2})?/(?:home|Users|root|etc|usr|var|opt|run|tmp|srv|mnt|work|app|data|proc|dev|sys)/.*"
                    + "|ENC[(\\[].*|!\\w+.*|&\\w+|\\*\\w+"
                    + "|\\$(?:2[abxy]?|5|6|1|y|apr1|argon2\\w*|scrypt|pbkdf2[\\w-]*)\\$.*|\\{\\w{3,12}\\}.*|pbkdf2\\w*\\$.*"
                    + "|eyJ[\\w-]{10,}\\.[\\w-]+\\.[\\w-]*"
                    + "|(?:sha\\d{1,3}|md5|SHA256)[-:].*|[A-Za-z]:\\\\.*|secret/.*|projects/.*/secrets/.*",
            Pattern.DOTALL);
    private static final Pattern VARIABLE = Pattern.compile("\\$\\$?([A-Za-z_][\\w:]*)");
    private static final Pattern PARAMETER = Pattern.compile("[:@](\\w+)");
    private static final Pattern REGEX =
            Pattern.compile("\\[\\^?(?:a-z|A-Z|0-9)|\\\\[wdsSWb][+*{)\\]]?|\\(\\?[:=!i]|\\.[*+](?:$|[^0-9A-Za-z])");
    private static final Pattern CALL = Pattern.compile("([A-Za-z_$][\\w$.:>-]*?)!?[(\\[].*", Pattern.DOTALL);
    private static final Pattern TYPE = Pattern.compile(
            "(?:u?int|float|[iuf]|uint|base|utf|sha|md|hs|rs|es|aes|oauth|"
                    + "sha3|blake2|ed|x|rsa|hmac|v|vector)[-_]?\\d{1,5}\\w{0,8}",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern MARKUP = Pattern.compile("</|/>|=>|&&|\\|\\||;$");
    private static final Set<String> TRIVIAL = Set.of(
            "test",
            "testing",
            "tests",
            "admin",
            "administrator",
            "user",
            "pass",
            "root",
            "foo",
            "bar",
            "baz",
            "demo",
            "guest",
            "qwerty",
            "letmein",
            "welcome",
            "abc",
            "abcd",
            "postgres",
            "postgresql",
            "mysql",
            "mariadb",
            "mongo",
            "redis",
            "minio",
            "minioadmin",
            "rabbitmq",
            "rabbit",
            "hunter",
            "dev",
            "local",
            "default",
            "temp",
            "fake",
            "mock",
            "my",
            "some",
            "the",
            "new",
            "old",
            "top",
            "super",
            "very",
            "key",
            "token",
            "api",
            "db",
            "app",
            "wrong",
            "correct",
            "invalid",
            "valid",
            "strong",
            "weak",
            "pw",
            "pwd",
            "passw",
            "rd",
            "secure",
            "not",
            "real",
            "any",
            "value",
            "string",
            "sample",
            "bearer",
            "none",
            "null",
            "true",
            "false",
            "a",
            "b",
            "c",
            "x",
            "y",
            "z",
            "p",
            "w",
            "ss",
            "s",
            "cr",
            "t",
            "client",
            "access",
            "auth");

    private SecretValue() {}

    /// @param name what the name in front of it says; not [KeyName#OTHER]
    static boolean plausible(String value, KeyName name, Writing writing) {
        return value.length() >= shortest(name)
                && !Randomness.example(value)
                && !reference(value)
                && !trivial(value)
                && (writing == Writing.QUOTED || writing == Writing.ARGUMENT || !code(value))
                && secret(value, name, writing);
    }

    private static int shortest(KeyName name) {
        return switch (name) {
            case PASSWORD -> SHORTEST_PASSWORD;
            case SECRET -> SHORTEST_SECRET;
            case KEY, OTHER -> SHORTEST_KEY;
        };
    }

    private static boolean reference(String value) {
        var variable = VARIABLE.matcher(value);
        var parameter = PARAMETER.matcher(value);
        return REFERENCE.matcher(value).matches()
                || (variable.matches() && Words.wordy(variable.group(1)))
                || (parameter.matches() && Words.wordy(parameter.group(1)))
                || REGEX.matcher(value).find()
                || MARKUP.matcher(value).find();
    }

    private static boolean trivial(String value) {
        return value.chars().distinct().count() < 4
                || Words.split(value).stream().allMatch(SecretValue::trivialWord);
    }

    private static boolean trivialWord(String word) {
        return (Character.isDigit(word.charAt(0)) && word.length() <= 4)
                || TRIVIAL.contains(word)
                || word.contains("password")
                || word.contains("secret")
                || word.contains("changeit");
    }

    private static boolean code(String value) {
        var call = CALL.matcher(value);
        return TYPE.matcher(value).matches()
                || (call.matches() && Words.wordy(call.group(1)))
                || value.startsWith("{")
                || value.startsWith("[")
                || value.startsWith("(");
    }

    private static boolean secret(String value, KeyName name, Writing writing) {
        var digits = value.chars().filter(Character::isDigit).count();
        if (name == KeyName.KEY) {
            return Randomness.mixed(value) && Randomness.varied(value) && random(value) && !value.contains(".");
        }
        if (writing == Writing.ARGUMENT && (value.indexOf(' ') >= 0 || !(digits > 0 || Randomness.mixedCase(value)))) {
            return false;
        }
        if (digits == value.length()) {
            return digits >= (name == KeyName.PASSWORD ? 8 : 20);
        }
        if (value.indexOf(' ') >= 0 || value.indexOf('\n') >= 0) {
            return random(value);
        }
        return Words.wordy(value) ? chosen(value, name, writing, digits) : true;
    }

    /// Whether words may be somebody's password all the same.
    private static boolean chosen(String value, KeyName name, Writing writing, long digits) {
        var unnamed = writing != Writing.WORD && value.length() >= SHORTEST_SECRET;
        return name == KeyName.PASSWORD
                && unnamed
                && writing != Writing.ARGUMENT
                && (digits > 0 || writing == Writing.ENVIRONMENT)
                && !TYPE.matcher(value).matches();
    }

    /// Whether most of it is no word.
    private static boolean random(String value) {
        var inWords = Words.split(value).stream()
                .filter(word -> word.length() >= 3 && Words.wordy(word) && !Character.isDigit(word.charAt(0)))
                .mapToInt(String::length)
                .sum();
        return inWords * 5 < value.length() * 2;
    }
}
