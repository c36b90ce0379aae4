package dev.coder.tools.sandbox;

import dev.coder.plugin.CommandLauncher;
import dev.coder.plugin.Confinement;
import dev.coder.plugin.Sandbox;
import dev.coder.tools.Specs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The sandbox of macOS, through the `sandbox-exec` program.
public final class Seatbelt implements Sandbox {

    private static final Path PROGRAM = Path.of("/usr/bin/sandbox-exec");
    private static final String BASE = Specs.resource("sandbox/seatbelt.sb");

    private final Trial trial = new Trial();
    private final FolderIndex index = new FolderIndex();
    private final Map<Confinement, CommandLauncher> launchers = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return "seatbelt";
    }

    @Override
    public boolean works() {
        return Files.isExecutable(PROGRAM)
                && trial.succeeds(() -> line(BASE + "(allow file-read*)\n", List.of("/usr/bin/true")));
    }

    @Override
    public CommandLauncher launcher(Confinement confinement) {
        return launchers.computeIfAbsent(confinement, this::watched);
    }

    private CommandLauncher watched(Confinement confinement) {
        var temporary = new TemporaryFolder();
        Watched.Wrapping wrapping = (found, commandLine, _) -> {
            var words = new ArrayList<>(List.of("/usr/bin/env", "TMPDIR=" + temporary.path()));
            var caches = BuildCaches.of(confinement).folder();
            words.addAll(BuildCaches.words(caches, Bubblewrap.home(System.getenv())));
            words.addAll(commandLine);
            var writable = List.of(temporary.path(), caches);
            return line(SeatbeltProfile.of(BASE, confinement, found, writable), words);
        };
        return new Watched(confinement, index, wrapping, temporary::delete);
    }

    @Override
    public CommandLauncher isolated(Path folder, List<Path> readable) {
        return (commandLine, _) -> line(SeatbeltProfile.isolated(BASE, folder, readable), commandLine);
    }

    private static List<String> line(String profile, List<String> commandLine) {
        var line = new ArrayList<>(List.of(PROGRAM.toString(), "-p", profile));
        line.addAll(commandLine);
        return List.copyOf(line);
    }
}
