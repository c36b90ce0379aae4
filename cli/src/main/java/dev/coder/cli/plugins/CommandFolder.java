package dev.coder.cli.plugins;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// A folder of [CommandFile]s: `review.md` is `/review`, `git/fix.md` is `/git:fix`.
///
/// @param origin  what is shown of it, such as `user`
/// @param ownOnly whether links that lead out of the project are refused
public record CommandFolder(Path path, String origin, boolean ownOnly) {

    private static final int DEPTH = 3;
    private static final long LARGEST = 256 * 1024;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_:-]{1,64}");

    /// The user's own commands.
    ///
    /// @param config where the user's settings lie
    public static CommandFolder ofUser(Path config) {
        return new CommandFolder(config.resolve("commands"), "user", false);
    }

    /// Those of a project; to be read only when it is trusted.
    public static CommandFolder ofProject(Path project) {
        return new CommandFolder(project.resolve(".coder").resolve("commands"), "project", true);
    }

    public boolean isThere() {
        return Files.isDirectory(path);
    }

    /// All that can be read, sorted by name.
    ///
    /// @param notices gets a sentence for each file that cannot be used
    public List<Plugins.Added> commands(Consumer<String> notices) {
        if (!isThere()) {
            return List.of();
        }
        var commands = new ArrayList<Plugins.Added>();
        try (var files = Files.walk(path, DEPTH)) {
            for (var file : files.filter(each -> each.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                read(file, commands, notices);
            }
        } catch (IOException e) {
            notices.accept("The commands in " + path + " cannot be read (" + e.getMessage() + ")");
        }
        return commands;
    }

    private void read(Path file, List<Plugins.Added> commands, Consumer<String> notices) {
        try {
            commands.add(new Plugins.Added(CommandFile.of(name(file), content(file)), origin));
        } catch (CharacterCodingException e) {
            notices.accept("The command file " + file + " is not used: it is no text in UTF-8");
        } catch (IOException e) {
            notices.accept("The command file " + file + " is not used: " + e.getMessage());
        }
    }

    private String name(Path file) throws IOException {
        var relative = path.relativize(file);
        var name = StreamSupport.stream(relative.spliterator(), false)
                .map(Path::toString)
                .collect(Collectors.joining(":"))
                .replaceAll("\\.md$", "");
        if (!NAME.matcher(name).matches()) {
            throw new IOException("its name may hold letters, digits, - and _ only");
        }
        return name;
    }

    private String content(Path file) throws IOException {
        var project = path.resolveSibling("").resolveSibling("");
        if (ownOnly && !file.toRealPath().startsWith(project.toRealPath())) {
            throw new IOException("it is a link that leads out of " + project);
        }
        if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
            throw new IOException("it is no file of at most 256 KiB");
        }
        var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(file)));
        if (text.toString().isBlank()) {
            throw new IOException("it is empty");
        }
        return text.toString();
    }
}
