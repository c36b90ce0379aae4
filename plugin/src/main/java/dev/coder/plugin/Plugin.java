package dev.coder.plugin;

import java.util.List;

/// A set of tools and commands, found by [java.util.ServiceLoader]. The tools in the box are one, too.
public interface Plugin {

    /// `builtin`, or the plugin's own name.
    String name();

    List<Tool> tools();

    /// The same, for those that come with Coder: their tools may use keys of the user.
    default List<Tool> tools(ToolKeys keys) {
        return tools();
    }

    /// What the user may type in a conversation.
    default List<PromptCommand> commands() {
        return List.of();
    }
}
