/// `coder setup`: asks, tries the connection, writes; and takes all of it back.
@NullMarked
package dev.coder.cli.setup;

import org.jspecify.annotations.NullMarked;
