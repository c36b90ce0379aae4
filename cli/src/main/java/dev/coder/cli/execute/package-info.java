/// Running the agent's calls on this machine: policy, approval, journal.
@NullMarked
package dev.coder.cli.execute;

import org.jspecify.annotations.NullMarked;
