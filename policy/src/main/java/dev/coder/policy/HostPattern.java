package dev.coder.policy;

import java.net.IDN;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/// A pattern for hosts: `example.com` is that host, `*.example.com` all below it, `*` every host.
///
/// @param host lower case; may start with `*.`
record HostPattern(String host) {

    private static final Pattern FORM = Pattern.compile(
            "\\*|(\\*\\.)?[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?" + "(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*|\\[[0-9a-f:.]+]");

    HostPattern {
        host = canonical(host);
        if (!FORM.matcher(host).matches()) {
            throw new IllegalArgumentException("\"" + host + "\" is no host, such as example.com or *.example.com");
        }
    }

    boolean matches(URI uri) {
        return uri.getHost() != null && matches(uri.getHost());
    }

    boolean matches(String name) {
        var canonical = canonical(name);
        return host.equals("*")
                || (host.startsWith("*.") ? canonical.endsWith(host.substring(1)) : canonical.equals(host));
    }

    /// Whether a word of a command names such a host, in a URL or by itself.
    boolean isNamedIn(String word) {
        for (var part : word.split("[/@:,=\\[\\]]+")) {
            if (host.equals("*") ? word.contains("://") : !part.isEmpty() && matches(part)) {
                return true;
            }
        }
        return false;
    }

    /// One spelling for each host: small letters, ASCII, no dot at the end.
    private static String canonical(String name) {
        var lower = name.strip().toLowerCase(Locale.ROOT);
        var bare = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
        try {
            return bare.startsWith("*") ? bare : IDN.toASCII(bare, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException e) {
            return bare;
        }
    }
}
