package dev.coder.tools;

import dev.coder.plugin.ToolContext;
import dev.coder.plugin.ToolException;
import dev.coder.protocol.ProtocolJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What one project is found to be.
///
/// @param types       of the folder itself; where it is no project, of those right below it
/// @param conventions the files in the root that say how people work there
/// @param looked      the folders and files that were looked at
record ProjectSurvey(Path root, List<Placed> types, List<String> conventions, Set<Path> looked) {

    private static final int MAX_SUBFOLDERS = 30;
    private static final List<String> CONVENTIONS = List.of(
            "AGENTS.md",
            "CLAUDE.md",
            "GEMINI.md",
            ".cursorrules",
            "CONTRIBUTING.md",
            ".editorconfig",
            ".gitignore",
            "Dockerfile",
            "docker-compose.yml",
            "compose.yaml",
            ".github",
            ".gitlab-ci.yml",
            "Jenkinsfile",
            ".pre-commit-config.yaml",
            "tsconfig.json",
            ".eslintrc.json",
            "eslint.config.js",
            "eslint.config.mjs",
            ".prettierrc",
            "biome.json",
            "ruff.toml",
            "rustfmt.toml");

    /// @param where below the root, such as `web/`; empty for the root itself
    record Placed(String where, ProjectType type) {}

    static ProjectSurvey of(ToolContext context, Path root) throws ToolException {
        var looked = new LinkedHashSet<Path>();
        var folder = ProjectFolder.of(context, root, looked);
        var types = placed("", folder);
        if (types.isEmpty()) {
            folder.folders().stream()
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .limit(MAX_SUBFOLDERS)
                    .forEach(name -> types.addAll(below(context, root.resolve(name), looked)));
        }
        var conventions = CONVENTIONS.stream().filter(folder.names()::contains).toList();
        return new ProjectSurvey(root, types, conventions, looked);
    }

    private static List<Placed> below(ToolContext context, Path path, Set<Path> looked) {
        try {
            return placed(
                    CleanText.oneLine(path.getFileName().toString()) + "/", ProjectFolder.of(context, path, looked));
        } catch (ToolException e) {
            return List.of(); // it may be closed to us, as the data of a container
        }
    }

    private static List<Placed> placed(String where, ProjectFolder folder) {
        var placed = new ArrayList<Placed>();
        ProjectTypes.in(folder).forEach(type -> placed.add(new Placed(where, type)));
        return placed;
    }

    /// For programs; Coder itself reads it.
    String json() {
        var all = new LinkedHashMap<String, Object>();
        all.put("root", root.toString());
        all.put("types", types.stream().map(ProjectSurvey::members).toList());
        all.put("files", conventions);
        all.put("looked", looked.stream().map(Path::toString).toList());
        return ProtocolJson.writeObject(all);
    }

    private static Map<String, Object> members(Placed placed) {
        var type = placed.type();
        var members = new LinkedHashMap<String, Object>();
        members.put("where", placed.where());
        members.put("name", type.name());
        members.put("frameworks", type.frameworks());
        members.put("commands", type.commands());
        members.put("notes", type.notes());
        return members;
    }
}
