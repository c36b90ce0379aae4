package dev.coder.cli.secrets;

/// A secret in a text.
///
/// @param start index of its first character
/// @param end   index after its last character
/// @param kind  what it is, such as `github-token`: small letters, digits and hyphens
record Finding(int start, int end, String kind) {

    Finding moved(int by) {
        return new Finding(start + by, end + by, kind);
    }
}
