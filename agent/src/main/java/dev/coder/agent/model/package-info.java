/// One streaming call to one provider, behind [Model].
@NullMarked
package dev.coder.agent.model;

import org.jspecify.annotations.NullMarked;
