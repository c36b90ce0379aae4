/// `coder dev`: an agent in the foreground that starts anew when what it is made of changes.
@NullMarked
package dev.coder.cli.dev;

import org.jspecify.annotations.NullMarked;
