package dev.coder.plugin;

/// A prompt that the user sends by typing `/` and its name.
public interface PromptCommand {

    /// Letters, digits, `_`, `-` and `:`, without the slash.
    String name();

    /// How its argument is shown, such as `[FILE]`; empty when it takes none.
    String argument();

    /// One short sentence.
    String description();

    /// What is sent to the agent, as if the user had typed it.
    ///
    /// @param arguments what was typed after the name; may be empty
    String prompt(String arguments);
}
