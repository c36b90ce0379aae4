package dev.coder.cli.tui;

import dev.coder.protocol.Content;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;

/// Images that the user shows to the model.
final class ImageFile {

    private static final Map<String, String> TYPES = Map.of(
            "png", "image/png", "jpg", "image/jpeg", "jpeg", "image/jpeg", "gif", "image/gif", "webp", "image/webp");
    /// A request to the agent has at most 1 MiB, and base64 makes four bytes of three.
    private static final int BYTES = 600 * 1024;
    private static final long READABLE = 50L * 1024 * 1024;
    /// Models scale larger ones down themselves.
    private static final int PIXELS = 1568;

    private ImageFile() {}

    /// The file that was pasted or dragged: its path, perhaps in quotes, with escaped blanks, or as a `file:` URI.
    static Optional<Path> dragged(String pasted, Path folder, Path home) {
        var text = pasted.strip();
        if (text.isEmpty()
                || text.length() > 4096
                || text.contains("\n")
                || type(unquoted(text)).isEmpty()) {
            return Optional.empty();
        }
        try {
            var path = path(unquoted(text), folder, home);
            return Files.isRegularFile(path) ? Optional.of(path) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Path path(String text, Path folder, Path home) {
        if (text.startsWith("file://")) {
            try {
                return Path.of(URI.create(text.replace(" ", "%20")));
            } catch (IllegalArgumentException e) {
                return folder.resolve(text);
            }
        }
        return text.startsWith("~/") ? home.resolve(text.substring(2)) : folder.resolve(text);
    }

    private static String unquoted(String text) {
        var quote = text.charAt(0);
        var quoted = text.length() > 1 && (quote == '\'' || quote == '"') && text.charAt(text.length() - 1) == quote;
        return quoted ? text.substring(1, text.length() - 1) : text.replaceAll("\\\\(.)", "$1");
    }

    private static Optional<String> type(String name) {
        var dot = name.lastIndexOf('.');
        return Optional.ofNullable(TYPES.get(name.substring(dot + 1).toLowerCase(Locale.ROOT)));
    }

    static Content.Image read(Path file) throws IOException, UnusableImageException {
        if (Files.size(file) > READABLE) {
            throw new UnusableImageException("the file is larger than 50 MB");
        }
        return of(Files.readAllBytes(file), type(file.toString()).orElse("image/png"));
    }

    /// Scaled down when it is too large to be sent.
    static Content.Image of(byte[] bytes, String type) throws IOException, UnusableImageException {
        if (bytes.length <= BYTES) {
            return new Content.Image(type, Base64.getEncoder().encodeToString(bytes));
        }
        var image = ImageIO.read(new ByteArrayInputStream(bytes));
        if (image == null) {
            throw new UnusableImageException("it is too large to be sent, and of a kind that cannot be scaled down");
        }
        var small = jpeg(image);
        if (small.length > BYTES) {
            throw new UnusableImageException("it is too large to be sent");
        }
        return new Content.Image("image/jpeg", Base64.getEncoder().encodeToString(small));
    }

    private static byte[] jpeg(BufferedImage image) throws IOException {
        var scale = Math.min(1.0, (double) PIXELS / Math.max(image.getWidth(), image.getHeight()));
        var width = Math.max(1, (int) (image.getWidth() * scale));
        var height = Math.max(1, (int) (image.getHeight() * scale));
        var scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = scaled.createGraphics();
        graphics.drawImage(image.getScaledInstance(width, height, Image.SCALE_SMOOTH), 0, 0, null);
        graphics.dispose();
        var out = new ByteArrayOutputStream();
        ImageIO.write(scaled, "jpeg", out);
        return out.toByteArray();
    }
}
