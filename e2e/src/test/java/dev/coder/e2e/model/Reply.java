package dev.coder.e2e.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/// One answer on its way: a step of the scenario with the ids it gets on the wire.
///
/// @param index place of the step, 0 for the first
record Reply(int index, String model, Step step) {

    private static final int CHUNK = 7;
    private static final int MOST_CHUNKS = 200;

    /// A call with the id that the provider gives it.
    record NumberedCall(int number, String id, String tool, JsonNode parameters) {

        /// The parameters, split as a stream would.
        List<String> pieces() {
            var json = parameters.toString();
            return split(json, Math.max(CHUNK, json.length() / MOST_CHUNKS));
        }
    }

    /// Gets one delta.
    interface DeltaWriter {
        void write(String delta) throws IOException;
    }

    String text() {
        return step.text();
    }

    List<NumberedCall> calls() {
        return switch (step) {
            case Step.Say _ -> List.of();
            case Step.Ask(var _, var wishes) ->
                IntStream.range(0, wishes.size())
                        .mapToObj(n -> new NumberedCall(
                                n,
                                "call_s%dn%d_scripted".formatted(index, n),
                                wishes.get(n).tool(),
                                wishes.get(n).parameters()))
                        .toList();
        };
    }

    void writeText(DeltaWriter writer) throws IOException {
        var pause = step instanceof Step.Say say ? say.pause() : Duration.ZERO;
        for (var delta : split(text(), step instanceof Step.Say say ? say.chunkChars() : CHUNK)) {
            pause(pause);
            writer.write(delta);
        }
    }

    private static void pause(Duration duration) throws IOException {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    private static List<String> split(String text, int size) {
        return IntStream.iterate(0, from -> from < text.length(), from -> from + size)
                .mapToObj(from -> text.substring(from, Math.min(text.length(), from + size)))
                .toList();
    }
}
