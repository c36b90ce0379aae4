import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/// Times what undo costs, as whole processes: `coder tool run` of one command is a turn. The same in an empty project
/// is what
/// everything else costs; the difference is the checkpoint.
final class UndoBench {

    private static final int PER_FOLDER = 100;
    private static final int BYTES = 4000;

    private final String coder;
    private final Path folder;
    private final Path home;

    private UndoBench(String coder, Path folder) throws IOException {
        this.coder = coder;
        this.folder = folder;
        home = Files.createDirectory(folder.resolve("home"));
    }

    public static void main(String[] arguments) throws Exception {
        var files = Integer.parseInt(arguments[1]);
        var folder = Files.createTempDirectory("coder-bench-undo");
        try {
            new UndoBench(arguments[0], folder).run(files, Integer.parseInt(arguments[2]));
        } finally {
            delete(folder);
        }
    }

    private void run(int files, int runs) throws IOException, InterruptedException {
        var empty = Files.createDirectory(folder.resolve("empty"));
        var large = tree(folder.resolve("large"), files);
        var times = new LinkedHashMap<String, List<Double>>();
        add(times, "first turn: everything is kept", seconds(large, turn("true")));
        Thread.sleep(3000); // until no file is so young that it has to be read again
        seconds(large, turn("true"));
        for (var run = 0; run < runs; run++) {
            add(times, "(a turn in an empty project)", seconds(empty, turn("true")));
            add(times, "turn that reads only", seconds(large, tool("read_file", "{\"path\":\"d0/f0\"}")));
            add(times, "turn that writes a file by a tool", seconds(large, write(run)));
            add(times, "turn whose command changes nothing", seconds(large, turn("true")));
            add(times, "turn whose command changes 20 files", seconds(large, turn("for i in d1/f1*; do echo " + run
                    + " >> $i; done; rm -f d2/f" + run)));
            add(times, "undo of it", seconds(large, List.of("undo", "--yes")));
            add(times, "redo of it", seconds(large, List.of("redo", "--yes")));
        }
        System.out.printf("%-40s %8s %8s %8s%n", "milliseconds, " + files + " files", "min", "median", "max");
        times.forEach(UndoBench::print);
    }

    private static Path tree(Path root, int files) throws IOException {
        var random = new Random(1);
        var text = new StringBuilder();
        for (var i = 0; i < files; i++) {
            text.setLength(0);
            while (text.length() < BYTES) {
                text.append("value").append(random.nextInt(1000)).append(random.nextInt(9) == 0 ? '\n' : ' ');
            }
            var parent = root.resolve("d" + i / PER_FOLDER);
            if (i % PER_FOLDER == 0) {
                Files.createDirectories(parent);
            }
            Files.writeString(parent.resolve("f" + i % PER_FOLDER), text);
        }
        return root;
    }

    private static List<String> turn(String command) {
        return tool("run_command", "{\"command\":\"" + command + "\"}");
    }

    private static List<String> write(int run) {
        return tool("write_file", "{\"path\":\"new" + run + "\",\"content\":\"x\"}");
    }

    private static List<String> tool(String name, String parameters) {
        return List.of("tool", "run", name, parameters, "--approval-mode", "bypass");
    }

    private double seconds(Path project, List<String> words) throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of(coder));
        line.addAll(words);
        var process = new ProcessBuilder(line)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"));
        process.environment().put("HOME", home.toString());
        process.environment().put("CODER_STATE_DIR", home.resolve("state").toString());
        var start = System.nanoTime();
        var running = process.start();
        var output = new String(running.getInputStream().readAllBytes());
        if (running.waitFor() != 0) {
            throw new IllegalStateException(line + " failed: " + output);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static void add(Map<String, List<Double>> times, String kind, double seconds) {
        times.computeIfAbsent(kind, _ -> new ArrayList<>()).add(seconds);
    }

    private static void print(String kind, List<Double> seconds) {
        var sorted = seconds.stream().sorted().mapToDouble(s -> s * 1000).toArray();
        System.out.printf(
                Locale.ROOT,
                "%-40s %8.0f %8.0f %8.0f%n",
                kind,
                sorted[0],
                sorted[sorted.length / 2],
                Arrays.stream(sorted).max().orElse(0));
    }

    private static void delete(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
