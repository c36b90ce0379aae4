package dev.coder.tools;

import dev.coder.plugin.Effect;
import dev.coder.plugin.Invocation;
import dev.coder.plugin.Tool;
import dev.coder.plugin.ToolContext;
import dev.coder.plugin.ToolException;
import dev.coder.plugin.Workspace;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolOutput;
import dev.coder.protocol.ToolSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The list of steps of a session's task, as the model keeps it and the user sees it.
final class Todo implements Tool {

    private static final int MAX_ITEMS = 100;

    @Override
    public ToolSpec spec() {
        return Specs.reading("todo"); // the same list again changes nothing
    }

    @Override
    public Invocation prepare(RawJson parameters, Workspace workspace) throws ToolException {
        var given = Parameters.of(parameters);
        var lines = new ArrayList<String>();
        for (var item : given.objects("items")) {
            lines.add(line(item));
            item.nothingElse();
        }
        given.nothingElse();
        if (lines.size() > MAX_ITEMS) {
            throw ToolException.invalid("a list has at most " + MAX_ITEMS + " items");
        }
        return new Call(given.has("items"), lines);
    }

    private static String line(Parameters item) throws ToolException {
        var mark = switch (item.word("status", List.of("pending", "in_progress", "done"), "pending")) {
            case "done" -> "[x] ";
            case "in_progress" -> "[>] ";
            default -> "[ ] ";
        };
        var text = CleanText.oneLine(item.text("text"));
        if (text.isEmpty()) {
            throw ToolException.invalid("an item has no text");
        }
        return mark + text;
    }

    private record Call(boolean replaces, List<String> lines) implements Invocation {

        @Override
        public String title() {
            return replaces ? "todo: " + lines.size() + " items" : "show the todo list";
        }

        @Override
        public List<Effect> effects() {
            return List.of(new Effect.Internal());
        }

        @Override
        public ToolOutput run(ToolContext context) throws ToolException {
            var file = context.session().folder().resolve("todo.txt");
            try {
                if (replaces) {
                    PrivateText.write(file, String.join("\n", lines));
                }
                var list = PrivateText.read(file);
                if (list.isEmpty()) {
                    return ToolOutput.text("[the list is empty]");
                }
                context.progress(list + "\n");
                return ToolOutput.text(list);
            } catch (IOException e) {
                throw ToolException.failed("the list could not be kept: " + e.getMessage());
            }
        }
    }
}
