/// The tools in the box. They use nothing but the plugin API.
@NullMarked
package dev.coder.tools;

import org.jspecify.annotations.NullMarked;
