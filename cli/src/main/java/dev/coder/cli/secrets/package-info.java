/// The secret firewall: finds secrets in what leaves for the agent, and puts stable names in their place.
@NullMarked
package dev.coder.cli.secrets;

import org.jspecify.annotations.NullMarked;
