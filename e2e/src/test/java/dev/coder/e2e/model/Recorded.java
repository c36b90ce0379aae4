package dev.coder.e2e.model;

import com.fasterxml.jackson.databind.JsonNode;

/// A model request as it came in.
///
/// @param number 1, 2, 3…
/// @param key    under which it came
public record Recorded(int number, Wire wire, String key, JsonNode body, Conversation conversation) {}
