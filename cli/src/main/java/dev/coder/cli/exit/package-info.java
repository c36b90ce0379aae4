/// How coder ends: exit codes, and the one sentence that goes with them.
@NullMarked
package dev.coder.cli.exit;

import org.jspecify.annotations.NullMarked;
