package dev.coder.tools;

import dev.coder.plugin.Invocation;
import dev.coder.plugin.ToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// Runs the calls of [FaultScenario] in a process of its own, where the disk fails. Prints how often it did.
final class FaultyCoder {

    private static final int[] ERRORS = {5, 28}; // EIO, ENOSPC

    /// Pages of 4 KiB, or files: no scenario needs more.
    private static final int ENOUGH = 500;

    private final Path folder;
    private int tries;

    private FaultyCoder(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Throwable {
        var coder = new FaultyCoder(Path.of(arguments[1]));
        switch (arguments[0]) {
            case "errors" -> coder.failEveryCall(new FaultLibrary(Path.of(arguments[2])));
            case "kill" ->
                coder.die(
                        new FaultLibrary(Path.of(arguments[2])),
                        FaultScenario.valueOf(arguments[3]),
                        Long.parseLong(arguments[4]));
            case "pages" -> coder.fill(new Ballast.Pages(coder.folder.resolve("ballast")));
            case "files" -> coder.fill(new Ballast.Names(coder.folder));
            case "limited" -> coder.limitFiles();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        System.out.println(coder.tries);
    }

    private TestProject project(FaultScenario scenario) throws Exception {
        var project = new TestProject(Files.createDirectory(folder.resolve("try" + ++tries)));
        scenario.prepareFiles(project);
        return project;
    }

    private void failEveryCall(FaultLibrary library) throws Throwable {
        for (var scenario : FaultScenario.values()) {
            for (var error : ERRORS) {
                for (long call = 1, seen = call; seen >= call; call++) {
                    var project = project(scenario);
                    var invocation = scenario.prepare(project);
                    library.arm(project.root, call, error);
                    var done = isDone(project, invocation);
                    seen = library.disarm();
                    check(scenario, project, done, "error " + error + " at call " + call);
                }
            }
        }
    }

    private void die(FaultLibrary library, FaultScenario scenario, long call) throws Throwable {
        var project = project(scenario);
        var invocation = scenario.prepare(project);
        Files.writeString(folder.resolve("evidence"), invocation.evidence());
        library.arm(project.root, call, 0);
        invocation.run(project.context());
    }

    private void fill(Ballast ballast) throws Exception {
        for (var scenario : FaultScenario.values()) {
            var done = false;
            for (var free = 0; !done; free++) {
                if (free > ENOUGH) {
                    throw new AssertionError(scenario + " fails with room for " + free);
                }
                var project = project(scenario);
                var invocation = scenario.prepare(project);
                ballast.fill(free);
                done = isDone(project, invocation);
                check(scenario, project, done, free + " free");
                ballast.remove();
                delete(folder.resolve("try" + tries));
            }
        }
    }

    private void limitFiles() throws Exception {
        var failed = 0;
        for (var scenario : FaultScenario.values()) {
            var project = project(scenario);
            var invocation = scenario.prepare(project);
            limitFiles("20000");
            var done = isDone(project, invocation);
            limitFiles("unlimited");
            check(scenario, project, done, "limited");
            failed += done ? 0 : 1;
        }
        tries = failed;
    }

    /// @param bytes the most that a file of this process may have
    private static void limitFiles(String bytes) throws Exception {
        var own = String.valueOf(ProcessHandle.current().pid());
        var limit = new ProcessBuilder("prlimit", "--pid", own, "--fsize=" + bytes + ":unlimited").inheritIO();
        if (limit.start().waitFor() != 0) {
            throw new AssertionError("no limit");
        }
    }

    private static boolean isDone(TestProject project, Invocation invocation) throws InterruptedException {
        try {
            invocation.run(project.context());
            return true;
        } catch (ToolException e) {
            return false;
        }
    }

    /// A folder may be deleted in part; everything else happens in full or not at all.
    private static void check(FaultScenario scenario, TestProject project, boolean done, String fault)
            throws IOException {
        var right = done
                ? scenario.isAfter(project)
                : scenario == FaultScenario.DELETE ? scenario.isUnmixed(project) : scenario.isBefore(project);
        if (!right) {
            throw new AssertionError(scenario + ", " + fault + ": it says " + (done ? "done" : "failed") + " but left "
                    + TestProject.tree(project.root));
        }
    }

    /// Without help from the code under test.
    private static void delete(Path path) throws IOException {
        try (var files = Files.walk(path)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
