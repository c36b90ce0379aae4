package dev.coder.tools;

import dev.coder.tools.ProjectType.Found;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Projects in C and C++, and those whose build tool knows any language.
final class NativeProject {

    private static final Pattern TARGET = Pattern.compile("(?m)^([A-Za-z][A-Za-z0-9_-]*)(?: [^:=\\n]*)?:(?!=)");
    private static final List<String> PURPOSES = List.of("install", "build", "test", "lint", "format");

    private NativeProject() {}

    static Found cMake(ProjectFolder folder) {
        var preset = folder.has("CMakePresets.json") ? " # presets: cmake --list-presets" : "";
        return formatted(folder, new Found("C/C++ (CMake)"))
                .command("build", "cmake -B build && cmake --build build" + preset)
                .command("test", "ctest --test-dir build --output-on-failure");
    }

    static Found meson(ProjectFolder folder) {
        return formatted(folder, new Found("C/C++ (Meson)"))
                .command("build", "meson setup build && meson compile -C build")
                .command("test", "meson test -C build");
    }

    static Found autotools(ProjectFolder folder) {
        return formatted(folder, new Found("C/C++ (Autotools)"))
                .command(
                        "build",
                        folder.has("configure") ? "./configure && make" : "autoreconf -i && ./configure && make")
                .command("test", "make check");
    }

    private static Found formatted(ProjectFolder folder, Found found) {
        return found.commandIf(folder.has(".clang-tidy"), "lint", "clang-tidy -p build FILES")
                .commandIf(folder.has(".clang-format"), "format", "clang-format -i FILES")
                .noteIf(folder.has("conanfile.txt", "conanfile.py"), "package manager: conan")
                .noteIf(folder.has("vcpkg.json"), "package manager: vcpkg");
    }

    static Found bazel(ProjectFolder folder) {
        var bazel = folder.has("bazelw") ? "./bazelw" : "bazel";
        return new Found("Bazel")
                .command("build", bazel + " build //...")
                .command("test", bazel + " test //...")
                .note("monorepo: //FOLDER:TARGET for one");
    }

    static Found make(ProjectFolder folder) {
        var targets = targets(folder.texts("GNUmakefile", "Makefile", "makefile"));
        var found = new Found("Make").command("build", "make" + (targets.contains("build") ? " build" : ""));
        for (var target : List.of("check", "test", "lint", "format", "fmt")) {
            found.commandIf(targets.contains(target), purpose(target), "make " + target);
        }
        return found;
    }

    static Found just(ProjectFolder folder) {
        var targets = targets(folder.texts("justfile", "Justfile", ".justfile"));
        var found = new Found("Just");
        PURPOSES.forEach(purpose -> found.commandIf(targets.contains(purpose), purpose, "just " + purpose));
        return found.commandIf(targets.contains("check"), "lint", "just check")
                .commandIf(targets.contains("fmt"), "format", "just fmt");
    }

    private static String purpose(String target) {
        return switch (target) {
            case "check" -> "test";
            case "fmt" -> "format";
            default -> target;
        };
    }

    private static Set<String> targets(String text) {
        var targets = new LinkedHashSet<String>();
        TARGET.matcher(text).results().forEach(match -> targets.add(match.group(1)));
        return targets;
    }
}
