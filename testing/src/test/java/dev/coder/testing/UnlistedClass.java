package dev.coder.testing;

import org.junit.jupiter.api.Test;

/// A test for [NeedsProgramTest] whose program is not in the list.
class UnlistedClass {

    @Test
    @NeedsProgram("frobnicate")
    void needsAnUnlistedProgram() {
        System.out.println("ran needsAnUnlistedProgram");
    }
}
