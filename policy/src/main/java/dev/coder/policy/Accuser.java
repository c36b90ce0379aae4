package dev.coder.policy;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Looks through the whole tree of a command for what is to be denied, however deep it hides: in substitutions,
/// functions, scripts within words. It finds what it finds; what it does not find is asked, never allowed.
final class Accuser {

    private static final int DEEPEST = 6;
    private static final int MOST_FOLDERS = 16;
    private static final int MOST_WORDS = 10_000;
    private static final Pattern SUSPICIOUS = Pattern.compile("(?:^|[\\s;&|(`{])\\\\?(sudo|doas|pkexec)\\s");
    private static final Set<String> REDIRECTED = Set.of("file_redirect", "herestring_redirect", "heredoc_redirect");

    private final Places places;
    private final Machine machine;
    private final CommandRules rules;
    private final Set<Path> folders = new LinkedHashSet<>();
    private final Constants constants = new Constants();
    private final Set<String> downloaded = new HashSet<>();
    private final List<Decision> found = new ArrayList<>();
    private final Set<String> scripts = new HashSet<>();
    private int depth;
    private int looks;

    Accuser(Places places, Machine machine, CommandRules rules, Path folder) {
        this.places = places;
        this.machine = machine;
        this.rules = rules;
        folders.add(folder);
        constants.set("HOME", places.home().toString());
        constants.set("PWD", folder.toString());
    }

    /// What weighs most against it.
    Optional<Decision> accuse(BashNode tree) {
        if (tree.broken()) {
            harm().blocked(List.of("cat", tree.text())).ifPresent(found::add);
            if (SUSPICIOUS.matcher(tree.text()).find()) {
                Harm.deny("privilege", "it would act with other rights than yours")
                        .ifPresent(found::add);
            }
        }
        visit(tree);
        return found.stream().max(Decision.byStrictness());
    }

    private Harm harm() {
        return new Harm(places, machine, folders);
    }

    private void visit(BashNode node) {
        if (looks > MOST_WORDS) {
            return;
        }
        switch (node.type()) {
            case "command" -> {
                command(node);
                flow(node);
            }
            case "variable_assignment" -> assignment(node);
            case "file_redirect" -> redirect(node);
            case "function_definition" -> function(node);
            case "for_statement" -> loop(node);
            case "pipeline", "redirected_statement" -> flow(node);
            default -> {}
        }
        node.children().forEach(this::visit);
    }

    private void command(BashNode node) {
        var words = words(node);
        if (words.isEmpty()) {
            return;
        }
        enter(words);
        looks += words.size() * folders.size();
        if (looks > MOST_WORDS) {
            found.add(new Decision.Ask("command", "there is too much in it to look through"));
            return;
        }
        harm().of(words).ifPresent(found::add);
        if (!words.contains(Constants.UNKNOWN)) {
            folders.forEach(folder -> rules.decide(words, folder)
                    .filter(rule -> !(rule instanceof Decision.Allow))
                    .ifPresent(found::add));
        }
        downloads(node, words);
        scripts(words).forEach(this::script);
    }

    private List<String> words(BashNode command) {
        return command.children().stream()
                .filter(child -> !child.is("variable_assignment") && !REDIRECTED.contains(child.type()))
                .map(constants::of)
                .toList();
    }

    private void enter(List<String> words) {
        if (!words.getFirst().matches("cd|pushd") || folders.size() > MOST_FOLDERS) {
            return;
        }
        var path = words.stream().skip(1).filter(word -> !word.startsWith("-")).findFirst();
        var target = path.orElse(places.home().toString());
        try {
            List.copyOf(folders)
                    .forEach(folder -> folders.add(folder.resolve(target).normalize()));
        } catch (InvalidPathException e) {
            return;
        }
        if (harm().isBlocked(".")) {
            Harm.deny("blocked", "it enters a folder of keys or system secrets").ifPresent(found::add);
        }
    }

    /// Texts among the words that are commands in turn.
    private static List<String> scripts(List<String> words) {
        var operands = words.subList(1, words.size());
        var program = words.getFirst();
        if (Danger.EVAL.of(program)) {
            var text = String.join(" ", operands);
            return List.of(text, text.replaceFirst("^[\\w-]+=", ""));
        }
        var runsOthers = Danger.WRAPPER.of(program);
        return Danger.SHELL.of(program)
                ? operands
                : operands.stream()
                        .filter(word -> runsOthers && word.indexOf(' ') > 0)
                        .toList();
    }

    private void script(String text) {
        if (depth < DEEPEST && looks <= MOST_WORDS && scripts.add(text)) {
            depth++;
            visit(BashNode.parse(text));
            depth--;
        }
    }

    private void assignment(BashNode node) {
        var sign = node.children().stream().anyMatch(child -> child.is("="));
        if (sign && node.children().getFirst().is("variable_name")) {
            var value =
                    node.children().size() > 2 ? constants.of(node.children().getLast()) : "";
            constants.set(node.children().getFirst().text(), value);
        }
    }

    private void redirect(BashNode node) {
        var writes = node.children().stream().anyMatch(child -> child.type().contains(">"));
        for (var child : node.children()) {
            if (child.type().matches("word|concatenation|string|raw_string|ansi_c_string|simple_expansion|expansion")) {
                var target = constants.of(child);
                var harm = harm();
                (writes && !target.equals("/dev/null") ? harm.overwriting(target) : harm.blocked(List.of("<", target)))
                        .ifPresent(found::add);
            }
        }
    }

