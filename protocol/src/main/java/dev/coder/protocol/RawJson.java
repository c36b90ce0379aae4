package dev.coder.protocol;

/// JSON text that is kept byte for byte: parameters of a call, a tool's schema, a provider's opaque data.
///
/// What a model wrote goes back to it unchanged, so that prompt caches hit and signatures stay valid. Only line breaks
/// between its tokens become spaces: events and journal entries are one line each.
///
/// @param text one complete JSON value, in one line
public record RawJson(String text) {

    public static final RawJson EMPTY_OBJECT = new RawJson("{}");

    public RawJson {
        text = text.strip().replace('\n', ' ').replace('\r', ' ');
    }

    @Override
    public String toString() {
        return text;
    }
}
