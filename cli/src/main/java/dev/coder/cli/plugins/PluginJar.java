package dev.coder.cli.plugins;

import dev.coder.plugin.Plugin;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarFile;

/// One jar of a user: a plugin with all that it needs. It sees Coder's plugin API, and nothing of other plugins.
record PluginJar(Path file) {

    private static final String SERVICE = "META-INF/services/" + Plugin.class.getName();

    /// Why a jar cannot be used.
    static final class BrokenException extends Exception {
        @java.io.Serial
        private static final long serialVersionUID = 1;

        BrokenException(String why) {
            super(why);
        }
    }

    List<PluginParts> parts() throws BrokenException {
        checkContent();
        try {
            var classes = new URLClassLoader(
                    file.getFileName().toString(), new URL[] {file.toUri().toURL()}, Plugin.class.getClassLoader());
            return ServiceLoader.load(Plugin.class, classes).stream()
                    .filter(provider -> classes.equals(provider.type().getClassLoader()))
                    .map(provider -> PluginParts.of(provider.get()))
                    .toList();
        } catch (IOException | RuntimeException | LinkageError | ServiceConfigurationError e) {
            throw new BrokenException(why(e));
        }
    }

    private void checkContent() throws BrokenException {
        try (var jar = new JarFile(file.toFile())) {
            if (jar.getEntry(SERVICE) == null) {
                throw new BrokenException("there is no " + SERVICE + " in it");
            }
        } catch (IOException e) {
            throw new BrokenException(why(e));
        }
    }

    private static String why(Throwable failure) {
        var message = failure.getMessage();
        var name = failure.getClass().getSimpleName();
        return message == null || message.isBlank()
                ? name
                : name + ": " + message.lines().findFirst().orElse("");
    }
}
