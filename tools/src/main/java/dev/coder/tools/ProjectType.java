package dev.coder.tools;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

        Found frameworks(List<String> found) {
            frameworks = List.copyOf(found);
            return this;
        }

        Found command(String purpose, String command) {
            commands.put(purpose, command);
            return this;
        }

        Found commandIf(boolean known, String purpose, String command) {
            return known ? command(purpose, command) : this;
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
