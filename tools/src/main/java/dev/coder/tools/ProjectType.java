package dev.coder.tools;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// One kind of project that a folder holds: its tool chain, and the commands that its people use.
///
/// @param name       such as `Java (Maven)`
/// @param frameworks such as `spring-boot`
/// @param commands   by purpose (`install`, `build`, `test`, `lint`, `format`), in this order; what is not known is
/// absent
/// @param notes      such as `package manager: pnpm`
record ProjectType(String name, List<String> frameworks, Map<String, String> commands, List<String> notes) {

    /// Builds one step by step.
    static final class Found {

        private final String name;
        private List<String> frameworks = List.of();
        private final Map<String, String> commands = new LinkedHashMap<>();
        private final List<String> notes = new ArrayList<>();

        Found(String name) {
            this.name = name;
        }

        /// Those of the words that stand in the text.
        Found frameworksIn(String text, String... words) {
            var lower = text.toLowerCase(Locale.ROOT);
            return frameworks(Stream.of(words).filter(lower::contains).toList());
        }

        Found frameworks(List<String> found) {
            frameworks = List.copyOf(found);
            return this;
        }

        Found command(String purpose, String command) {
            commands.put(purpose, command);
            return this;
        }

        /// The first that is known counts.
        Found commandIf(boolean known, String purpose, String command) {
            if (known) {
                commands.putIfAbsent(purpose, command);
            }
            return this;
        }

        Found noteIf(boolean known, String note) {
            return known ? note(note) : this;
        }

        Found note(String note) {
            notes.add(note);
            return this;
        }

        ProjectType done() {
            return new ProjectType(name, frameworks, commands, List.copyOf(notes));
        }
    }
}
