package dev.coder.policy;

/// What a program would read: a file, or a folder with what lies below it.
///
/// @param kind one of the values that name paths
record Reading(String path, Value kind) {}
