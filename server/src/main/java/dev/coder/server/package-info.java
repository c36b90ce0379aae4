/// The agent on the network: HTTP, keys; its main.
@NullMarked
package dev.coder.server;

import org.jspecify.annotations.NullMarked;
