package dev.coder.tools;

import dev.coder.plugin.ToolException;
import dev.coder.plugin.Workspace;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// What the model reads when a file could not be reached: what is wrong, and what to try instead.
final class Failures {

    private static final int NEAREST = 3;

    private Failures() {}

    static ToolException of(IOException e, Workspace workspace, Path path) {
        var shown = workspace.display(path);
        return ToolException.failed(
                switch (e) {
                    case NoSuchFileException _ -> shown + " does not exist." + nearest(workspace, path);
                    case NotDirectoryException _
                    when Files.exists(path, LinkOption.NOFOLLOW_LINKS) ->
                        shown + " is not a folder. Use read_file for files.";
                    case NotDirectoryException _ -> shown + " can not be there: what is above it is a file.";
                    case AccessDeniedException denied -> shown + " can not be accessed: " + reason(denied);
                    case FileSystemException failed -> shown + ": " + reason(failed);
                    default -> shown + ": " + e.getMessage();
                });
    }

    private static String reason(FileSystemException e) {
        var reason = e.getReason();
        return reason == null ? "permission denied" : reason;
    }

    private static String nearest(Workspace workspace, Path path) {
        var folder = path.getParent();
        while (folder != null && !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            folder = folder.getParent();
        }
        if (folder == null || !workspace.inside(folder)) {
            return "";
        }
        if (!folder.equals(path.getParent())) {
            return " There is no folder "
                    + workspace.display(folder.resolve(folder.relativize(path).getName(0))) + ". Use find_files.";
        }
        var names = nearestNames(folder, path.getFileName().toString());
        return names.isEmpty()
                ? " Use find_files to look for it."
                : " In that folder there is: " + String.join(", ", names) + ".";
    }

    private static List<String> nearestNames(Path folder, String wanted) {
        try (var entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> Similarity.of(name.toLowerCase(Locale.ROOT), wanted.toLowerCase(Locale.ROOT)) > 0.4)
                    .sorted(Comparator.comparingDouble(
                            name -> -Similarity.of(name.toLowerCase(Locale.ROOT), wanted.toLowerCase(Locale.ROOT))))
                    .limit(NEAREST)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
