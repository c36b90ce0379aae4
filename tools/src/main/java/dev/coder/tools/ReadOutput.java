package dev.coder.tools;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Pages and searches what commands and background processes wrote.
final class ReadOutput implements Tool {

    private static final int LINES = 200;
    private static final int MOST_LINES = 2000;

    @Override
    public ToolSpec spec() {
        return Specs.reading("read_output");
    }

    @Override
    public Invocation prepare(RawJson parameters, Workspace workspace) throws ToolException {
        var given = Parameters.of(parameters);
        var handle = given.text("handle");
        var most = (int) CommandOutput.MOST_STORED;
        var offset = given.number("offset", -most, most, 0);
        var lines = given.number("lines", 1, MOST_LINES, LINES);
        var grep = given.optionalText("grep");
        given.nothingElse();
        return new Call(handle, offset, lines, grep == null ? null : pattern("grep", grep));
    }

    static Pattern pattern(String parameter, String pattern) throws ToolException {
        try {
            return Pattern.compile(pattern, Pattern.MULTILINE);
        } catch (PatternSyntaxException e) {
            throw ToolException.invalid(parameter + " is no RE2 pattern: " + e.getMessage());
        }
    }

    private record Call(
            String handle, int offset, int lines, @Nullable Pattern grep) implements Invocation {

        @Override
        public String title() {
            return CleanText.oneLine("read output " + handle + (grep == null ? "" : ": " + grep));
        }

        @Override
        public List<Effect> effects() {
            return List.of(new Effect.Internal());
        }

        @Override
        public ToolOutput run(ToolContext context) throws ToolException, InterruptedException {
            var file = OutputStore.of(context.session()).find(handle);
            var output = new StoredOutput(file, offset, lines);
            try {
                return ToolOutput.text(grep == null ? output.page() : output.grep(grep));
            } catch (IOException e) {
                throw ToolException.failed("the output can not be read: " + e.getMessage());
            }
        }
    }
}
