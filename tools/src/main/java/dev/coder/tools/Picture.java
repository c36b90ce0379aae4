package dev.coder.tools;

import dev.coder.plugin.ToolException;
import dev.coder.protocol.Content;
import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// An image on its way to the model. Only what decodes goes there, as one bad image would make a provider refuse the
/// whole conversation; what is too large is scaled down, and GIF images, which not all of them take, become PNG.
final class Picture {

    /// The bytes of an image; in base64 they are a third more, and a result may carry 512 KiB of that.
    static final int MAX_BYTES = 380 << 10;

    /// The longest side in pixels at which models still see more than in a smaller image.
    static final int MAX_SIDE = 1568;

    private static final int UNTOUCHED_SIDE = 2000;
    private static final long MAX_PIXELS = 200_000_000;
    private static final float[] QUALITIES = {0.85f, 0.6f, 0.4f};

    private Picture() {}

    /// @param maxBytes what the image may have, before it is written in base64
    static Pictured of(byte[] data, FileKind kind, int maxBytes) throws ToolException {
        if (kind == FileKind.WEBP) {
            return webp(data, maxBytes);
        }
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(data))) {
            var readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw undecodable(kind);
            }
            var reader = readers.next();
            try {
                reader.setInput(in, true, true);
                return read(reader, data, kind, maxBytes);
            } finally {
                reader.dispose();
            }
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw undecodable(kind);
        }
    }

    /// An image, and a line about it for the model.
    record Pictured(String about, Content.Image image) {}

    private static Pictured read(ImageReader reader, byte[] data, FileKind kind, int maxBytes)
            throws IOException, ToolException {
        var width = reader.getWidth(0);
        var height = reader.getHeight(0);
        if ((long) width * height > MAX_PIXELS) {
            throw ToolException.failed("the image has " + width + " × " + height
                    + " pixels, too many to be shown. Scale it down with run_command first.");
        }
        var size = kind + ", " + width + " × " + height;
        var side = Math.max(width, height);
        var options = reader.getDefaultReadParam();
        var step = Math.max(1, side / (2 * MAX_SIDE));
        options.setSourceSubsampling(step, step, 0, 0);
        var image = reader.read(0, options);
        if (data.length <= maxBytes && side <= UNTOUCHED_SIDE && kind != FileKind.GIF) {
            return new Pictured("[" + size + "]", image(kind, data));
        }
        var change = side > MAX_SIDE ? ", scaled down]" : ", converted]";
        return new Pictured("[" + size + change, fitting(image, maxBytes));
    }

    /// The JDK can not decode these: as it is, or not at all.
    private static Pictured webp(byte[] data, int maxBytes) throws ToolException {
        if (data.length > maxBytes) {
            throw ToolException.failed("a WebP image of " + data.length
                    + " bytes can not be shown. Convert it with run_command to a PNG or JPEG image.");
        }
        if (data.length < 20
                || ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).getInt(4) + 8 > data.length) {
            throw undecodable(FileKind.WEBP);
        }
        return new Pictured("[" + FileKind.WEBP + "]", image(FileKind.WEBP, data));
    }

    /// As a PNG image where that is small enough, else as JPEG images of less and less quality and size.
    static Content.Image fitting(BufferedImage image, int maxBytes) throws IOException {
        var scaled = scaled(image, Math.min(1.0, (double) MAX_SIDE / Math.max(image.getWidth(), image.getHeight())));
        var png = new ByteArrayOutputStream();
        ImageIO.write(scaled, "png", new MemoryCacheImageOutputStream(png));
        if (png.size() <= maxBytes && png.size() > 0) {
            return image(FileKind.PNG, png.toByteArray());
        }
        while (true) {
            var opaque = opaque(scaled);
            for (var quality : QUALITIES) {
                var jpeg = jpeg(opaque, quality);
                if (jpeg.length <= maxBytes) {
                    return image(FileKind.JPEG, jpeg);
                }
            }
            scaled = scaled(scaled, 0.7);
        }
    }

    private static BufferedImage scaled(BufferedImage image, double factor) {
        if (factor == 1) {
            return image;
        }
        var width = Math.max(1, (int) (image.getWidth() * factor));
        var height = Math.max(1, (int) (image.getHeight() * factor));
        var type = image.getColorModel().hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
        return drawn(image, new BufferedImage(width, height, type));
    }

    /// JPEG has no transparency.
    private static BufferedImage opaque(BufferedImage image) {
        return drawn(image, new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB));
    }

    private static BufferedImage drawn(BufferedImage image, BufferedImage target) {
        var graphics = target.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        if (!target.getColorModel().hasAlpha()) {
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, target.getWidth(), target.getHeight());
        }
        graphics.drawImage(image, 0, 0, target.getWidth(), target.getHeight(), null);
        graphics.dispose();
        return target;
    }

    private static byte[] jpeg(BufferedImage image, float quality) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            var options = writer.getDefaultWriteParam();
            options.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            options.setCompressionQuality(quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), options);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static Content.Image image(FileKind kind, byte[] data) {
        return new Content.Image(
                "image/" + kind.name().toLowerCase(Locale.ROOT),
                Base64.getEncoder().encodeToString(data));
    }

    private static ToolException undecodable(FileKind kind) {
        return ToolException.failed(
                "it begins as " + kind
                        + " does, but can not be decoded: it is damaged, or of a rare kind. Convert it with run_command first.");
    }
}
