package dev.coder.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// Follows links as the kernel does, one component after the other, so that `link/..` means the parent of where the
/// link
/// leads.
final class Links {

    private Links() {}

    static Path follow(Path start, String path) throws ToolException {
        if (path.isBlank()) {
            throw ToolException.invalid("path is empty; give a path relative to the project, or an absolute one");
        }
        try {
            return follow(start.resolve(path));
        } catch (InvalidPathException e) {
            throw ToolException.invalid("not a path: " + e.getReason());
        } catch (IOException e) {
            throw ToolException.failed(path + " can not be resolved: a link on the way leads nowhere or in a circle, "
                    + "or a folder can not be entered. Use another path.");
        }
    }

    private static Path follow(Path absolute) throws IOException {
        var reached = absolute.getRoot();
        for (var name : absolute) {
            reached = step(reached, name);
        }
        return reached;
    }

    private static Path step(Path folder, Path name) throws IOException {
        var text = name.toString();
        if (text.isEmpty() || text.equals(".")) {
            return folder;
        }
        if (text.equals("..")) {
            var parent = folder.getParent();
            return parent == null ? folder : parent;
        }
        var next = folder.resolve(name);
        return Files.exists(next, LinkOption.NOFOLLOW_LINKS) ? next.toRealPath() : next;
    }
}
