package dev.coder.e2e.model;

import com.fasterxml.jackson.databind.JsonNode;

/// A tool call that the scripted model makes, by our own tool names and parameters.
public record Wish(String tool, JsonNode parameters) {

    public static Wish run(String command) {
        return new Wish("run_command", Json.object("command", command));
    }

    public static Wish code(String language, String code) {
        return new Wish("execute_code", Json.object("language", language, "code", code));
    }

    public static Wish read(String path) {
        return new Wish("read_file", Json.object("path", path));
    }

    public static Wish write(String path, String content) {
        return new Wish("write_file", Json.object("path", path, "content", content));
    }

    public static Wish edit(String path, String oldText, String newText) {
        return new Wish("edit_file", Json.object("path", path, "oldText", oldText, "newText", newText));
    }
}
