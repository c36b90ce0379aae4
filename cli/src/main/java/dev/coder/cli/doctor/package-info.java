/// Whether this machine has what Coder needs.
@NullMarked
package dev.coder.cli.doctor;

import org.jspecify.annotations.NullMarked;
