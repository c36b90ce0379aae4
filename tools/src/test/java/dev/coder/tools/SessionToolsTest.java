package dev.coder.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coder.plugin.ToolException;
import dev.coder.plugin.UserQuestion;
import dev.coder.plugin.UserQuestion.Choice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionToolsTest {

    @TempDir
    private Path folder;

    private TestProject project;

    @BeforeEach
    void open() {
        project = new TestProject(folder);
    }

    @Test
    void asksTheUserAndGivesTheAnswer() throws Exception {
        var asked = new ArrayList<UserQuestion>();
        project.answer = question -> {
            asked.add(question);
            return Optional.of("Gradle");
        };
        var choices = List.of(Map.of("label", "Maven", "description", "as before"), Map.of("label", "Gradle"));
        assertThat(project.text("ask_user", "question", "Which?", "choices", choices))
                .isEqualTo("Gradle");
        assertThat(asked)
                .containsExactly(new UserQuestion(
                        "Which?", List.of(new Choice("Maven", "as before"), new Choice("Gradle", "")), false));
    }

    @Test
    void tellsTheModelThatNobodyCanBeAsked() {
        assertThatThrownBy(() -> project.call("ask_user", "question", "Which?"))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("nobody can be asked");
    }

    @Test
    void keepsTheTodoListOfTheSessionAndShowsIt() throws Exception {
        assertThat(project.text("todo")).isEqualTo("[the list is empty]");
        var items = List.of(Map.of("text", "read", "status", "done"), Map.of("text", "write"));
        assertThat(project.text("todo", "items", items)).isEqualTo("[x] read\n[ ] write");
        assertThat(project.text("todo")).isEqualTo("[x] read\n[ ] write");
        assertThat(project.screen).contains("[x] read\n[ ] write\n");
        assertThatThrownBy(() -> project.call("todo", "items", List.of(Map.of("text", "x", "status", "maybe"))))
                .hasMessageContaining("pending, in_progress, done");
    }

    @Test
    void remembersTheWorkContextWithItsHistory() throws Exception {
        assertThat(project.text("get_work_context")).contains("no work context yet");
        project.call("set_work_context", "goal", "first", "status", "complete", "files", List.of("a", "b"));
        project.call("project_context", "action", "update-goal", "goal", "second");
        assertThat(project.text("get_work_context")).startsWith("goal: second\nstatus: in-progress\nsince: ");
        assertThat(project.text("get_work_context", "includeHistory", true))
                .contains("Earlier:\ngoal: first\nstatus: complete\nfiles: a, b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pom.xml:spring-boot spotless | Java (Maven), spring-boot | test: mvn test | lint: mvn spotless:check",
                "build.gradle.kts: gradlew:   | Java/Kotlin (Gradle)      | test: ./gradlew test | build: ./gradlew assemble",
                "package.json:{'scripts':{'test':'x','lint':'y'},'devDependencies':{'vue':'1','vitest':'1'}} pnpm-lock.yaml:"
                        + " | JavaScript, vue | test: pnpm run test | lint: pnpm run lint",
                "package.json:{} bun.lock: tsconfig.json:{} | TypeScript | install: bun install | package manager: bun",
                "package.json:{broken      | JavaScript | install: npm install | package manager: npm",
                "pyproject.toml:pytest,ruff,Django uv.lock: | Python, django | test: uv run python -m pytest | lint: uv run ruff check .",
                "requirements.txt:flask    | Python, flask | test: python -m unittest | install: pip install -r requirements.txt",
                "go.mod:                   | Go           | test: go test ./... | lint: go vet ./...",
                "Cargo.toml:               | Rust (Cargo) | test: cargo test   | lint: cargo clippy --all-targets",
                "Gemfile:rails spec/x:     | Ruby (Bundler), rails | test: bundle exec rspec | install: bundle install",
                "App.csproj:               | .NET         | test: dotnet test  | build: dotnet build",
                "CMakeLists.txt:           | C/C++ (CMake) | test: ctest --test-dir build --output-on-failure | build: cmake -B build && cmake --build build",
                "build.gradle:ktlint settings.gradle:include('a') | Java/Kotlin (Gradle) | lint: gradle ktlintCheck | monorepo: the projects that the settings include; :PROJECT:TASK for one",
                "pom.xml:<module>a</module>  mvnw: | Java (Maven) | build: ./mvnw -q package -DskipTests | monorepo: 1 module; -pl MODULE -am for one",
                "build.sbt:zio .scalafmt.conf: | Scala (sbt), zio | test: sbt test | lint: sbt scalafmtCheckAll",
                "package.json:{'devDependencies':{'eslint':'9','jest':'1','typescript':'5'}} yarn.lock: | TypeScript | test: yarn jest | lint: yarn eslint .",
                "package.json:{'workspaces':['a'],'devDependencies':{'prettier':'3'}} turbo.json:{} | JavaScript | format: npx prettier --write . | monorepo: workspaces, turbo",
                "deno.json:{} | TypeScript (Deno) | test: deno test | lint: deno lint",
                "pyproject.toml:[tool.poetry]black poetry.lock: manage.py: | Python | test: poetry run python manage.py test | format: poetry run black .",
                "pyproject.toml:[tool.pdm]mypy tox.ini: | Python | test: pdm run tox | types: pdm run mypy .",
                "Pipfile:flake8 | Python | install: pipenv install --dev | lint: pipenv run flake8",
                "go.mod:gin-gonic go.work: .golangci.yml: | Go, gin-gonic | lint: golangci-lint run | monorepo: the modules that go.work names",
                "Cargo.toml:[workspace]axum | Rust (Cargo), axum | format: cargo fmt | monorepo: a Cargo workspace; -p CRATE for one",
                "Gemfile:rails,rubocop | Ruby (Bundler), rails | test: bin/rails test | lint: bundle exec rubocop",
                "App.sln: | .NET | lint: dotnet format --verify-no-changes | monorepo: the projects of the solution",
                "composer.json:{'require-dev':{'pestphp/pest':'3','phpstan/phpstan':'2'}} | PHP (Composer) | test: vendor/bin/pest | lint: vendor/bin/phpstan analyse",
                "mix.exs:phoenix | Elixir (Mix), phoenix | test: mix test | format: mix format",
                "pubspec.yaml:flutter: | Dart (Flutter) | install: flutter pub get | test: flutter test",
                "Package.swift: | Swift (SwiftPM) | build: swift build | test: swift test",
                "MODULE.bazel: | Bazel | build: bazel build //... | test: bazel test //...",
                "CMakeLists.txt: .clang-format: vcpkg.json:{} | C/C++ (CMake) | format: clang-format -i FILES | package manager: vcpkg",
                "meson.build: | C/C++ (Meson) | test: meson test -C build | build: meson setup build && meson compile -C build",
                "configure.ac: | C/C++ (Autotools) | test: make check | build: autoreconf -i && ./configure && make",
                "justfile:test:_fmt: | Just | test: just test | format: just fmt",
                "Makefile:lint:_x:=1       | Make         | build: make | lint: make lint",
                "web/package.json:{}       | web/: JavaScript | install: npm install | package manager: npm",
            })
    void knowsTheProjectsToolChain(String files, String type, String line, String otherLine) throws Exception {
        for (var file : files.strip().split(" (?=[\\w./-]+:)")) {
            var parts = file.split(":", 2);
            project.file(parts[0], parts[1].replace('\'', '"').replace('_', '\n'));
        }
        assertThat(project.text("project_context").lines().map(String::strip))
                .contains(type.strip(), line.strip(), otherLine.strip());
    }

    @Test
    void doesNotFollowLinksOutOfTheProject() throws Exception {
        var outside = java.nio.file.Files.writeString(project.outside.resolve("package.json"), "{}");
        java.nio.file.Files.createSymbolicLink(project.root.resolve("package.json"), outside);
        java.nio.file.Files.createSymbolicLink(project.root.resolve("web"), project.outside);
        assertThat(project.text("project_context")).isEqualTo("[no known kind of project]");
    }
}
