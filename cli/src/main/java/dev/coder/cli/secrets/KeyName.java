package dev.coder.cli.secrets;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What the name of a variable, a field or an option says about its value.
enum KeyName {
    /// A word that a person may have chosen.
    PASSWORD,
    /// Something drawn by a machine.
    SECRET,
    /// Perhaps a secret: there are keys of many kinds.
    KEY,
    /// Nothing.
    OTHER;

    private static final Set<String> PASSWORDS = Set.of(
            "password",
            "passwd",
            "passphrase",
            "passwort",
            "pwd",
            "pass",
            "pw",
            "psk",
            "passcode",
            "contrasena",
            "senha");
    private static final Set<String> SECRETS = Set.of(
            "secret", "token", "credential", "jwt", "pat", "auth", "sas", "dsn", "apikey", "bearer", "authorization");
    /// Ends of names that are written in one word.
    private static final List<String> JOINED = List.of(
            "password",
            "passwd",
            "passphrase",
            "dbpass",
            "userpass",
            "sshpass",
            "rootpass",
            "mysqlpwd",
            "secret",
            "token",
            "apikey",
            "secretkey",
            "accesskey",
            "privatekey",
            "authkey",
            "accountkey",
            "signingkey",
            "encryptionkey",
            "masterkey",
            "sharedkey",
            "presharedkey",
            "credential");
    /// What a key is for, when it is a secret.
    private static final Set<String> SECRET_KEYS = Set.of(
            "api",
            "secret",
            "private",
            "access",
            "auth",
            "account",
            "master",
            "signing",
            "encryption",
            "app",
            "application",
            "service",
            "admin",
            "write",
            "read",
            "deploy",
            "storage",
            "consumer",
            "subscription",
            "shared",
            "server",
            "role",
            "license",
            "integration",
            "ingest",
            "ingestion",
            "crypto",
            "aes",
            "hmac",
            "jwt",
            "session",
            "cookie",
            "client",
            "customer",
            "developer",
            "instrumentation",
            "routing",
            "sas",
            "preshared",
            "webhook",
            "live",
            "user",
            "logged",
            "nonce",
            "in",
            "rest",
            "token",
            "ssh",
            "tls",
            "ssl",
            "rsa");
    /// What says at the end of a name only where or how the value is used.
    private static final Set<String> USES = Set.of(
            "value",
            "raw",
            "base",
            "base64",
            "b64",
            "prod",
            "production",
            "dev",
            "development",
            "staging",
            "stage",
            "live",
            "test",
            "new",
            "old",
            "current",
            "previous",
            "primary",
            "secondary",
            "default",
            "string",
            "plain",
            "plaintext",
            "clear",
            "text",
            "hex",
            "encoded",
            "env",
            "ci",
            "v",
            "data",
            "confirmation",
            "confirm",
            "again",
            "salt");
    /// What makes a value harmless whatever comes behind.
    private static final Set<String> HARMLESS = Set.of(
            "public",
            "pub",
            "next",
            "page",
            "continuation",
            "cancellation",
            "cursor",
            "sort",
            "primary",
            "foreign",
            "partition",
            "cache",
            "idempotency",
            "hash",
            "eos",
            "bos",
            "pad",
            "sep",
            "unk",
            "mask",
            "cls",
            "special",
            "row",
            "object",
            "shortcut",
            "hot",
            "unique",
            "sync",
            "pagination",
            "no");

    /// What shells call the working folder.
    private static final Set<String> FOLDERS = Set.of("PWD", "OLDPWD");

    static KeyName of(String name) {
        if (FOLDERS.contains(name)) {
            return OTHER;
        }
        var words = Words.split(name);
        var end = words.size();
        while (end > 1 && unimportant(words.get(end - 1))) {
            end--;
        }
        if (end == 0 || words.subList(0, end).stream().limit(end - 1L).anyMatch(HARMLESS::contains)) {
            return OTHER;
        }
        return of(words.get(end - 1), end > 1 ? words.get(end - 2) : "", name);
    }

    private static boolean unimportant(String word) {
        return USES.contains(word) || Character.isDigit(word.charAt(0));
    }

    private static KeyName of(String last, String before, String name) {
        var one = last.endsWith("s") && !PASSWORDS.contains(last) ? last.substring(0, last.length() - 1) : last;
        if (PASSWORDS.contains(one) || (JOINED.contains(one) && one.contains("pass"))) {
            return PASSWORD;
        }
        if (one.equals("key")) {
            return SECRET_KEYS.contains(before) ? SECRET : KEY;
        }
        if (SECRETS.contains(one)) {
            return SECRET;
        }
        for (var end : JOINED) {
            if (one.endsWith(end)) {
                return end.contains("pass") || end.contains("pwd") ? PASSWORD : SECRET;
            }
        }
        return one.endsWith("key") && name.equals(name.toUpperCase(Locale.ROOT)) ? KEY : OTHER;
    }
}
