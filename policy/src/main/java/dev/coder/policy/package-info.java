/// May this be done? A pure function from effects to allow, ask or deny. No files, no clock, no environment, no
/// terminal.
@NullMarked
package dev.coder.policy;

import org.jspecify.annotations.NullMarked;
