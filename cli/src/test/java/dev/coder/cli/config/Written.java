package dev.coder.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file of the repository that is made from the code. `-Dcoder.write=true` writes it, else it has to be as it would
/// be
/// written.
record Written(Path path) {

    void is(String text) throws IOException {
        if (Boolean.getBoolean("coder.write")) {
            Files.writeString(path, text);
        }
        assertThat(path).hasContent(text);
    }
}
