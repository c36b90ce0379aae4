package dev.coder.cli.doctor;

import dev.coder.plugin.Sandbox;
import java.util.List;

/// What keeps commands in auto mode from the rest of the machine.
record SandboxCheck(List<Sandbox> sandboxes, String advice) implements Check {

    @Override
    public List<Finding> look() {
        return List.of(sandbox());
    }

    private Finding sandbox() {
        var works = sandboxes.stream().filter(Sandbox::works).findFirst();
        if (works.isEmpty()) {
            return Finding.warn("sandbox", "none works, so that auto mode refuses to start", advice);
        }
        var weakness = works.get().weakness();
        return weakness.isEmpty()
                ? Finding.ok("sandbox", works.get().name() + " is in force for commands in auto mode")
                : Finding.warn("sandbox", works.get().name() + " is in force in auto mode; in it " + weakness, advice);
    }
}
