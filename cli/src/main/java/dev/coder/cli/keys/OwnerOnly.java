package dev.coder.cli.keys;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Reads small files that must be nobody else's business.
final class OwnerOnly {

    private static final int OTHERS = 0077;
    private static final int LARGEST = 4096;

    private OwnerOnly() {}

    /// @throws StoreException when there is no such file, or anybody but its owner could read it
    static byte[] read(Path file) throws StoreException {
        try {
            var attributes = Files.readAttributes(file, "unix:uid,mode,isRegularFile,size", LinkOption.NOFOLLOW_LINKS);
            if (!Boolean.TRUE.equals(attributes.get("isRegularFile"))) {
                throw new StoreException(file + " is a link or no file: put the file itself there");
            }
            if (!attributes.getOrDefault("uid", -1).equals((int) new UnixSystem().getUid())) {
                throw new StoreException(file + " belongs to somebody else: make it yours (chown)");
            }
            if (((int) attributes.getOrDefault("mode", OTHERS) & OTHERS) != 0) {
                throw new StoreException("others can read " + file + ": chmod 600 " + file
                        + ", and replace what was in it if they may have");
            }
            return small(file);
        } catch (NoSuchFileException e) {
            throw new StoreException(file + " is missing", e);
        } catch (IOException e) {
            throw new StoreException(file + " cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private static byte[] small(Path file) throws IOException, StoreException {
        try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            var content = in.readNBytes(LARGEST + 1);
            if (content.length > LARGEST) {
                throw new StoreException(file + " is too large to hold a key");
            }
            return content;
        }
    }
}
