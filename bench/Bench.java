import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Times Coder as a whole process. The measured kinds of run take turns, so that noise on the machine hits all alike.
final class Bench {

    private static final int STEPS = 50;

    private final String coder;
    private final Path home;
    private final Path project;

    private Bench(String coder, Path folder) throws IOException {
        this.coder = coder;
        home = Files.createDirectory(folder.resolve("home"));
        project = Files.createDirectory(folder.resolve("project"));
        Files.writeString(folder.resolve("one.json"), "{\"steps\":[{\"text\":\"ok\"}]}");
        Files.writeString(folder.resolve("steps.json"), steps());
    }

    public static void main(String[] arguments) throws Exception {
        var runs = Integer.parseInt(arguments[1]);
        var folder = Files.createTempDirectory("coder-bench");
        var bench = new Bench(arguments[0], folder);
        var times = new LinkedHashMap<String, List<Double>>();
        for (var run = 0; run < runs; run++) {
            for (var kind : bench.kinds(folder).entrySet()) {
                times.computeIfAbsent(kind.getKey(), _ -> new ArrayList<>()).add(bench.seconds(kind.getValue()));
            }
        }
        System.out.printf("%-44s %8s %8s %8s%n", "milliseconds, " + runs + " runs of each", "min", "median", "max");
        times.forEach(Bench::print);
        var step = (median(times.get("a turn of 50 commands, warm")) - median(times.get("a turn, warm agent"))) / STEPS;
        System.out.printf(Locale.ROOT, "%-44s %17.1f%n", "a step (command, continuation, model)", step * 1000);
        bench.seconds(bench.command(folder, "one.json", "agent", "stop"));
    }

    private Map<String, ProcessBuilder> kinds(Path folder) {
        var kinds = new LinkedHashMap<String, ProcessBuilder>();
        kinds.put("coder --version", command(folder, "one.json", "--version"));
        kinds.put("a turn, agent started and ended (--once)", turn(folder, "one.json", "--once"));
        kinds.put("(starting the warm agent)", turn(folder, "one.json"));
        kinds.put("a turn, warm agent", turn(folder, "one.json"));
        kinds.put("(starting the other warm agent)", turn(folder, "steps.json"));
        kinds.put("a turn of 50 commands, warm", turn(folder, "steps.json"));
        return kinds;
    }

    private ProcessBuilder turn(Path folder, String script, String... more) {
        var words = new ArrayList<>(List.of("--model", "practice/script", "--approval-mode", "bypass", "-p", "go"));
        words.addAll(Arrays.asList(more));
        return command(folder, script, words.toArray(String[]::new));
    }

    private ProcessBuilder command(Path folder, String script, String... words) {
        var line = new ArrayList<>(List.of(coder));
        line.addAll(Arrays.asList(words));
        var process = new ProcessBuilder(line).directory(project.toFile()).redirectErrorStream(true);
        process.environment().put("HOME", home.toString());
        process.environment().put("CODER_STATE_DIR", home.resolve("state").toString());
        process.environment().put("CODER_PRACTICE_MODEL", folder.resolve(script).toString());
        process.environment().remove("CI");
        return process.redirectInput(new File("/dev/null"));
    }

    private double seconds(ProcessBuilder command) throws IOException, InterruptedException {
        var start = System.nanoTime();
        var process = command.start();
        var output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command.command() + " failed: " + output);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static String steps() {
        var calls = IntStream.rangeClosed(1, STEPS)
                .mapToObj("{\"calls\":[{\"tool\":\"run_command\",\"parameters\":{\"command\":\"echo %d\"}}]},"::formatted)
                .collect(Collectors.joining());
        return "{\"steps\":[" + calls + "{\"text\":\"done\"}]}";
    }

    private static void print(String kind, List<Double> seconds) {
        if (!kind.startsWith("(")) {
            var sorted = seconds.stream().sorted().toList();
            System.out.printf(
                    Locale.ROOT,
                    "%-44s %8.0f %8.0f %8.0f%n",
                    kind,
                    sorted.getFirst() * 1000,
                    median(seconds) * 1000,
                    sorted.getLast() * 1000);
        }
    }

    private static double median(List<Double> seconds) {
        return seconds.stream().sorted().toList().get(seconds.size() / 2);
    }
}
