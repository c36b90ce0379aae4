package dev.coder.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.concurrent.Executors;

/// Walks a folder with a virtual thread for each folder below it. Passes over what git ignores, over `.git`, and over
/// links.
final class FileTree {

    /// Called from many threads at once.
    interface Visitor {
        void visit(Path path, BasicFileAttributes attributes);
    }

    private final Visitor visitor;

    private FileTree(Visitor visitor) {
        this.visitor = visitor;
    }

    /// Returns when everything was visited.
    ///
    /// @param environment names the user's home folder, where there may be rules of theirs
    static void walk(Path folder, Map<String, String> environment, Visitor visitor) throws InterruptedException {
        new FileTree(visitor).walk(folder, IgnoreRules.startingAt(folder, environment));
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private void walk(Path folder, IgnoreRules rules) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var entries = Files.newDirectoryStream(folder)) {
            for (var entry : entries) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                var attributes = Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (isWanted(entry, attributes, rules)) {
                    visitor.visit(entry, attributes);
                    if (attributes.isDirectory()) {
                        threads.execute(() -> walk(entry, rules.in(entry)));
                    }
                }
            }
        } catch (IOException e) {
            // a folder that can not be read, or is gone: there is nothing to find in it
        }
    }

    private static boolean isWanted(Path entry, BasicFileAttributes attributes, IgnoreRules rules) {
        return (attributes.isRegularFile() || attributes.isDirectory())
                && !entry.getFileName().toString().equals(".git")
                && !rules.ignores(entry, attributes.isDirectory());
    }
}
