package dev.coder.tools;

import dev.coder.tools.ProjectType.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Tells from the manifests in a folder which kinds of project it holds. Nothing is run.
final class ProjectTypes {

    /// @param endings of the names that tell of it; a whole name counts as its own ending
    /// @param type    described; empty when it is none after all
    private record Kind(List<String> endings, Function<ProjectFolder, Found> type) {

        boolean isIn(ProjectFolder folder) {
            return folder.has(endings.toArray(String[]::new))
                    || endings.stream().anyMatch(ending -> ending.startsWith(".") && folder.hasEnding(ending));
        }
    }

    private static final List<Kind> KINDS = List.of(
            kind(JvmProject::maven, "pom.xml"),
            kind(JvmProject::gradle, "build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts"),
            kind(JvmProject::sbt, "build.sbt"),
            kind(NodeProject::type, "package.json"),
            kind(NodeProject::deno, "deno.json", "deno.jsonc"),
            kind(PythonProject::type, PythonProject.MANIFESTS),
            kind(ProjectTypes::go, "go.mod", "go.work"),
            kind(ProjectTypes::rust, "Cargo.toml"),
            kind(ProjectTypes::ruby, "Gemfile"),
            kind(ProjectTypes::dotNet, "global.json", ".sln", ".slnx", ".csproj", ".fsproj", ".vbproj"),
            kind(ProjectTypes::php, "composer.json"),
            kind(ProjectTypes::elixir, "mix.exs"),
            kind(ProjectTypes::dart, "pubspec.yaml"),
            kind(ProjectTypes::swift, "Package.swift"),
            kind(NativeProject::bazel, "MODULE.bazel", "WORKSPACE", "WORKSPACE.bazel"),
            kind(NativeProject::cMake, "CMakeLists.txt"),
            kind(NativeProject::meson, "meson.build"),
            kind(NativeProject::autotools, "configure.ac"),
            kind(NativeProject::make, "Makefile", "GNUmakefile", "makefile"),
            kind(NativeProject::just, "justfile", "Justfile", ".justfile"));

    private ProjectTypes() {}

    private static Kind kind(Function<ProjectFolder, Found> type, String... endings) {
        return new Kind(List.of(endings), type);
    }

    static List<ProjectType> in(ProjectFolder folder) {
        var types = new ArrayList<ProjectType>();
        for (var kind : KINDS) {
            if (kind.isIn(folder)) {
                types.add(kind.type().apply(folder).done());
            }
        }
        return types;
    }

    private static Found go(ProjectFolder folder) {
        var linter = folder.has(".golangci.yml", ".golangci.yaml", ".golangci.toml");
        return new Found("Go")
                .frameworksIn(folder.text("go.mod"), "gin-gonic", "labstack/echo", "gofiber", "grpc", "cobra")
                .command("build", "go build ./...")
                .command("test", "go test ./...")
                .command("lint", linter ? "golangci-lint run" : "go vet ./...")
                .command("format", "gofmt -w .")
                .noteIf(folder.has("go.work"), "monorepo: the modules that go.work names");
    }

    private static Found rust(ProjectFolder folder) {
        var manifest = folder.text("Cargo.toml");
        var nextest = folder.has(".config") && manifest.contains("nextest");
        return new Found("Rust (Cargo)")
                .frameworksIn(manifest, "tokio", "axum", "actix-web", "rocket", "bevy", "tauri", "clap")
                .command("build", "cargo build")
                .command("test", nextest ? "cargo nextest run" : "cargo test")
                .command("lint", "cargo clippy --all-targets")
                .command("format", "cargo fmt")
                .noteIf(manifest.contains("[workspace]"), "monorepo: a Cargo workspace; -p CRATE for one");
    }

    private static Found ruby(ProjectFolder folder) {
        var gems = folder.text("Gemfile");
        return new Found("Ruby (Bundler)")
                .frameworksIn(gems, "rails", "sinatra", "hanami")
                .command("install", "bundle install")
                .commandIf(folder.has("spec"), "test", "bundle exec rspec")
                .commandIf(gems.contains("rails"), "test", "bin/rails test")
                .commandIf(true, "test", "bundle exec rake test")
                .commandIf(folder.has(".rubocop.yml") || gems.contains("rubocop"), "lint", "bundle exec rubocop")
                .commandIf(gems.contains("standard"), "lint", "bundle exec standardrb")
                .commandIf(folder.has(".rubocop.yml"), "format", "bundle exec rubocop -a")
                .note("package manager: bundler");
    }

    private static Found dotNet(ProjectFolder folder) {
        return new Found(".NET")
                .command("build", "dotnet build")
                .command("test", "dotnet test")
                .command("lint", "dotnet format --verify-no-changes")
                .command("format", "dotnet format")
                .note("package manager: nuget")
                .noteIf(folder.hasEnding(".sln", ".slnx"), "monorepo: the projects of the solution");
    }

    private static Found php(ProjectFolder folder) {
        var manifest = folder.text("composer.json");
        var scripts = NodeProject.keys(folder.json("composer.json"), "scripts");
        return new Found("PHP (Composer)")
                .frameworksIn(manifest, "laravel", "symfony")
                .command("install", "composer install")
                .commandIf(scripts.contains("test"), "test", "composer test")
                .commandIf(manifest.contains("pestphp"), "test", "vendor/bin/pest")
                .commandIf(folder.has("phpunit.xml", "phpunit.xml.dist"), "test", "vendor/bin/phpunit")
                .commandIf(true, "test", "composer test")
                .commandIf(scripts.contains("lint"), "lint", "composer lint")
                .commandIf(manifest.contains("phpstan"), "lint", "vendor/bin/phpstan analyse")
                .commandIf(manifest.contains("laravel/pint"), "format", "vendor/bin/pint")
                .commandIf(manifest.contains("php-cs-fixer"), "format", "vendor/bin/php-cs-fixer fix")
                .note("package manager: composer");
    }

    private static Found elixir(ProjectFolder folder) {
        return new Found("Elixir (Mix)")
                .frameworksIn(folder.text("mix.exs"), "phoenix", "nerves")
                .command("install", "mix deps.get")
                .command("build", "mix compile")
                .command("test", "mix test")
                .commandIf(folder.text("mix.exs").contains("credo"), "lint", "mix credo")
                .command("format", "mix format");
    }

    private static Found dart(ProjectFolder folder) {
        var flutter = folder.text("pubspec.yaml").contains("flutter:");
        var tool = flutter ? "flutter" : "dart";
        return new Found(flutter ? "Dart (Flutter)" : "Dart")
                .command("install", tool + " pub get")
                .command("test", tool + " test")
                .command("lint", tool + " analyze")
                .command("format", "dart format .");
    }

    private static Found swift(ProjectFolder folder) {
        return new Found("Swift (SwiftPM)")
                .frameworksIn(folder.text("Package.swift"), "vapor")
                .command("build", "swift build")
                .command("test", "swift test")
                .commandIf(folder.has(".swiftlint.yml"), "lint", "swiftlint");
    }
}
