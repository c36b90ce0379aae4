package dev.coder.protocol;

import java.util.List;
import java.util.stream.Collectors;

/// What a tool gives back to the model. On the wire a plain string when it is a single text, else an array of
/// [Content].
public record ToolOutput(List<Content> content) {

    public ToolOutput {
        content = List.copyOf(content);
    }

    public static ToolOutput text(String text) {
        return new ToolOutput(List.of(new Content.Text(text)));
    }

    /// All texts, one after the other; images are left out.
    public String text() {
        return content.stream()
                .filter(Content.Text.class::isInstance)
                .map(part -> ((Content.Text) part).text())
                .collect(Collectors.joining("\n"));
    }
}
