package dev.coder.tools;

import dev.coder.tools.ProjectType.Found;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/// Tells from the manifests in a folder which kinds of project it holds. Nothing is run.
final class ProjectTypes {

    private static final List<String> JVM =
            List.of("spring-boot", "quarkus", "micronaut", "helidon", "android", "kotlin");
    private static final List<String> PYTHON =
            List.of("django", "flask", "fastapi", "pyramid", "starlette", "pandas", "torch");
    private static final List<String> RUBY = List.of("rails", "sinatra", "hanami");
    private static final List<String> PHP = List.of("laravel", "symfony");

    private ProjectTypes() {}

    static List<ProjectType> in(ProjectFolder folder) {
        var types = new ArrayList<ProjectType>();
        if (folder.has("pom.xml")) {
            types.add(maven(folder));
        }
        if (folder.has("build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts")) {
            types.add(gradle(folder));
        }
        if (folder.has("package.json")) {
            types.add(NodeProject.type(folder));
        }
        if (folder.has("pyproject.toml", "setup.py", "setup.cfg", "requirements.txt", "Pipfile")) {
            types.add(python(folder));
        }
        if (folder.has("go.mod")) {
            types.add(go(folder));
        }
        if (folder.has("Cargo.toml")) {
            types.add(rust());
        }
        if (folder.has("Gemfile")) {
            types.add(ruby(folder));
        }
        if (folder.has("global.json") || folder.hasEnding(".sln", ".slnx", ".csproj", ".fsproj", ".vbproj")) {
            types.add(dotNet());
        }
        if (folder.has("composer.json")) {
            types.add(php(folder));
        }
        types.addAll(c(folder));
        return types;
    }

    private static ProjectType maven(ProjectFolder folder) {
        var mvn = folder.has("mvnw") ? "./mvnw" : "mvn";
        var pom = folder.text("pom.xml");
        return new Found("Java (Maven)")
                .frameworks(folder.named("pom.xml", JVM))
                .command("build", mvn + " -q package -DskipTests")
                .command("test", mvn + " test")
                .commandIf(pom.contains("spotless"), "lint", mvn + " spotless:check")
                .commandIf(pom.contains("checkstyle"), "lint", mvn + " checkstyle:check")
                .commandIf(pom.contains("spotless"), "format", mvn + " spotless:apply")
                .done();
    }

    private static ProjectType gradle(ProjectFolder folder) {
        var gradle = folder.has("gradlew") ? "./gradlew" : "gradle";
        var script = folder.has("build.gradle.kts") ? "build.gradle.kts" : "build.gradle";
        return new Found("Java/Kotlin (Gradle)")
                .frameworks(folder.named(script, JVM))
                .command("build", gradle + " assemble")
                .command("test", gradle + " test")
                .command("lint", gradle + " check")
                .commandIf(folder.text(script).contains("spotless"), "format", gradle + " spotlessApply")
                .done();
    }

    private static ProjectType python(ProjectFolder folder) {
        var manifest = List.of("pyproject.toml", "requirements.txt", "setup.cfg", "setup.py", "Pipfile").stream()
                .filter(folder.names()::contains)
                .map(folder::text)
                .reduce("", String::concat);
        var run = folder.has("uv.lock") ? "uv run " : folder.has("poetry.lock") ? "poetry run " : "";
        var pytest = manifest.contains("pytest") || folder.has("pytest.ini", "conftest.py");
        var ruff = manifest.contains("ruff") || folder.has("ruff.toml", ".ruff.toml");
        var manager = folder.has("uv.lock") ? "uv" : folder.has("poetry.lock") ? "poetry" : "pip";
        return new Found("Python")
                .frameworks(PYTHON.stream()
                        .filter(name -> manifest.toLowerCase(Locale.ROOT).contains(name))
                        .toList())
                .command("install", install(manager, folder))
                .command("test", run + (pytest ? "python -m pytest" : "python -m unittest"))
                .commandIf(ruff, "lint", run + "ruff check .")
                .commandIf(!ruff && manifest.contains("flake8"), "lint", run + "flake8")
                .commandIf(ruff, "format", run + "ruff format .")
                .commandIf(!ruff && manifest.contains("black"), "format", run + "black .")
                .note("package manager: " + manager)
                .done();
    }

    private static String install(String manager, ProjectFolder folder) {
        return switch (manager) {
            case "uv" -> "uv sync";
            case "poetry" -> "poetry install";
            default -> folder.has("requirements.txt") ? "pip install -r requirements.txt" : "pip install -e .";
        };
    }

    private static ProjectType go(ProjectFolder folder) {
        var linter = folder.has(".golangci.yml", ".golangci.yaml", ".golangci.toml");
        return new Found("Go")
                .command("build", "go build ./...")
                .command("test", "go test ./...")
                .command("lint", linter ? "golangci-lint run" : "go vet ./...")
                .command("format", "gofmt -w .")
                .done();
    }

    private static ProjectType rust() {
        return new Found("Rust (Cargo)")
                .command("build", "cargo build")
                .command("test", "cargo test")
                .command("lint", "cargo clippy --all-targets")
                .command("format", "cargo fmt")
                .done();
    }

    private static ProjectType ruby(ProjectFolder folder) {
        return new Found("Ruby (Bundler)")
                .frameworks(folder.named("Gemfile", RUBY))
                .command("install", "bundle install")
                .command("test", folder.has("spec") ? "bundle exec rspec" : "bundle exec rake test")
                .commandIf(folder.has(".rubocop.yml"), "lint", "bundle exec rubocop")
                .done();
    }

    private static ProjectType dotNet() {
        return new Found(".NET")
                .command("build", "dotnet build")
                .command("test", "dotnet test")
                .command("lint", "dotnet format --verify-no-changes")
                .command("format", "dotnet format")
                .done();
    }

    private static ProjectType php(ProjectFolder folder) {
        return new Found("PHP (Composer)")
                .frameworks(folder.named("composer.json", PHP))
                .command("install", "composer install")
                .command("test", folder.has("phpunit.xml", "phpunit.xml.dist") ? "vendor/bin/phpunit" : "composer test")
                .done();
    }

    private static List<ProjectType> c(ProjectFolder folder) {
        if (folder.has("CMakeLists.txt")) {
            return List.of(new Found("C/C++ (CMake)")
                    .command("build", "cmake -B build && cmake --build build")
                    .command("test", "ctest --test-dir build --output-on-failure")
                    .done());
        }
        if (folder.has("meson.build")) {
            return List.of(new Found("C/C++ (Meson)")
                    .command("build", "meson setup build && meson compile -C build")
                    .command("test", "meson test -C build")
                    .done());
        }
        return folder.has("Makefile", "GNUmakefile") ? List.of(make(folder)) : List.of();
    }

    private static ProjectType make(ProjectFolder folder) {
        var text = folder.text(folder.has("GNUmakefile") ? "GNUmakefile" : "Makefile");
        var targets = new LinkedHashSet<String>();
        text.lines()
                .filter(line -> line.matches("[A-Za-z][A-Za-z0-9_-]*:([^=].*)?"))
                .forEach(line -> targets.add(line.substring(0, line.indexOf(':'))));
        var found = new Found("Make").command("build", "make");
        for (var target : List.of("check", "test", "lint", "format")) {
            found.commandIf(targets.contains(target), target.equals("check") ? "test" : target, "make " + target);
        }
        return found.done();
    }
}
