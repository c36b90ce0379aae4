package dev.coder.cli.local;

import dev.coder.protocol.Sha256;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Tells whether a running agent is the one that would be started at this moment: same version, same jars, same model
/// settings in the environment, same stored keys.
final class Fingerprint {

    private static final int BUILD = 8;
    private static final Pattern MODEL_SETTING = Pattern.compile(".*(_API_KEY|_AUTH_TOKEN|_BASE_URL|_API_BASE)");
    private static final Set<String> OTHERS = Set.of("OLLAMA_HOST", "CODER_PRACTICE_MODEL");
    private static final Set<String> PROXIES = Set.of("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY");

    private Fingerprint() {}

    /// 24 hexadecimal digits, of which the first ones stand for the build.
    ///
    /// @param keys changes with the stored keys; empty when there is none
    static String of(String version, String classPath, Map<String, String> environment, String keys) {
        var text = new StringBuilder(version).append(keys);
        jars(classPath).forEach(jar -> text.append(stamp(jar)));
        settings(environment)
                .forEach((name, value) ->
                        text.append('\n').append(name).append('=').append(value));
        return build(version, classPath) + Sha256.hex(text.toString()).substring(0, 16);
    }

    private static String build(String version, String classPath) {
        var text = new StringBuilder(version);
        jars(classPath).forEach(jar -> text.append(stamp(jar)));
        return Sha256.hex(text.toString()).substring(0, BUILD);
    }

    /// Whether both are of agents of the same build, whatever their model settings.
    static boolean sameBuild(String one, String other) {
        return one.length() == other.length() && one.startsWith(other.substring(0, Math.min(BUILD, other.length())));
    }

    private static List<Path> jars(String classPath) {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(classPath)
                .filter(entry -> !entry.isBlank())
                .map(Path::of)
                .sorted()
                .toList();
    }

    private static String stamp(Path jar) {
        try {
            return "\n" + jar.getFileName() + " " + Files.size(jar) + " "
                    + Files.getLastModifiedTime(jar).toMillis();
        } catch (IOException e) {
            return "\n" + jar.getFileName() + " is missing";
        }
    }

    private static Map<String, String> settings(Map<String, String> environment) {
        var settings = new TreeMap<String, String>();
        environment.forEach((name, value) -> {
            if (counts(name)) {
                settings.put(name, value);
            }
        });
        return settings;
    }

    private static boolean counts(String name) {
        return !name.equals("CODER_API_KEY")
                && (MODEL_SETTING.matcher(name).matches()
                        || OTHERS.contains(name)
                        || PROXIES.contains(name.toUpperCase(Locale.ROOT)));
    }
}
