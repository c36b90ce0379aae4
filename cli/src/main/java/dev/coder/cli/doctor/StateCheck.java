package dev.coder.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;

/// Where Coder keeps what it keeps.
record StateCheck(Path state) implements Check {

    private static final long LEAST_MB = 500;

    @Override
    public List<Finding> look() {
        return List.of(folder(), space());
    }

    private Finding folder() {
        try {
            if (!Files.exists(state)) {
                return Files.isDirectory(there()) && Files.isWritable(there())
                        ? Finding.ok("state", state + " will be made")
                        : Finding.fail(
                                "state",
                                state + " cannot be made: " + there() + " is not to be written",
                                "set CODER_STATE_DIR to a folder of yours");
            }
            if (!Files.isDirectory(state) || !Files.isWritable(state)) {
                return Finding.fail(
                        "state", state + " is no folder that can be written", "set CODER_STATE_DIR to another");
            }
            return isPrivate()
                    ? Finding.ok("state", state + " is private")
                    : Finding.fail("state", "other users can open " + state, "chmod 700 " + state);
        } catch (IOException e) {
            return Finding.fail("state", state + ": " + e.getMessage(), "set CODER_STATE_DIR to another");
        }
    }

    /// The state folder, or what there is above it.
    private Path there() {
        var there = state;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return there;
    }

    private boolean isPrivate() throws IOException {
        return Files.getPosixFilePermissions(state).stream()
                .map(PosixFilePermission::name)
                .allMatch(permission -> permission.startsWith("OWNER_"));
    }

    private Finding space() {
        try {
            var free = Files.getFileStore(there()).getUsableSpace() >> 20;
            return free >= LEAST_MB
                    ? Finding.ok("disk", (free >> 10) + " GB free")
                    : Finding.warn("disk", free + " MB free for " + state, "make room: undo needs copies of files");
        } catch (IOException e) {
            return Finding.warn("disk", "the free space of " + state + " is unknown", "look with: df -h " + state);
        }
    }
}
