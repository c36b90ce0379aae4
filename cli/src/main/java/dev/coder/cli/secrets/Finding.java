package dev.coder.cli.secrets;

/// A secret in a text.
///
/// @param start index of its first character
/// @param end   index after its last character
/// @param kind  what it is, such as `github-token`: small letters, digits and hyphens
/// @param weak  whether only a weak sign tells it, such as a word of prose before it: then it is hidden at its place
///              only
record Finding(int start, int end, String kind, boolean weak) {

    Finding moved(int by) {
        return at(start + by, end + by);
    }

    Finding at(int from, int to) {
        return new Finding(from, to, kind, weak);
    }
}
