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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Tells what kinds of project the workspace holds.
final class ProjectContext implements Tool {

    private static final int MAX_SUBFOLDERS = 30;
    private static final List<String> CONVENTIONS = List.of(
            "AGENTS.md",
            "CLAUDE.md",
            "GEMINI.md",
            "CONTRIBUTING.md",
            ".editorconfig",
            ".gitignore",
            "Dockerfile",
            "docker-compose.yml",
            "compose.yaml",
            ".github",
            ".gitlab-ci.yml",
            "Jenkinsfile",
            "tsconfig.json",
            ".eslintrc.json",
            "eslint.config.js",
            ".prettierrc",
            "biome.json",
            "ruff.toml",
            "rustfmt.toml");

    @Override
    public ToolSpec spec() {
        return Specs.reading("project_context");
    }

    @Override
    public Invocation prepare(RawJson parameters, Workspace workspace) throws ToolException {
        var given = Parameters.of(parameters);
        var action = given.word("action", List.of("analyze", "get-commands", "get-config", "update-goal"), "analyze");
        var goal = given.optionalText("goal");
        given.nothingElse();
        if (!action.equals("update-goal")) {
            return new Call(workspace, action);
        }
        if (goal == null) {
            throw ToolException.invalid("update-goal needs the parameter goal");
        }
        var entry = new LinkedHashMap<String, Object>(Map.of("goal", goal));
        entry.put("status", "in-progress");
        return new SetWorkContext.Call(entry);
    }

    private record Call(Workspace workspace, String action) implements Invocation {

        @Override
        public String title() {
            return "look at the project: " + action;
        }

        @Override
        public List<Effect> effects() {
            return workspace.roots().stream()
                    .<Effect>map(Effect.ListDirectory::new)
                    .toList();
        }

        @Override
        public ToolOutput run(ToolContext context) throws ToolException {
            var lines = new ArrayList<String>();
            for (var root : workspace.roots()) {
                lines.addAll(told(
                        ProjectFolder.of(workspace, root), workspace.roots().size() > 1 ? root + ": " : ""));
            }
            return ToolOutput.text(lines.isEmpty() ? "[no known kind of project]" : String.join("\n", lines));
        }

        /// Where the folder itself is no project, those right below it are looked at.
        private List<String> told(ProjectFolder folder, String where) throws ToolException {
            var lines = new ArrayList<>(described(folder, where));
            if (ProjectTypes.in(folder).isEmpty()) {
                var below = folder.folders().stream()
                        .filter(name -> !name.startsWith("."))
                        .sorted()
                        .limit(MAX_SUBFOLDERS)
                        .toList();
                for (var name : below) {
                    lines.addAll(toldBelow(folder.path().resolve(name), where + CleanText.oneLine(name) + "/: "));
                }
            }
            return lines;
        }

        private List<String> toldBelow(Path path, String where) {
            try {
                return described(ProjectFolder.of(workspace, path), where);
            } catch (ToolException e) {
                return List.of(); // it may be closed to us, as the data of a container
            }
        }

        private List<String> described(ProjectFolder folder, String where) {
            var lines = new ArrayList<String>();
            for (var type : ProjectTypes.in(folder)) {
                lines.add(where
                        + type.name()
                        + (type.frameworks().isEmpty() ? "" : ", " + String.join(", ", type.frameworks())));
                if (!action.equals("get-config")) {
                    type.commands().forEach((purpose, command) -> lines.add("  " + purpose + ": " + command));
                }
                if (!action.equals("get-commands")) {
                    type.notes().forEach(note -> lines.add("  " + note));
                }
            }
            if (lines.isEmpty() && !workspace.roots().contains(folder.path())) {
                return lines;
            }
            var conventions =
                    CONVENTIONS.stream().filter(folder.names()::contains).collect(Collectors.joining(", "));
            if (!action.equals("get-commands") && !conventions.isEmpty()) {
                lines.add(where + "files to know: " + conventions);
            }
            return lines;
        }
    }
}
