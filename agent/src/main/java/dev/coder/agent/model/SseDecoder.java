package dev.coder.agent.model;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Turns the bytes of an event stream (`text/event-stream`) into the data of its events, wherever the bytes were split.
///
/// Lines may end with LF, CRLF or CR. Of an event only its data matters: every provider names the type in there.
final class SseDecoder {

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final List<String> data = new ArrayList<>();
    private boolean afterCarriageReturn;

    /// The events that these bytes complete.
    List<String> feed(byte[] bytes) {
        var events = new ArrayList<String>();
        for (var b : bytes) {
            if (b == '\n' && afterCarriageReturn) {
                afterCarriageReturn = false;
            } else if (b == '\n' || b == '\r') {
                afterCarriageReturn = b == '\r';
                endLine(events);
            } else {
                afterCarriageReturn = false;
                line.write(b);
            }
        }
        return events;
    }

    /// The event that the end of the stream completes: some servers leave out the last blank line.
    List<String> end() {
        var events = new ArrayList<String>();
        endLine(events);
        endEvent(events);
        return events;
    }

    private void endLine(List<String> events) {
        if (line.size() == 0) {
            endEvent(events);
            return;
        }
        var text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (text.startsWith("data:")) {
            data.add(text.startsWith("data: ") ? text.substring("data: ".length()) : text.substring("data:".length()));
        }
    }

    private void endEvent(List<String> events) {
        if (!data.isEmpty()) {
            events.add(String.join("\n", data));
            data.clear();
        }
    }
}
