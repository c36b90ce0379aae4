/// What keeps commands inside the workspace, one class for each way of an operating system.
@NullMarked
package dev.coder.tools.sandbox;

import org.jspecify.annotations.NullMarked;