    /// A function that multiplies itself.
    private void function(BashNode node) {
        var name = node.children().stream()
                .filter(child -> child.is("word"))
                .map(BashNode::text)
                .findFirst();
        var calls = node.all()
                .filter(child -> child.is("command_name"))
                .map(BashNode::text)
                .toList();
        var multiplies = node.holds(child -> child.is("|") || child.is("&"));
        if (multiplies && name.isPresent() && calls.contains(name.get())) {
            Harm.deny("machine", "it is a fork bomb").ifPresent(found::add);
        }
    }

    private void loop(BashNode node) {
        for (var i = 3;
                i < node.children().size() && !node.children().get(i).type().matches(";|\\n|do_group");
                i++) {
            var value = constants.of(node.children().get(i));
            harm().blocked(List.of("<", value)).ifPresent(found::add);
            constants.set(node.children().get(1).text(), value);
        }
    }

    /// What flows from the left to the right, or into a redirected command.
    private void flow(BashNode node) {
        var commands = node.all().filter(child -> child.is("command")).toList();
        if (!node.is("pipeline") && commands.stream().anyMatch(command -> isDownload(words(command)))) {
            targets(node).map(Danger::name).forEach(downloaded::add);
        }
        handsOver(commands);
        var runner = lastRunner(commands);
        if (runner < 0) {
            return;
        }
        var before = node.is("pipeline") ? commands.subList(0, runner) : commands;
        if (before.stream().anyMatch(command -> isDownload(words(command)))) {
            denyDownload();
        }
        if (commands.stream().anyMatch(command -> words(command).stream().anyMatch(Danger.SHELL::of))) {
            texts(node, before).forEach(this::script);
        }
    }

    /// What is printed becomes words of the program that `xargs` runs.
    private void handsOver(List<BashNode> commands) {
        var printed = commands.stream()
                .map(this::words)
                .filter(words -> !words.isEmpty() && words.getFirst().matches("echo|printf"))
                .flatMap(words -> words.stream().skip(1).flatMap(word -> Stream.of(word.split("\\s+|\\\\[n0]"))))
                .toList();
        commands.stream()
                .map(this::words)
                .filter(words -> !printed.isEmpty() && words.contains("xargs"))
                .map(words -> Stream.concat(words.stream(), printed.stream()).toList())
                .forEach(words -> harm().of(words).ifPresent(found::add));
    }

    private Stream<String> targets(BashNode node) {
        return node.all()
                .filter(child -> child.is("file_redirect"))
                .map(child -> constants.of(child.children().getLast()));
    }

    /// The texts that flow in a node, as far as they are known.
    private Stream<String> texts(BashNode node, List<BashNode> printers) {
        var given = node.all()
                .filter(child -> child.is("heredoc_body") || child.is("herestring_redirect"))
                .map(child -> child.is("heredoc_body")
                        ? child.text()
                        : constants.of(child.children().getLast()));
        var printed = printers.stream()
                .map(this::words)
                .filter(words -> !words.isEmpty())
                .flatMap(words -> printed(words, printers).stream());
        return Stream.concat(given, printed).toList().stream();
    }

    private int lastRunner(List<BashNode> commands) {
        for (var i = commands.size() - 1; i >= 0; i--) {
            var words = words(commands.get(i));
            if (!words.isEmpty() && Harm.runsText(words, true)) {
                return i;
            }
        }
        return -1;
    }

    /// What `echo` and `printf` print, decoded when a decoder follows.
    private List<String> printed(List<String> words, List<BashNode> stages) {
        if (!words.getFirst().matches("echo|printf")) {
            return List.of();
        }
        var text =
                words.stream().skip(1).filter(word -> !word.matches("-[neE]+")).collect(Collectors.joining(" "));
        var decoded = stages.stream().anyMatch(stage -> stage.text().startsWith("base64"));
        return decoded
                ? decoded(text)
                : List.of(
                        text,
                        Constants.ansiC(text),
                        new StringBuilder(text).reverse().toString());
    }

    private static List<String> decoded(String text) {
        try {
            return List.of(new String(Base64.getDecoder().decode(text.strip()), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private void downloads(BashNode node, List<String> words) {
        if (Harm.runsText(words, false) || words.getFirst().equals(Constants.UNKNOWN)) {
            var within = node.all()
                    .filter(child -> child.is("command") && child.start() > node.start())
                    .toList();
            if (within.stream().anyMatch(command -> isDownload(words(command)))) {
                denyDownload();
            }
        }
        if (isDownload(words)) {
            words.stream().skip(1).map(Danger::name).forEach(downloaded::add);
        } else if (!downloaded.isEmpty() && runsDownloaded(words)) {
            denyDownload();
        }
    }

    private boolean runsDownloaded(List<String> words) {
        var program = words.getFirst();
        var given = words.stream().skip(1).anyMatch(word -> downloaded.contains(Danger.name(word)));
        return Harm.runsText(words, false)
                ? given
                : program.indexOf('/') >= 0 && downloaded.contains(Danger.name(program));
    }

    private static boolean isDownload(List<String> words) {
        return words.stream()
                .limit(!words.isEmpty() && Danger.WRAPPER.of(words.getFirst()) ? words.size() : 1)
                .anyMatch(Danger.DOWNLOAD::of);
    }

    private void denyDownload() {
        Harm.deny("download-to-shell", "it would run what it downloads").ifPresent(found::add);
    }
}
