package dev.coder.cli.secrets;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.zip.CRC32;

/// What is tested about a match of a [SecretFormat] beyond its pattern.
enum FormatCheck {
    /// The pattern is proof enough.
    NONE {
        @Override
        boolean accepts(String match, String whole) {
            return true;
        }
    },
    /// It is no example: its characters vary.
    RANDOM {
        @Override
        boolean accepts(String match, String whole) {
            return Randomness.varied(match);
        }
    },
    /// It varies, and holds small letters, capital letters and digits.
    MIXED {
        @Override
        boolean accepts(String match, String whole) {
            return Randomness.varied(match) && Randomness.mixed(match);
        }
    },
    /// The last six characters are the CRC-32 of those behind the prefix, in base 62
    /// (<https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/>).
    GITHUB_CRC {
        @Override
        boolean accepts(String match, String whole) {
            var body = match.substring(match.indexOf('_') + 1, match.length() - 6);
            var crc = new CRC32();
            crc.update(body.getBytes(StandardCharsets.US_ASCII));
            return match.endsWith(base62(crc.getValue()));
        }
    },
    /// The first part is a JSON object that names an algorithm (RFC 7515), and it is not the specimen of jwt.io.
    JWT {
        @Override
        boolean accepts(String match, String whole) {
            var header = decoded(whole.substring(0, whole.indexOf('.')));
            return header.startsWith("{") && header.contains("\"alg\"") && !match.endsWith(SPECIMEN);
        }
    },
    /// A password in the words of a command or a configuration line.
    VALUE {
        @Override
        boolean accepts(String match, String whole) {
            return SecretValue.plausible(match, KeyName.PASSWORD, SecretValue.Writing.WORD);
        }

        @Override
        boolean ignoresCase() {
            return true;
        }
    },
    /// Text in base64 that is no example.
    PLAUSIBLE {
        @Override
        boolean accepts(String match, String whole) {
            return SecretValue.plausible(match, KeyName.SECRET, SecretValue.Writing.QUOTED);
        }
    },
    /// `user:password` in base64.
    BASIC_AUTH {
        @Override
        boolean accepts(String match, String whole) {
            var pair = decoded(match);
            var colon = pair.indexOf(':');
            return colon >= 0 && pair.length() > 8 && pair.chars().allMatch(c -> c >= ' ' && c != 0x7f && c != 0xfffd);
        }

        @Override
        boolean ignoresCase() {
            return true;
        }
    },
    /// A private key's file in base64.
    BASE64_PRIVATE_KEY {
        @Override
        boolean accepts(String match, String whole) {
            return decoded(match.substring(0, Math.min(match.length() & ~3, 128)))
                    .contains("PRIVATE KEY");
        }
    };

    private static final String SPECIMEN = "SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_" + "adQssw5c";
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    static FormatCheck named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /// @param match what would be hidden
    /// @param whole what the pattern found
    abstract boolean accepts(String match, String whole);

    boolean ignoresCase() {
        return false;
    }

    private static String base62(long number) {
        var digits = new StringBuilder();
        for (var rest = number; digits.length() < 6; rest /= 62) {
            digits.insert(0, BASE62.charAt((int) (rest % 62)));
        }
        return digits.toString();
    }

    /// Empty when it is no base64.
    private static String decoded(String base64) {
        try {
            var plain = base64.replace('-', '+').replace('_', '/').replace("=", "");
            return new String(Base64.getDecoder().decode(plain), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
