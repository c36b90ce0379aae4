package dev.coder.cli;

import dev.coder.cli.config.Allowances;
import dev.coder.cli.config.Settings;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.doctor.Checkup;
import dev.coder.cli.doctor.Finding;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.project.Detection;
import dev.coder.cli.slash.Reports;
import dev.coder.cli.terminal.Streams;
import dev.coder.plugin.HardenedGit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What is told of a run while it goes on.
record RunReports(Terms terms, Workbench bench, Map<String, String> environment, Streams streams) implements Reports {

    private static final List<String> GIT_DIFF = List.of(
            "git",
            "-c",
            "core.quotePath=false",
            "--no-pager",
            "diff",
            "--no-color",
            "--no-ext-diff",
            "--no-textconv",
            "--ignore-submodules=dirty",
            "HEAD");

    @Override
    public List<String> policy() throws IOException {
        var lines = new ArrayList<String>();
        lines.add("Approval mode: " + bench.modes().mode().word());
        terms.settings().stated().forEach(stated -> lines.add(stated.text() + "    (" + stated.origin() + ")"));
        var always = new Allowances(bench.state(), bench.hands().workspace().root()).all();
        if (!always.isEmpty()) {
            lines.add("Always allowed here:");
            always.forEach(allowance -> lines.add("  " + allowance.shown()));
        }
        return lines;
    }

    @Override
    public List<String> projects() throws InterruptedException {
        var hands = bench.hands();
        var detection =
                new Detection(bench.state(), hands.tools(), hands.judge().searchable());
        var lines = new ArrayList<String>();
        for (var root : hands.workspace().roots()) {
            var type = detection.of(root).type();
            lines.add(root
                    + (type.isEmpty() ? "" : "    " + type)
                    + (terms.trusted().contains(root) ? "    (trusted)" : ""));
        }
        return lines;
    }

    @Override
    public List<String> doctor() {
        var state = StateFolder.where(environment);
        return new Checkup(environment, streams, state, Sandboxes.all(), Sandboxes.advice())
                .report().findings().stream().map(Finding::line).toList();
    }

    @Override
    public List<String> gitDiff() throws InterruptedException, IOException {
        var lines = new ArrayList<String>();
        for (var project : bench.hands().workspace().roots()) {
            if (GitSettings.nameHelpers(project)) {
                throw new StopException(
                        ExitCode.USAGE,
                        "The git settings of " + project
                                + " name programs that git would run; look at the differences with git itself");
            }
            lines.addAll(gitDiff(project));
        }
        return lines;
    }

    private List<String> gitDiff(Path project) throws InterruptedException, IOException {
        var errors = Files.createTempFile("coder-git", ".txt");
        try {
            var builder =
                    new ProcessBuilder(GIT_DIFF).directory(project.toFile()).redirectError(errors.toFile());
            builder.environment().clear();
            builder.environment().putAll(HardenedGit.environment(bench.hands().environment()));
            var process = builder.start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new StopException(
                        ExitCode.USAGE, "git says: " + Files.readString(errors).strip());
            }
            return output.lines().toList();
        } finally {
            Files.deleteIfExists(errors);
        }
    }

    @Override
    public String confirmedBy(String toolName) {
        return terms.settings().confirmed().stream()
                .filter(tool -> tool.name().equals(toolName))
                .map(Settings.ConfirmedTool::origin)
                .findFirst()
                .orElse("");
    }
}
