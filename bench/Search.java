import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Times the search tools as whole processes over a tree of 100,000 files, next to ripgrep.
final class Search {

    private static final List<String> TOPS = List.of("src", "lib", "test", "docs", "node_modules");

    private final Path tree;
    private final Random random = new Random(1);

    private Search(Path folder) throws IOException {
        tree = Files.createDirectory(folder.resolve("tree"));
    }

    public static void main(String[] arguments) throws Exception {
        var folder = Files.createTempDirectory("coder-search");
        try {
            var search = new Search(folder);
            search.writeTree();
            search.time(arguments[0], Integer.parseInt(arguments[1]));
        } finally {
            try (var paths = Files.walk(folder)) {
                paths.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
    }

    private void writeTree() throws IOException {
        var texts = IntStream.range(0, 300).mapToObj(_ -> text()).toList();
        Files.writeString(tree.resolve(".gitignore"), "node_modules/\n*.log\ntarget/\n/build\n*.py[cod]\n**/tmp/*.bak\n");
        Files.createDirectories(tree.resolve(".git"));
        Files.writeString(tree.resolve(".git/HEAD"), "ref: refs/heads/main\n");
        for (var number = 0; number < 100_000; number++) {
            var name = "%s/m%d/p%d/F%d.java".formatted(TOPS.get(number % 5), number / 5 % 20, number / 100 % 50, number / 5000);
            var file = tree.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, texts.get(random.nextInt(300)) + (number % 200 == 0 ? "the needleword\n" : ""));
        }
    }

    private String text() {
        return IntStream.range(0, 10 + random.nextInt(80)).mapToObj(_ -> line()).collect(Collectors.joining("\n", "", "\n"));
    }

    private String line() {
        return random.ints(60, 'a', 'z' + 2).mapToObj(c -> c > 'z' ? " " : Character.toString(c)).collect(Collectors.joining());
    }

    private void time(String coder, int runs) throws IOException, InterruptedException {
        var kinds = new LinkedHashMap<String, List<String>>();
        kinds.put("rg needleword", List.of("rg", "-i", "needleword", "."));
        kinds.put("grep_search needleword", tool(coder, "grep_search", "{\"pattern\":\"needleword\"}"));
        kinds.put("grep_search nee+dlewo[qr]d", tool(coder, "grep_search", "{\"pattern\":\"nee+dlewo[qr]d\"}"));
        kinds.put("rg --files", List.of("rg", "--files", "--hidden", "."));
        kinds.put("find_files F1.java", tool(coder, "find_files", "{\"pattern\":\"F1.java\"}"));
        kinds.put("list_directory src", tool(coder, "list_directory", "{\"path\":\"src\"}"));
        for (var kind : kinds.entrySet()) {
            var times = new ArrayList<Long>();
            for (var run = 0; run < runs; run++) {
                times.add(millis(kind.getValue()));
            }
            times.sort(null);
            System.out.printf("%-30s median %5d ms, best %5d ms%n", kind.getKey(), times.get(runs / 2), times.getFirst());
        }
    }

    private static List<String> tool(String coder, String name, String parameters) {
        return List.of(coder, "tool", "run", name, parameters);
    }

    private long millis(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).directory(tree.toFile()).redirectErrorStream(true);
        process.environment().put("CODER_STATE_DIR", tree.resolveSibling("state").toString());
        var start = System.nanoTime();
        var running = process.start();
        var output = new String(running.getInputStream().readAllBytes());
        if (running.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": " + output);
        }
        return (System.nanoTime() - start) / 1_000_000;
    }
}
