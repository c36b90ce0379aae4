package dev.coder.tools;

import dev.coder.tools.ProjectType.Found;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A project with a `package.json`: its scripts are its commands.
final class NodeProject {

    private static final List<String> FRAMEWORKS = List.of(
            "next",
            "react",
            "vue",
            "@angular/core",
            "svelte",
            "express",
            "fastify",
            "koa",
            "@nestjs/core",
            "astro",
            "@remix-run/react",
            "nuxt",
            "electron",
            "vite");
    private static final List<String> TEST_RUNNERS = List.of("vitest", "jest", "mocha", "@playwright/test", "ava");

    /// In this order the first script that exists is the command.
    private static final Map<String, List<String>> SCRIPTS = Map.of(
            "build", List.of("build", "compile"),
            "test", List.of("test", "test:unit"),
            "lint", List.of("lint", "check"),
            "format", List.of("format", "fmt", "prettier"),
            "types", List.of("typecheck", "type-check", "tsc"),
            "dev", List.of("dev", "start", "serve"));

    /// A package that can be called where no script does it.
    private record Program(String name, String purpose, String call) {}

    private static final List<Program> PROGRAMS = List.of(
            new Program("vitest", "test", "vitest run"),
            new Program("jest", "test", "jest"),
            new Program("mocha", "test", "mocha"),
            new Program("@biomejs/biome", "lint", "biome check"),
            new Program("eslint", "lint", "eslint ."),
            new Program("oxlint", "lint", "oxlint"),
            new Program("@biomejs/biome", "format", "biome format --write"),
            new Program("prettier", "format", "prettier --write ."),
            new Program("typescript", "types", "tsc --noEmit"));

    private NodeProject() {}

    static Found type(ProjectFolder folder) {
        var manifest = folder.json("package.json");
        var packages = packages(manifest);
        var manager = manager(folder, manifest);
        var found = new Found(
                        packages.contains("typescript") || folder.has("tsconfig.json") ? "TypeScript" : "JavaScript")
                .frameworks(FRAMEWORKS.stream().filter(packages::contains).toList())
                .command("install", manager + " install");
        for (var purpose : List.of("dev", "build", "test", "lint", "format", "types")) {
            SCRIPTS.getOrDefault(purpose, List.of()).stream()
                    .filter(keys(manifest, "scripts")::contains)
                    .findFirst()
                    .ifPresent(script -> found.command(purpose, manager + " run " + script));
        }
        PROGRAMS.forEach(program -> found.commandIf(
                packages.contains(program.name()), program.purpose(), call(manager) + " " + program.call()));
        found.note("package manager: " + manager);
        var monorepo = monorepo(folder, manifest, packages);
        found.noteIf(!monorepo.isEmpty(), "monorepo: " + monorepo);
        TEST_RUNNERS.stream()
                .filter(packages::contains)
                .findFirst()
                .ifPresent(name -> found.note("test runner: " + name));
        return found;
    }

    static Found deno(ProjectFolder folder) {
        var tasks = keys(folder.json("deno.json"), "tasks");
        return new Found("TypeScript (Deno)")
                .commandIf(tasks.contains("build"), "build", "deno task build")
                .command("test", tasks.contains("test") ? "deno task test" : "deno test")
                .command("lint", "deno lint")
                .command("format", "deno fmt");
    }

    private static String call(String manager) {
        return switch (manager) {
            case "bun" -> "bunx";
            case "pnpm" -> "pnpm exec";
            case "yarn" -> "yarn";
            default -> "npx";
        };
    }

    /// What makes one repository of many packages; empty when there is one package.
    private static String monorepo(ProjectFolder folder, Map<String, Object> manifest, Set<String> packages) {
        var tools = new LinkedHashSet<String>();
        if (manifest.containsKey("workspaces") || folder.has("pnpm-workspace.yaml")) {
            tools.add("workspaces");
        }
        if (folder.has("turbo.json")) {
            tools.add("turbo");
        }
        if (folder.has("nx.json")) {
            tools.add("nx");
        }
        if (folder.has("lerna.json") || packages.contains("lerna")) {
            tools.add("lerna");
        }
        return String.join(", ", tools);
    }

    private static Set<String> packages(Map<String, Object> manifest) {
        var packages = new LinkedHashSet<>(keys(manifest, "dependencies"));
        packages.addAll(keys(manifest, "devDependencies"));
        return packages;
    }

    static Set<String> keys(Map<String, Object> manifest, String name) {
        var keys = new LinkedHashSet<String>();
        if (manifest.get(name) instanceof Map<?, ?> map) {
            map.keySet().forEach(key -> keys.add(String.valueOf(key)));
        }
        return keys;
    }

    /// The lock file tells, else the manifest's `packageManager`.
    private static String manager(ProjectFolder folder, Map<String, Object> manifest) {
        if (folder.has("bun.lock", "bun.lockb")) {
            return "bun";
        }
        if (folder.has("pnpm-lock.yaml", "pnpm-workspace.yaml")) {
            return "pnpm";
        }
        if (folder.has("yarn.lock")) {
            return "yarn";
        }
        var named = String.valueOf(manifest.get("packageManager"));
        return List.of("bun", "pnpm", "yarn").stream()
                .filter(named::startsWith)
                .findFirst()
                .orElse("npm");
    }
}
