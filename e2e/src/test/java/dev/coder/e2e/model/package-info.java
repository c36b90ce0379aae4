/// A scripted model that speaks four providers' streaming formats over real HTTP and checks every request.
@NullMarked
package dev.coder.e2e.model;

import org.jspecify.annotations.NullMarked;
