package dev.coder.cli.secrets;

import java.util.List;

/// Finds Discord's tokens: three parts of base64 between dots, of which the second has six characters
/// (<https://discord.com/developers/docs/reference#authentication>).
final class DottedTokens implements Probe {

    private static final int MIDDLE = 6;
    private static final int HEAD_FROM = 23;
    private static final int HEAD_TO = 29;
    private static final int TAIL_FROM = 27;
    private static final int TAIL_TO = 45;

    @Override
    public List<String> keywords() {
        return List.of(".");
    }

    @Override
    public void look(String text, int start, int end, Findings found) {
        var second = end + MIDDLE;
        if (second >= text.length() || text.charAt(second) != '.') {
            return;
        }
        var head = start;
        while (head > 0 && start - head <= HEAD_TO && ofToken(text.charAt(head - 1))) {
            head--;
        }
        var tail = second + 1;
        while (tail < text.length() && tail - second <= TAIL_TO && ofToken(text.charAt(tail))) {
            tail++;
        }
        if (within(start - head, HEAD_FROM, HEAD_TO)
                && within(tail - second - 1, TAIL_FROM, TAIL_TO)
                && "MNO".indexOf(text.charAt(head)) >= 0
                && Randomness.mixed(text.substring(head, start))) {
            found.add(head, tail, "discord-token", SecretFormat.RANK);
        }
    }

    private static boolean within(int length, int from, int to) {
        return length >= from && length <= to;
    }

    private static boolean ofToken(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-';
    }
}
