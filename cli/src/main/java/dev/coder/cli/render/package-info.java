/// What is shown on the terminal, as pure functions from data to styled lines.
@NullMarked
package dev.coder.cli.render;

import org.jspecify.annotations.NullMarked;
