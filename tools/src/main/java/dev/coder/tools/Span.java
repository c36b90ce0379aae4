package dev.coder.tools;

/// A piece of a text.
///
/// @param start the index of the first character
/// @param end   the index after the last
record Span(int start, int end) {}
