package dev.coder.cli.undo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What the file system tells of a file without opening it. Times in nanoseconds since 1970.
///
/// @param mode type and permissions, as `st_mode`
record Stat(int mode, long size, long inode, long modified, long changed) {

    private static final String ATTRIBUTES = "unix:mode,size,ino,lastModifiedTime,ctime";
    private static final int TYPE = 0170000;
    private static final int FOLDER = 0040000;
    private static final int FILE = 0100000;
    private static final int LINK = 0120000;
    private static final int PERMISSIONS = 07777;

    /// Of what may not be looked at.
    static final Stat NONE = new Stat(0, 0, 0, 0, 0);

    /// Links are not followed.
    static Stat of(Path path) throws IOException {
        return of(Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS));
    }

    private static Stat of(Map<String, Object> attributes) {
        return new Stat(
                (int) number(attributes, "mode"),
                number(attributes, "size"),
                number(attributes, "ino"),
                number(attributes, "lastModifiedTime"),
                number(attributes, "ctime"));
    }

    private static long number(Map<String, Object> attributes, String name) {
        return switch (attributes.get(name)) {
            case FileTime time -> time.to(TimeUnit.NANOSECONDS);
            case Number number -> number.longValue();
            case null, default -> throw new IllegalStateException("the file system tells no " + name);
        };
    }

    boolean folder() {
        return (mode & TYPE) == FOLDER;
    }

    boolean file() {
        return (mode & TYPE) == FILE;
    }

    boolean link() {
        return (mode & TYPE) == LINK;
    }

    int permissions() {
        return mode & PERMISSIONS;
    }

    /// The newest of its times.
    long newest() {
        return Math.max(modified, changed);
    }

    /// Whether only its mode may differ.
    boolean sameContent(Stat other) {
        return (mode & TYPE) == (other.mode & TYPE)
                && size == other.size
                && inode == other.inode
                && modified == other.modified;
    }
}
