package dev.coder.cli.config;

import dev.coder.cli.config.ConfigFile.Layer;

/// The files that a user may change.
public enum ConfigTarget {
    USER,
    PROJECT,
    LOCAL;

    Layer layer() {
        return switch (this) {
            case USER -> Layer.USER;
            case PROJECT -> Layer.PROJECT;
            case LOCAL -> Layer.LOCAL;
        };
    }
}
