/// One turn from prompt to answer, across any number of connections and restarts.
@NullMarked
package dev.coder.cli.conversation;

import org.jspecify.annotations.NullMarked;
