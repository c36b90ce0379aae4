package dev.coder.agent.model;

import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolCall;
import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/// What a provider wants back with something it wrote. Of no use to any other provider.
///
/// @param provider whose data it is
/// @param id       the provider's own id of a call
/// @param data     as the provider's adapter wants it
@Json
record Opaque(
        String provider, @Nullable String id, @Nullable RawJson data) {

    RawJson json() {
        return new RawJson(ProtocolJson.write(this));
    }

    /// Null when there is none, or when it is another provider's.
    static @Nullable Opaque of(String provider, @Nullable RawJson json) {
        if (json == null) {
            return null;
        }
        var opaque = ProtocolJson.read(Opaque.class, json.text());
        return opaque.provider().equals(provider) ? opaque : null;
    }

    /// The provider's id of a call, where it minted one, else ours.
    static String callId(String provider, ToolCall call) {
        var opaque = of(provider, call.opaque());
        return opaque == null || opaque.id() == null ? call.id() : opaque.id();
    }
}
