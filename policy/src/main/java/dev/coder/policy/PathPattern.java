package dev.coder.policy;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A pattern for files and folders, and for all that lies below them: names, `*` within a name, `**` over several.
///
/// @param bases the part before the first star, absolute; several when a relative pattern is meant in several projects
/// @param rest  the part from the first star on; empty when there is none
record PathPattern(List<Path> bases, String rest) {

    private static final Pattern STAR = Pattern.compile("\\*\\*/|\\*\\*|\\*");

    PathPattern {
        bases = List.copyOf(bases);
    }

    /// @param text relative to each of the folders, absolute, or in the home folder (`~/…`)
    /// @throws IllegalArgumentException when it is no path
    static PathPattern of(String text, List<Path> folders, Path home) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("it names no path");
        }
        var named = text.equals("~") || text.startsWith("~/") ? home + text.substring(1) : text;
        var star = named.indexOf('*');
        var plain = star < 0 ? named.length() : named.lastIndexOf('/', star) + 1;
        return new PathPattern(
                folders.stream()
                        .map(folder -> folder.resolve(named.substring(0, plain)).normalize())
                        .distinct()
                        .toList(),
                named.substring(plain));
    }

    /// @param path    resolved
    /// @param anyCase whether letters count as the same in either case
    boolean matches(Path path, UnaryOperator<Path> resolve, boolean anyCase) {
        return places(resolve).anyMatch(base -> isBelow(fold(base, anyCase), fold(path, anyCase), anyCase));
    }

    /// Whether a word of a command, which may be a pattern of bash, means something that matches.
    boolean isNamedBy(Path word, UnaryOperator<Path> resolve) {
        return matches(word, resolve, true)
                || (FilePattern.is(word.toString()) && places(resolve).anyMatch(base -> mayReach(word, base)));
    }

    private static boolean mayReach(Path pattern, Path base) {
        for (var i = 0; i < Math.min(pattern.getNameCount(), base.getNameCount()); i++) {
            var name = pattern.getName(i).toString();
            var wanted = base.getName(i).toString();
            if (!name.equalsIgnoreCase(wanted)
                    && !(FilePattern.is(name) && FilePattern.of(name).matches(wanted))) {
                return false;
            }
        }
        return pattern.getNameCount() >= base.getNameCount();
    }

    /// Whether something that matches may lie below the path.
    boolean mayLieBelow(Path path, UnaryOperator<Path> resolve) {
        return places(resolve).anyMatch(base -> fold(base, true).startsWith(fold(path, true)));
    }

    /// Where it may be found: as it is written, and where links lead at this moment.
    Stream<Path> places(UnaryOperator<Path> resolve) {
        return bases.stream()
                .flatMap(base -> Stream.of(base, resolved(base, resolve)))
                .distinct();
    }

    private boolean isBelow(Path base, Path path, boolean anyCase) {
        if (!path.startsWith(base)) {
            return false;
        }
        var regex = regex(anyCase);
        for (var part = base.relativize(path); part != null; part = part.getParent()) {
            if (rest.isEmpty() || regex.matcher(part.toString()).matches()) {
                return true;
            }
        }
        return false;
    }

    private Pattern regex(boolean anyCase) {
        var regex = new StringBuilder();
        var star = STAR.matcher(rest);
        var at = 0;
        while (star.find()) {
            regex.append(Pattern.quote(rest.substring(at, star.start()))).append(meaning(star.group()));
            at = star.end();
        }
        regex.append(Pattern.quote(rest.substring(at)));
        return Pattern.compile(
                regex.toString(), Pattern.DOTALL | (anyCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0));
    }

    private static String meaning(String star) {
        return switch (star) {
            case "*" -> "[^/]*";
            case "**" -> ".*";
            default -> "(.*/)?";
        };
    }

    private static Path resolved(Path base, UnaryOperator<Path> resolve) {
        try {
            return resolve.apply(base);
        } catch (IllegalArgumentException e) {
            return base;
        }
    }

    private static Path fold(Path path, boolean anyCase) {
        return anyCase ? path.getFileSystem().getPath(path.toString().toLowerCase(Locale.ROOT)) : path;
    }
}
