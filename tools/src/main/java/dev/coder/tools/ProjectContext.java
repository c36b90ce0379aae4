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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Tells what kinds of project the workspace holds.
final class ProjectContext implements Tool {

    /// For Coder itself: one JSON object a project. The model is not told of it.
    private static final String DESCRIBE = "describe";

    @Override
    public ToolSpec spec() {
        return Specs.reading("project_context");
    }

    @Override
    public Invocation prepare(RawJson parameters, Workspace workspace) throws ToolException {
        var given = Parameters.of(parameters);
        var action = given.word(
                "action", List.of("analyze", "get-commands", "get-config", "update-goal", DESCRIBE), "analyze");
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
                var survey = ProjectSurvey.of(context, root);
                if (action.equals(DESCRIBE)) {
                    lines.add(survey.json());
                } else {
                    lines.addAll(told(survey, workspace.roots().size() > 1 ? root + ": " : ""));
                }
            }
            return ToolOutput.text(lines.isEmpty() ? "[no known kind of project]" : String.join("\n", lines));
        }

        private List<String> told(ProjectSurvey survey, String where) {
            var lines = new ArrayList<String>();
            for (var placed : survey.types()) {
                var type = placed.type();
                lines.add(where
                        + (placed.where().isEmpty() ? "" : placed.where() + ": ")
                        + type.name()
                        + (type.frameworks().isEmpty() ? "" : ", " + String.join(", ", type.frameworks())));
                if (!action.equals("get-config")) {
                    type.commands().forEach((purpose, command) -> lines.add("  " + purpose + ": " + command));
                }
                if (!action.equals("get-commands")) {
                    type.notes().forEach(note -> lines.add("  " + note));
                }
            }
            if (!action.equals("get-commands") && !survey.conventions().isEmpty()) {
                lines.add(where + "files to know: " + String.join(", ", survey.conventions()));
            }
            return lines;
        }
    }
}
