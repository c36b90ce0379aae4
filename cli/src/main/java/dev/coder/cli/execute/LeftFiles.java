package dev.coder.cli.execute;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// What an earlier run of Coder left of a call, to tell what became of it. No policy judges what is read there, so all
/// of it must have been made by that run: regular files of the same owner under one name each, and links to nothing but
/// the session's own stored outputs.
///
/// @param scratch of the call
/// @param tools   what tools keep of the session
record LeftFiles(Path scratch, Path tools) {

    boolean ours() {
        try (var tree = Files.walk(scratch)) {
            for (var file : tree.toList()) {
                if (!ours(file)) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean ours(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            return isOutput(Files.readSymbolicLink(file));
        }
        return Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) ? sameOwner(file) : isWritten(file);
    }

    private boolean isOutput(Path target) throws IOException {
        var folder = target.getParent();
        var outputs = tools.resolve("outputs");
        return folder != null
                && target.isAbsolute()
                && Files.isDirectory(tools, LinkOption.NOFOLLOW_LINKS)
                && Files.isDirectory(outputs, LinkOption.NOFOLLOW_LINKS)
                && folder.toRealPath().equals(outputs.toRealPath())
                && isWritten(target);
    }

    private boolean isWritten(Path file) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Integer.valueOf(1).equals(Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS))
                && sameOwner(file);
    }

    private boolean sameOwner(Path file) throws IOException {
        return Files.getOwner(file, LinkOption.NOFOLLOW_LINKS)
                .equals(Files.getOwner(scratch, LinkOption.NOFOLLOW_LINKS));
    }
}
