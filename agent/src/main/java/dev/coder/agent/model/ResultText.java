package dev.coder.agent.model;

import dev.coder.protocol.Content;
import dev.coder.protocol.ToolResult;
import java.util.List;

/// What a model reads of a tool's result: the output, after the error where there is one.
final class ResultText {

    private ResultText() {}

    static String of(ToolResult result) {
        var output = result.result() == null ? "" : result.result().text();
        if (result.success()) {
            return output;
        }
        var error = result.error() == null ? "the tool failed" : result.error();
        return output.isEmpty() ? error : error + "\n" + output;
    }

    static List<Content.Image> images(ToolResult result) {
        return result.result() == null
                ? List.of()
                : result.result().content().stream()
                        .filter(Content.Image.class::isInstance)
                        .map(Content.Image.class::cast)
                        .toList();
    }
}
