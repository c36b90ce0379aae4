/// The brain: it holds the models, runs the loop and keeps the sessions. No HTTP server in it, and no user's files.
@NullMarked
package dev.coder.agent;

import org.jspecify.annotations.NullMarked;
