package dev.coder.protocol;

/// JSON text that is kept byte for byte: parameters of a call, a tool's schema, a provider's opaque data.
///
/// What a model wrote goes back to it unchanged, so that prompt caches hit and signatures stay valid.
///
/// @param text one complete JSON value
public record RawJson(String text) {

    public static final RawJson EMPTY_OBJECT = new RawJson("{}");

    @Override
    public String toString() {
        return text;
    }
}
