/// What turns have changed, kept outside of the project, so that it can be taken back.
@NullMarked
package dev.coder.cli.undo;

import org.jspecify.annotations.NullMarked;
