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
            "vite");
    private static final List<String> TEST_RUNNERS = List.of("vitest", "jest", "mocha", "@playwright/test", "ava");

    /// In this order the first script that exists is the command.
    private static final Map<String, List<String>> SCRIPTS = Map.of(
            "build", List.of("build", "compile"),
            "test", List.of("test", "test:unit"),
            "lint", List.of("lint", "check", "typecheck"),
            "format", List.of("format", "fmt", "prettier"),
            "dev", List.of("dev", "start", "serve"));

    private NodeProject() {}

    static ProjectType type(ProjectFolder folder) {
        var manifest = folder.json("package.json");
        var packages = packages(manifest);
        var manager = manager(folder, manifest);
        var found = new Found(
                        packages.contains("typescript") || folder.has("tsconfig.json") ? "TypeScript" : "JavaScript")
                .frameworks(FRAMEWORKS.stream().filter(packages::contains).toList())
                .command("install", manager + " install");
        for (var purpose : List.of("dev", "build", "test", "lint", "format")) {
            SCRIPTS.getOrDefault(purpose, List.of()).stream()
                    .filter(keys(manifest, "scripts")::contains)
                    .findFirst()
                    .ifPresent(script -> found.command(purpose, manager + " run " + script));
        }
        found.note("package manager: " + manager);
        TEST_RUNNERS.stream()
                .filter(packages::contains)
                .findFirst()
                .ifPresent(name -> found.note("test runner: " + name));
        return found.done();
    }

    private static Set<String> packages(Map<String, Object> manifest) {
        var packages = new LinkedHashSet<>(keys(manifest, "dependencies"));
        packages.addAll(keys(manifest, "devDependencies"));
        return packages;
    }

    private static Set<String> keys(Map<String, Object> manifest, String name) {
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
