package dev.coder.plugin;

import java.nio.file.Path;
import java.util.regex.Pattern;

/// Names of files that commonly hold secrets: they are not read unasked, and searches over folders pass over them.
public final class SecretFiles {

    private static final Pattern NAMES = Pattern.compile(
            "\\.env(\\..+)?|.+\\.env|.*\\.(pem|key|p12|pfx|jks|keystore|kdbx)|id_(rsa|dsa|ecdsa|ed25519)(_.*)?|"
                    + "\\.netrc|_netrc|\\.npmrc|\\.pypirc|\\.pgpass|\\.my\\.cnf|\\.git-credentials|\\.htpasswd|"
                    + "credentials(\\.json)?|\\.(bash|zsh|psql|mysql|python|node_repl)_history",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern TEMPLATES = Pattern.compile(
            "\\.env(\\..+)?\\.(example|sample|template|dist|defaults)|(example|sample|template)\\.env",
            Pattern.CASE_INSENSITIVE);

    private SecretFiles() {}

    public static boolean isSecret(Path file) {
        var name = file.getFileName();
        return name != null
                && NAMES.matcher(name.toString()).matches()
                && !TEMPLATES.matcher(name.toString()).matches();
    }
}
