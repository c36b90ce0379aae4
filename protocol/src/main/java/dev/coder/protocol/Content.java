package dev.coder.protocol;

/// One piece of what a person, a tool or a model said.
public sealed interface Content {

    record Text(String text) implements Content {}

    /// @param mediaType such as `image/png`
    /// @param data      the bytes in base64 (RFC 4648, with padding)
    record Image(String mediaType, String data) implements Content {}
}
