package dev.coder.cli.tui;

/// An image cannot be sent; the message says why.
final class UnusableImageException extends Exception {

    private static final long serialVersionUID = 1;

    UnusableImageException(String message) {
        super(message);
    }
}
