package dev.coder.cli.terminal;

/// The forms of `--output`.
public enum Output {
    /// Text for people.
    TEXT,
    /// One JSON object when the turn has ended.
    JSON,
    /// Every event as it arrives, one JSON object a line.
    JSONL
}
