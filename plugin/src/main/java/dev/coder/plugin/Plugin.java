package dev.coder.plugin;

import java.util.List;

/// A set of tools, found by [java.util.ServiceLoader]. The tools in the box are one, too.
public interface Plugin {

    /// `builtin`, or the plugin's own name.
    String name();

    List<Tool> tools();
}
