package dev.coder.tools;

import dev.coder.plugin.ToolException;
import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Checks addresses on the web before anything is sent there.
final class WebAddress {

    private static final int MAX_LENGTH = 4000;

    /// Addresses in digits, in the unusual forms too that some resolvers take: `127.1`, `0x7f000001`, `2130706433`.
    private static final Pattern LITERAL = Pattern.compile("\\[.*]|[0-9.]+|0[xX][0-9a-fA-F.xX]*");

    /// The warning for loopback addresses.
    static final String THIS_MACHINE = "this machine itself";

    private static final String METADATA = "a cloud machine's own metadata, which hold credentials";

    private WebAddress() {}

    /// @return http or https, the host in lower case and ASCII, without fragment
    static URI of(String text) throws ToolException {
        if (text.length() > MAX_LENGTH) {
            throw ToolException.invalid("the URL is longer than " + MAX_LENGTH + " characters");
        }
        try {
            return checked(new URI(text.strip().replace(" ", "%20")));
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw ToolException.invalid("not a URL: " + e.getMessage() + ". Such as https://example.com/page.");
        }
    }

    private static URI checked(URI uri) throws ToolException, URISyntaxException {
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw ToolException.invalid("only http and https URLs can be fetched, not " + uri);
        }
        var authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
        if (authority.contains("@")) {
            throw ToolException.invalid("a URL with a user name or password is not fetched; leave it out");
        }
        var host = host(authority);
        var port = uri.getPort() >= 0 ? uri.getPort() : port(authority);
        if (host.isEmpty() || port > 65_535) {
            throw ToolException.invalid("the URL names no host: " + uri);
        }
        var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new URI(new URI(scheme + "://" + host + (port < 0 ? "" : ":" + port) + path + query).toASCIIString());
    }

    /// [URI] itself knows no host names beyond ASCII.
    private static String host(String authority) throws ToolException {
        if (authority.startsWith("[")) {
            return authority.substring(0, authority.indexOf(']') + 1);
        }
        var name = authority.replaceFirst("\\.?(:\\d*)?$", "");
        var ascii = IDN.toASCII(name, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        if (LITERAL.matcher(ascii).matches() && !ascii.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
            throw ToolException.invalid("the host " + name + " is an address in an unusual form; write it as 1.2.3.4");
        }
        return ascii;
    }

    private static int port(String authority) {
        var colon = authority.lastIndexOf(':');
        return colon < 0 || colon < authority.indexOf(']') || colon == authority.length() - 1
                ? -1
                : Integer.parseInt(authority.substring(colon + 1));
    }

    /// What is special about a host, told by its name alone: nobody is asked, nothing is sent. Null for hosts of
    /// the
    /// internet.
    static @Nullable String warning(String host) {
        if (host.equals("localhost") || host.endsWith(".localhost")) {
            return THIS_MACHINE;
        }
        if (host.equals("metadata.google.internal") || host.equals("metadata")) {
            return METADATA;
        }
        if (!LITERAL.matcher(host).matches()) {
            return null;
        }
        try {
            return warning(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return "an address that makes no sense";
        }
    }

    /// What is special about an address; null for those of the internet.
    static @Nullable String warning(InetAddress address) {
        var bytes = address.getAddress();
        if (isMetadata(address)) {
            return METADATA;
        }
        if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
            return THIS_MACHINE;
        }
        if (address.isSiteLocalAddress() || address.isLinkLocalAddress() || isPrivate(bytes)) {
            return "an address of the private network";
        }
        return address.isMulticastAddress() || (bytes.length == 4 && (bytes[0] & 0xf0) == 0xf0)
                ? "an address of no single machine"
                : embedded(bytes);
    }

    private static boolean isMetadata(InetAddress address) {
        return switch (address.getHostAddress()) {
            case "169.254.169.254", "169.254.170.2", "100.100.100.200", "192.0.0.192", "fd00:ec2:0:0:0:0:0:254" -> true;
            default -> false;
        };
    }

    /// `0.0.0.0/8`, `100.64.0.0/10` and `192.0.0.0/24` of IPv4 (RFC 6890), `fc00::/7` of IPv6.
    private static boolean isPrivate(byte[] bytes) {
        var first = bytes[0] & 0xff;
        var second = bytes[1] & 0xff;
        return bytes.length == 16
                ? (first & 0xfe) == 0xfc
                : first == 0
                        || (first == 100 && (second & 0xc0) == 64)
                        || (first == 192 && second == 0 && bytes[2] == 0);
    }

    /// IPv6 addresses that lead to one of IPv4: `64:ff9b::/96` and `2002::/16`.
    private static @Nullable String embedded(byte[] bytes) {
        if (bytes.length == 4) {
            return null;
        }
        var first = ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
        var start = first == 0x2002 ? 2 : first == 0x64 && (bytes[2] & 0xff) == 0xff ? 12 : -1;
        try {
            return start < 0 ? null : warning(InetAddress.getByAddress(Arrays.copyOfRange(bytes, start, start + 4)));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
