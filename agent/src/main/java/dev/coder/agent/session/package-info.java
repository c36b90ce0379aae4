/// The append-only log of a session, in SQL; the only state that outlives a request.
@NullMarked
package dev.coder.agent.session;

import org.jspecify.annotations.NullMarked;
