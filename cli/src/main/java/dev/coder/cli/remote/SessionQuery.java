package dev.coder.cli.remote;

import org.jspecify.annotations.Nullable;

/// Which sessions are asked for, the latest first.
///
/// @param workspaceId only those of that workspace; null means all
/// @param text        only those in which it was said; null means all
/// @param before      the `next` of the page before; null means the first page
/// @param limit       at most so many, 1 to 100
public record SessionQuery(
        @Nullable String workspaceId,
        @Nullable String text,
        @Nullable String before,
        int limit) {

    public static SessionQuery latest(int limit) {
        return new SessionQuery(null, null, null, limit);
    }

    public static SessionQuery ofWorkspace(String workspaceId, int limit) {
        return new SessionQuery(workspaceId, null, null, limit);
    }

    public SessionQuery from(String next) {
        return new SessionQuery(workspaceId, text, next, limit);
    }
}
