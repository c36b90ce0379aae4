package dev.coder.cli.tui;

import dev.coder.cli.slash.SlashCommand;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Looks at what is typed and offers what could be meant: commands at once, files when they are found.
final class Completions {

    private static final int FOUND = 30;
    private static final Pattern COMMAND = Pattern.compile("/[A-Za-z0-9_:-]*");
    private static final Pattern FILE = Pattern.compile("(?:^|.*[\\s(])@(\\S*)", Pattern.DOTALL);

    private final Board board;
    private final Runnable refresh;
    private List<SlashCommand> commands = List.of();
    private @Nullable FileIndex files;
    private String seen = "";
    private int searches;

    /// @param refresh draws, from any thread
    Completions(Board board, Runnable refresh) {
        this.board = board;
        this.refresh = refresh;
    }

    /// They are known only when all is set up.
    void know(List<SlashCommand> slashCommands, FileIndex index) {
        board.change(() -> {
            commands = slashCommands;
            files = index;
            seen = "";
        });
    }

    /// With the editor's lock held, before each frame.
    void look(String text, int cursor) {
        board.change(() -> {
            var before = text.substring(0, Math.min(cursor, text.length()));
            if (!before.equals(seen)) {
                seen = before;
                offer(before, text.length() == before.length());
            }
        });
    }

    private void offer(String before, boolean atEnd) {
        searches++;
        var file = FILE.matcher(before);
        if (atEnd && COMMAND.matcher(before).matches()) {
            board.menu().offer(new Menu.Offer(0, before, commands(before.substring(1))));
        } else if (file.matches() && files != null && !before.startsWith("!")) {
            search(files, file.group(1), file.start(1), searches);
        } else {
            board.menu().offer(null);
        }
    }

    private List<Menu.Item> commands(String typed) {
        var name = typed.toLowerCase(Locale.ROOT);
        Function<SlashCommand, Menu.Item> item = command -> new Menu.Item(
                "/" + command.name() + (command.argument().isEmpty() ? "" : " " + command.argument()),
                command.description(),
                "/" + command.name() + (command.argument().isEmpty() ? "" : " "),
                command.argument().isEmpty() || command.argument().startsWith("["));
        var first = commands.stream()
                .filter(command -> command.name().startsWith(name))
                .toList();
        var match = new FuzzyMatch(name);
        var others = commands.stream()
                .filter(command -> !first.contains(command))
                .filter(command -> command.aliases().stream().anyMatch(alias -> alias.startsWith(name))
                        || match.score(command.name()) > 0);
        return java.util.stream.Stream.concat(first.stream(), others).map(item).toList();
    }

    private void search(FileIndex index, String query, int start, int number) {
        Thread.ofVirtual().name("files").start(() -> {
            try {
                var items = index.find(query, FOUND).stream()
                        .map(name -> new Menu.Item(name, "", name.endsWith("/") ? name : name + " ", false))
                        .toList();
                board.change(() -> {
                    if (number == searches) {
                        board.menu().offer(new Menu.Offer(start, "@" + query, items));
                    }
                });
                refresh.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
