package dev.coder.cli.render;

/// A sign that stands for a word: the word is for those who have the screen read to them.
public enum Mark {
    WAITING("○", "waiting:"),
    ASKING("?", "asking:"),
    RUNNING("●", "running:"),
    DONE("✓", "done:"),
    FAILED("✗", "failed:"),
    REFUSED("⊘", "refused:"),
    POINTER("❯", "selected:"),
    PROMPT("❯", "you:"),
    NOTICE("!", "note:"),
    OPEN("☐", "to do:"),
    ACTIVE("▸", "in progress:"),
    CHECKED("☑", "done:"),
    CHOSEN("[x]", "chosen:"),
    UNCHOSEN("[ ]", "not chosen:"),
    BULLET("•", "-"),
    QUOTE("│", "quote:"),
    OUTPUT("│", " ");

    final String sign;
    final String word;

    Mark(String sign, String word) {
        this.sign = sign;
        this.word = word;
    }
}
