package dev.coder.agent.session;

import org.jdbi.v3.core.Handle;

/// The pool that a session belongs to, within a transaction.
///
/// @param pool of this process
record Belonging(Handle handle, String sessionId, WorkPool pool) {

    /// The pool that does its work.
    WorkPool owner() {
        return new WorkPool(name());
    }

    boolean isOurs() {
        return owner().equals(pool);
    }

    /// Whether another pool is known to work on it: a session of an older build belongs to nobody yet.
    boolean isElsewhere() {
        return !owner().equals(WorkPool.SHARED) && !isOurs();
    }

    private String name() {
        return handle.createQuery("select coalesce(pool, '') from session where id = :id")
                .bind("id", sessionId)
                .mapTo(String.class)
                .findOne()
                .orElse(pool.name());
    }

    /// Makes it one of this process's pool.
    boolean take() {
        return handle.execute("update session set pool = ? where id = ?", pool.name(), sessionId) > 0;
    }
}
