package dev.coder.cli.trace;

import dev.coder.cli.config.StateFolder;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `--debug`, `--debug=stderr` and `--trace`, wherever they stand on the command line; from here on they are
/// `CODER_DEBUG` and `CODER_TRACE`.
///
/// @param arguments   with `--debug` in the place of `--debug=stderr`
/// @param environment with what the arguments say
public record TraceOptions(List<String> arguments, Map<String, String> environment) {

    static final String TRACE = "CODER_TRACE";

    private static final String DEBUG_HERE = "--debug=stderr";

    public static TraceOptions of(String[] given, Map<String, String> environment) {
        var arguments = List.of(given);
        var end = arguments.indexOf("--");
        var options = end < 0 ? arguments : arguments.subList(0, end);
        if (options.stream()
                .noneMatch(word -> List.of("--debug", DEBUG_HERE, "--trace").contains(word))) {
            return new TraceOptions(arguments, environment);
        }
        var all = new HashMap<>(environment);
        if (options.contains("--debug") || options.contains(DEBUG_HERE)) {
            all.put(DebugLog.VARIABLE, options.contains(DEBUG_HERE) ? "stderr" : "1");
        }
        if (options.contains("--trace")) {
            all.put(TRACE, "1");
        }
        var words = new ArrayList<>(arguments);
        words.replaceAll(word -> word.equals(DEBUG_HERE) && options.contains(word) ? "--debug" : word);
        return new TraceOptions(words, Map.copyOf(all));
    }

    /// What hears this run; empty when nobody asked for that.
    public static Optional<Tracing> tracing(Map<String, String> environment, StateFolder state, PrintStream err) {
        var sinks = new ArrayList<TraceSink>();
        DebugLog.of(environment, err).ifPresent(sinks::add);
        if (List.of("1", "true").contains(environment.getOrDefault(TRACE, ""))) {
            sinks.add(new TraceFile(state));
        }
        if (sinks.isEmpty()) {
            return Optional.empty();
        }
        new OldTraces(state).forget();
        return Optional.of(new Tracing(sinks));
    }
}
