package dev.coder.protocol;

import java.util.Objects;

/// One piece of what a person, a tool or a model said.
public sealed interface Content {

    record Text(String text) implements Content {
        public Text {
            Objects.requireNonNull(text, "text is missing");
        }
    }

    /// @param mediaType such as `image/png`
    /// @param data      the bytes in base64 (RFC 4648, with padding)
    record Image(String mediaType, String data) implements Content {
        public Image {
            Objects.requireNonNull(mediaType, "mediaType is missing");
            Objects.requireNonNull(data, "data is missing");
        }
    }
}
