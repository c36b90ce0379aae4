package dev.coder.tools;

import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What the model is told of the tools in the box: `NAME.md` is the description, `NAME.json` the schema of the
/// parameters.
public final class Specs {

    private Specs() {}

    static ToolSpec reading(String name) {
        return spec(name, ToolSpec.Hints.READS, null);
    }

    static ToolSpec fetching(String name) {
        return spec(name, new ToolSpec.Hints(true, true, false, true), null);
    }

    static ToolSpec changing(String name, @Nullable Integer timeoutSeconds) {
        return spec(name, ToolSpec.Hints.CHANGES, timeoutSeconds);
    }

    private static ToolSpec spec(String name, ToolSpec.Hints hints, @Nullable Integer timeoutSeconds) {
        return new ToolSpec(
                name, resource(name + ".md"), new RawJson(resource(name + ".json")), hints, "builtin", timeoutSeconds);
    }

    /// The text of a resource of this package.
    public static String resource(String name) {
        try (var in = Specs.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
