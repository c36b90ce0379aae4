/// What a tool is: the API for plugin authors. Our own tools use nothing else.
@NullMarked
package dev.coder.plugin;

import org.jspecify.annotations.NullMarked;
