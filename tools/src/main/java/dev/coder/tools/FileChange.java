package dev.coder.tools;

import dev.coder.plugin.Recovered;
import dev.coder.plugin.ToolException;
import dev.coder.protocol.ToolOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The evidence of a file change: what the file held before and will hold after, by hash. Settles after a crash whether
/// the change took place.
///
/// @param before SHA-256 in hex, or `absent`
/// @param mark   of the temporary file
record FileChange(String before, String after, String mark, Path path) {

    private static final String ABSENT = "absent";

    static FileChange of(byte @Nullable [] before, byte[] after, String mark, Path path) {
        return new FileChange(before == null ? ABSENT : hash(before), hash(after), mark, path);
    }

    static FileChange parse(String evidence) {
        var parts = evidence.split(" ", 4);
        return new FileChange(parts[0], parts[1], parts[2], Path.of(parts[3]));
    }

    @Override
    public String toString() {
        return String.join(" ", before, after, mark, path.toString());
    }

    /// Compares the file as it is with the evidence, and takes away what the crash left.
    Recovered settle() throws ToolException {
        try {
            deleteLeftovers();
            var now = Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? hash(Files.readAllBytes(path)) : ABSENT;
            if (now.equals(after)) {
                return new Recovered.Done(ToolOutput.text("done: " + path + " has the new content"));
            }
            return now.equals(before) ? new Recovered.NotDone() : new Recovered.Unknown();
        } catch (IOException e) {
            return new Recovered.Unknown();
        }
    }

    private void deleteLeftovers() throws IOException {
        Files.deleteIfExists(path.resolveSibling(ProjectFile.temporary(mark)));
        for (var folder = path.getParent(); folder != null; folder = folder.getParent()) {
            Files.deleteIfExists(folder.resolve(NewFolders.temporary(mark)));
        }
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
