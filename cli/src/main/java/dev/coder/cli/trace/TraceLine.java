package dev.coder.cli.trace;

import io.avaje.jsonb.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One line of a trace: what happened in the CLI at one moment. What does not belong to its kind is absent.
///
/// @param at       milliseconds since the epoch
/// @param exchange stands for one request and its answer; for a call, its id
/// @param name     of the request (`POST http://…`), or of the tool
/// @param text     a body, a line of an answer, parameters, a result, or words for people
/// @param millis   how long it took
@Json
public record TraceLine(
        long at,
        Kind kind,
        @Nullable String exchange,
        @Nullable String name,
        @Nullable String text,
        @Nullable Long millis,
        @Nullable Map<String, String> headers) {

    /// What a line tells.
    public enum Kind {
        /// A run of Coder begins.
        RUN,
        NOTE,
        /// A request, with its headers and its body.
        SENT,
        /// The status of the answer.
        ANSWERED,
        /// One line of the answer's body.
        RECEIVED,
        /// The answer's last byte.
        ENDED,
        /// There was no answer, or not all of it.
        BROKEN,
        /// A question to the user.
        ASKED,
        /// The user's answer.
        CONSENT,
        /// A call, with its parameters as the agent sent them.
        STARTED,
        /// A call, with its result as the agent gets it.
        FINISHED
    }

    static TraceLine of(Kind kind, @Nullable String exchange, @Nullable String name, @Nullable String text) {
        return new TraceLine(System.currentTimeMillis(), kind, exchange, name, text, null, null);
    }

    static TraceLine note(Kind kind, String text) {
        return of(kind, null, null, text);
    }

    TraceLine took(long nanos) {
        return new TraceLine(at, kind, exchange, name, text, nanos / 1_000_000, headers);
    }

    TraceLine headers(Map<String, String> sent) {
        return new TraceLine(at, kind, exchange, name, text, millis, sent);
    }

    TraceLine text(@Nullable String other) {
        return new TraceLine(at, kind, exchange, name, other, millis, headers);
    }

    TraceLine name(@Nullable String other) {
        return new TraceLine(at, kind, exchange, other, text, millis, headers);
    }
}
