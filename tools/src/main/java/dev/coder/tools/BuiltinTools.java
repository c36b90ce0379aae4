package dev.coder.tools;

import dev.coder.plugin.Plugin;
import dev.coder.plugin.Tool;
import dev.coder.plugin.ToolKeys;
import java.util.List;

/// The tools in the box.
public final class BuiltinTools implements Plugin {

    @Override
    public String name() {
        return "builtin";
    }

    @Override
    public List<Tool> tools() {
        return tools(ToolKeys.in(System.getenv()));
    }

    @Override
    public List<Tool> tools(ToolKeys keys) {
        return List.of(
                new ReadFile(),
                new ListDirectory(),
                new FindFiles(),
                new GrepSearch(),
                new DiffFiles(),
                new GitDiff(),
                new FetchUrl(System.getenv()),
                new WriteFile(),
                new EditFile(),
                new ApplyPatch(),
                new MoveFile(),
                new DeleteFile(),
                new CreateDirectory(),
                new RunCommand(),
                new ReadOutput(),
                new ProcessTool(),
                new ExecuteCode(System.getenv(), keys),
                new AskUser(),
                new Todo(),
                new SetWorkContext(),
                new GetWorkContext(),
                new ProjectContext());
    }
}
