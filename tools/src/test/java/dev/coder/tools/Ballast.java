package dev.coder.tools;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/// What fills a small file system up.
sealed interface Ballast {

    /// @param free how much room is left
    void fill(int free) throws IOException;

    void remove() throws IOException;

    /// Fills all pages of 4 KiB.
    record Pages(Path file) implements Ballast {

        private static final int PAGE = 4096;

        @Override
        public void fill(int free) throws IOException {
            try (var ballast = new RandomAccessFile(file.toFile(), "rw")) {
                writeUntilFull(ballast);
                ballast.setLength(Math.max(0, ballast.length() / PAGE - free) * PAGE);
            }
        }

        private static void writeUntilFull(RandomAccessFile ballast) {
            try {
                while (true) {
                    ballast.write(new byte[PAGE]);
                }
            } catch (IOException full) {
                return;
            }
        }

        @Override
        public void remove() throws IOException {
            Files.delete(file);
        }
    }

    /// Takes all files that there may be.
    record Names(Path folder, Deque<Path> files) implements Ballast {

        Names(Path folder) {
            this(folder, new ArrayDeque<>());
        }

        @Override
        public void fill(int free) throws IOException {
            createUntilFull();
            for (var i = 0; i < free && !files.isEmpty(); i++) {
                Files.delete(files.pop());
            }
        }

        private void createUntilFull() {
            try {
                while (true) {
                    files.push(Files.createFile(folder.resolve("ballast" + files.size())));
                }
            } catch (IOException full) {
                return;
            }
        }

        @Override
        public void remove() throws IOException {
            while (!files.isEmpty()) {
                Files.delete(files.pop());
            }
        }
    }
}
