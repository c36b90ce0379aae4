package dev.coder.cli.remote;

import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One entry of `NO_PROXY`: `*`, a name that covers those below it, an address, or a block of addresses
/// (`10.0.0.0/8`); perhaps for one port only.
///
/// @param name  without a leading dot; compared label by label
/// @param block null when it is no address
/// @param bits  how many leading bits of the block count
/// @param port  0 for all
record NoProxy(String name, @Nullable InetAddress block, int bits, int port) {

    static NoProxy parse(String entry) {
        var slash = entry.lastIndexOf('/');
        if (slash > 0 && entry.substring(slash + 1).matches("\\d{1,3}")) {
            var address = address(entry.substring(0, slash)).orElse(null);
            return new NoProxy(entry, address, Integer.parseInt(entry.substring(slash + 1)), 0);
        }
        var whole = address(entry.replaceAll("[\\[\\]]", ""));
        if (whole.isPresent()) {
            return of(entry, whole.get(), 0);
        }
        var colon = entry.lastIndexOf(':');
        var port = colon > 0 && entry.substring(colon + 1).matches("\\d{1,5}")
                ? Integer.parseInt(entry.substring(colon + 1))
                : 0;
        var host = (port == 0 ? entry : entry.substring(0, colon)).replaceAll("[\\[\\]]", "");
        return of(host.replaceFirst("^\\*?\\.", ""), address(host).orElse(null), port);
    }

    private static NoProxy of(String name, @Nullable InetAddress address, int port) {
        return new NoProxy(name, address, address == null ? 0 : address.getAddress().length * 8, port);
    }

    /// @param host in lower case, without brackets
    boolean covers(String host, int toPort) {
        if (port != 0 && port != toPort) {
            return false;
        }
        if (name.equals("*") || host.equals(name)) {
            return true;
        }
        return block == null
                ? host.endsWith("." + name)
                : address(host).filter(this::isInBlock).isPresent();
    }

    private boolean isInBlock(InetAddress address) {
        var here = address.getAddress();
        var there = block == null ? new byte[0] : block.getAddress();
        if (here.length != there.length || bits > here.length * 8) {
            return false;
        }
        for (var bit = 0; bit < bits; bit++) {
            var mask = 0x80 >> (bit % 8);
            if ((here[bit / 8] & mask) != (there[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    /// Names are not looked up.
    static Optional<InetAddress> address(String literal) {
        try {
            return Optional.of(InetAddress.ofLiteral(literal));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
