package dev.coder.cli.render;

/// What a piece of text is there for; the [Theme] says how that looks.
public enum Role {
    PLAIN,
    DIM,
    STRONG,
    HEADING,
    LINK,
    /// Code within a sentence.
    CODE,
    BORDER,
    GOOD,
    BAD,
    WARN,
    ACCENT,
    /// What the user said.
    PROMPT,
    SELECTED,
    ADDED,
    REMOVED,
    ADDED_WORD,
    REMOVED_WORD,
    KEYWORD,
    STRING,
    NUMBER,
    COMMENT,
    TYPE,
    FUNCTION,
    VARIABLE
}
