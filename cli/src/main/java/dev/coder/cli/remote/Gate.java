package dev.coder.cli.remote;

import java.util.function.UnaryOperator;

/// What a request passes on its way out.
///
/// @param clean what every string passes before it leaves
/// @param tap   sees what leaves, and what comes back
public record Gate(UnaryOperator<String> clean, WireTap tap) {

    /// Lets methods and paths out, and no string of a body.
    static final Gate SHUT = new Gate(_ -> "", WireTap.NONE);

    public static Gate of(UnaryOperator<String> clean) {
        return new Gate(clean, WireTap.NONE);
    }
}
