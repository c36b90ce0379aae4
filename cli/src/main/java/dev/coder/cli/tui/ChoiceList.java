package dev.coder.cli.tui;

/// Which one of some lines is marked.
final class ChoiceList {

    private static final int PAGE = 8;

    private int marked;

    int marked() {
        return marked;
    }

    void mark(int index) {
        marked = Math.max(0, index);
    }

    /// @return whether the key has moved the mark
    boolean key(Key key, int count) {
        if (count == 0 || !(key instanceof Key.Named named)) {
            return false;
        }
        switch (named) {
            case UP, CTRL_P -> marked = (marked + count - 1) % count;
            case DOWN, CTRL_N -> marked = (marked + 1) % count;
            case PAGE_DOWN -> marked = Math.min(count - 1, marked + PAGE);
            case PAGE_UP -> marked = Math.max(0, marked - PAGE);
            default -> {
                return false;
            }
        }
        return true;
    }
}
