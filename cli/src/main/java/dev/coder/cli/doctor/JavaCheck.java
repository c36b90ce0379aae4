package dev.coder.cli.doctor;

import java.util.List;

/// The Java that runs this.
record JavaCheck() implements Check {

    private static final int NEEDED = 25;

    @Override
    public List<Finding> look() {
        var found =
                System.getProperty("java.vm.name") + " " + Runtime.version() + ", " + System.getProperty("java.home");
        return List.of(
                Runtime.version().feature() >= NEEDED
                        ? Finding.ok("java", found)
                        : Finding.fail("java", found, "install a JDK 25 or newer, and set CODER_JAVA_HOME to it"));
    }
}
