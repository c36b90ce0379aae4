package dev.coder.policy;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Tells the harm that one call of a program would do by what its words say.
///
/// @param folders where it may start
record Harm(Places places, Machine machine, Set<Path> folders) {

    private static final Pattern SYSTEM = Pattern.compile(
            "/|(/private)?/(etc|boot|usr|bin|sbin|lib|lib32|lib64|sys|proc|root|var|opt|System|Library)(/.*)?");

    private static final Pattern EMBEDDED = Pattern.compile("~?/[^\\s'\"`;|&<>(),:=]+");
    private static final Pattern BECOMES_ROOT = Pattern.compile(
            "(^|.*[\\s;&|(`'\"!=])(sudo|doas|pkexec)\\s.*|.*with administrator privileges.*", Pattern.DOTALL);
    private static final Pattern FORK_LOOP =
            Pattern.compile(".*(fork\\W+while|while\\b.*\\bfork\\b).*", Pattern.DOTALL);
    private static final Pattern SET_USER_ID = Pattern.compile("[ugoa]*[+=][rwxXt]*s[rwxXst]*|0?[2467][0-7]{3}");
    private static final Pattern WHOLE_DISK = Pattern.compile("--privileged|(.*[=,])?/:.*|.*(src|source)=/,.*");
    private static final Pattern BRACES = Pattern.compile("\\{([^{}]*,[^{}]*)}");
    private static final Pattern GIT_RUNS = Pattern.compile(
            "(?s)-c|-c.*=.*|-x|--(config-env|exec|exec-path|upload-pack|receive-pack|extcmd|open-files-in-pager)(=.*)?|ext::.*");
    private static final int MOST_ALTERNATIVES = 256;
    private static final int MOST_CALLS = 64;

    /// What is wrong with a call, and with what it would run in turn.
    Optional<Decision> of(List<String> words) {
        return calls(words).flatMap(call -> ofCall(call).stream()).findFirst().or(() -> blocked(words));
    }

    /// The call itself, and every call that may be among the words of a program that runs others.
    private static Stream<List<String>> calls(List<String> words) {
        if (!Danger.WRAPPER.of(words.getFirst())) {
            return Stream.of(words);
        }
        var calls = new ArrayList<>(List.of(words));
        var open = !Danger.name(words.getFirst()).matches("find|fd");
        for (var i = 1; i < words.size() && calls.size() < MOST_CALLS; i++) {
            open |= words.get(i).matches("-(exec|execdir|ok|okdir|x|X)|--exec(-batch)?");
            if (open) {
                calls.add(words.subList(i, words.size()));
            }
            if (open && takesTexts(words.get(i))) {
                break;
            }
        }
        return calls.stream();
    }

    private static boolean takesTexts(String word) {
        return Danger.TEXT.of(word) || (Readers.inTheBox().knows(word) && !Danger.WRAPPER.of(word));
    }

    private Optional<Decision> ofCall(List<String> words) {
        var program = words.getFirst();
        var operands = words.subList(1, words.size());
        if (Danger.PRIVILEGE.of(program) || (!Danger.TEXT.of(program) && anyMatch(operands, BECOMES_ROOT))) {
            return deny("privilege", Danger.name(program) + " would act with other rights than yours");
        }
        if (Danger.DEVICE.of(program) || Danger.POWER.of(program)) {
            return deny("machine", Danger.name(program) + " acts on the disks or the whole machine");
        }
        return switch (Danger.name(program)) {
            case String name
            when name.equals("kill") && words.size() > 2 && words.getLast().equals("-1") ->
                deny("machine", "it ends every process");
            case "systemctl" ->
                operands.stream().anyMatch(Danger.POWER::of)
                        ? deny("machine", "it ends the machine's work")
                        : Optional.empty();
            case "docker", "podman", "nerdctl" ->
                anyMatch(operands, WHOLE_DISK)
                        ? deny("privilege", "the container would have rights over the whole machine")
                        : Optional.empty();
            case "find", "fd" ->
                destroysWhatItFinds(operands) && startsOf(operands).stream().anyMatch(this::isBeyond)
                        ? deny("destroy-outside", "it would destroy files outside the project")
                        : Optional.empty();
            case String _
            when Danger.INTERPRETER.of(program) && anyMatch(operands, FORK_LOOP) ->
                deny("machine", "it is a fork bomb");
            default -> destruction(program, operands);
        };
    }

    private Optional<Decision> destruction(String program, List<String> operands) {
        var destroys = (Danger.DESTROY.of(program) && anyOutside(operands))
                || (Danger.WRITE.of(program) && overwrites(Danger.name(program), operands))
                || (Danger.PERMISSION.of(program) && operands.stream().anyMatch(this::isVital));
        if (destroys) {
            return deny(
                    "destroy-outside", Danger.name(program) + " would destroy or change what lies outside the project");
        }
        return Danger.PERMISSION.of(program) && anyMatch(operands, SET_USER_ID)
                ? deny("privilege", "whoever runs the file would get other rights")
                : Optional.empty();
    }

    private boolean overwrites(String program, List<String> operands) {
        return switch (program) {
            case "dd" -> operands.stream().anyMatch(word -> word.startsWith("of=") && isOutside(word.substring(3)));
            case "mv", "tee" -> operands.stream().anyMatch(this::isVital);
            case String name
            when name.equals("rsync") && operands.stream().anyMatch(word -> word.startsWith("--del")) ->
                isOutside(operands.getLast());
            default -> !operands.isEmpty() && isVital(operands.getLast());
        };
    }

    private static boolean destroysWhatItFinds(List<String> operands) {
        return operands.stream().anyMatch(word -> word.equals("-delete") || Danger.DESTROY.of(word));
    }

    private static List<String> startsOf(List<String> operands) {
        return operands.stream()
                .dropWhile(word -> word.matches("-[HLP]"))
                .takeWhile(word -> !word.matches("[-(!].*"))
                .toList();
    }

    private boolean anyOutside(List<String> words) {
        return words.stream().filter(word -> !word.startsWith("-")).anyMatch(this::isOutside);
    }

    private boolean isBeyond(String word) {
        return paths(word).anyMatch(path -> !places.workspace().inside(path));
    }

    /// Whether removing it takes away more than what lies in a project.
    private boolean isOutside(String word) {
        return paths(word)
                .anyMatch(path -> places.holdsEverything(path)
                        || (!places.workspace().inside(path) && !path.equals(Path.of("/dev/null"))));
    }

    private boolean isVital(String word) {
        return paths(word)
                .anyMatch(path -> places.holdsEverything(path)
                        || (SYSTEM.matcher(path.toString()).matches()
                                && !places.workspace().inside(path)));
    }

    /// What is written there by redirection.
    Optional<Decision> overwriting(String target) {
        return isVital(target)
                ? deny("destroy-outside", "it would overwrite " + target)
                : blocked(List.of("<", target));
    }

    /// Keys, system secrets and devices among the words.
    Optional<Decision> blocked(List<String> words) {
        var program = Danger.name(words.getFirst());
        if (program.equals("echo") || program.equals("printf")) {
            return Optional.empty();
        }
        var text = Danger.TEXT.of(program);
        return words.stream()
                .flatMap(word -> text ? mentioned(word) : Stream.concat(mentioned(word), embedded(word)))
                .filter(this::isBlocked)
                .findFirst()
                .flatMap(path -> deny("blocked", path + " holds keys or system secrets, or is a device"));
    }

    private Stream<String> mentioned(String word) {
        var sign = word.indexOf('=');
        return Stream.of(
                        word,
                        sign > 0 ? word.substring(sign + 1) : "",
                        word.startsWith("@") ? word.substring(1) : "",
                        word.startsWith("-") && word.length() > 2 ? word.substring(2) : "")
                .filter(path -> !path.isEmpty());
    }

    private Stream<String> embedded(String word) {
        return EMBEDDED.matcher(word).results().map(match -> match.group());
    }

    boolean isBlocked(String word) {
        return paths(word)
                .anyMatch(path -> places.kindOf(path) == Places.Kind.BLOCKED
                        || (FilePattern.is(path.toString()) && SecretPatterns.mayMatchBlocked(path, places.home())));
    }

    /// Whether it names a file that other programs obey, or one with secrets.
    boolean isGuarded(String word) {
        return mentioned(word)
                .flatMap(this::paths)
                .map(places::kindOf)
                .anyMatch(kind -> kind != Places.Kind.PROJECT && kind != Places.Kind.OUTSIDE);
    }

    /// Whether the word at this place makes git run a program that another word names.
    static boolean makesGitRun(List<String> words, int at) {
        var word = words.get(at);
        var first = words.get(1);
        var command = at == 1 || (at == 3 && first.equals("-C")) || (at == 2 && first.startsWith("-"));
        return Danger.name(words.getFirst()).equals("git")
                && (GIT_RUNS.matcher(word).matches()
                        || (command && word.matches("config|filter-branch"))
                        || (word.matches("run|foreach")
                                && words.subList(0, at).stream()
                                        .anyMatch(earlier -> earlier.matches("bisect|submodule"))));
    }

    private Stream<Path> paths(String word) {
        var home = word.startsWith("~/") ? places.home() + word.substring(1) : word;
        return alternatives(home).flatMap(path -> folders.stream().flatMap(folder -> resolved(folder, path)));
    }

    private Stream<Path> resolved(Path folder, String path) {
        try {
            var plain = folder.resolve(path).normalize();
            return Stream.of(plain, machine.resolve(folder.resolve(path)));
        } catch (InvalidPathException e) {
            return Stream.empty();
        } catch (IllegalArgumentException e) {
            return Stream.of(folder.resolve(path).normalize());
        }
    }

    /// `{a,b}` written out.
    static Stream<String> alternatives(String word) {
        var words = new ArrayList<>(List.of(word));
        for (var i = 0; i < words.size() && words.size() < MOST_ALTERNATIVES; i++) {
            var braces = BRACES.matcher(words.get(i));
            if (braces.find()) {
                var before = words.get(i).substring(0, braces.start());
                var after = words.get(i).substring(braces.end());
                Stream.of(braces.group(1).split(",", -1)).forEach(part -> words.add(before + part + after));
            }
        }
        return words.stream();
    }

    private static boolean anyMatch(List<String> words, Pattern pattern) {
        return words.stream().anyMatch(word -> pattern.matcher(word).matches());
    }

    static Optional<Decision> deny(String rule, String reason) {
        return Optional.of(new Decision.Deny(rule, reason));
    }

    /// Whether it would run the text that it is given: on its input, or by substitution.
    static boolean runsText(List<String> words, boolean onInput) {
        return IntStream.range(0, Danger.WRAPPER.of(words.getFirst()) ? words.size() : 1)
                .mapToObj(i -> words.subList(i, words.size()))
                .anyMatch(call -> Danger.SHELL.of(call.getFirst())
                        || List.of("eval", "source", ".").contains(call.getFirst())
                        || (Danger.INTERPRETER.of(call.getFirst()) && (!onInput || readsProgram(call))));
    }

    private static boolean readsProgram(List<String> call) {
        return call.stream()
                .skip(1)
                .allMatch(word -> word.equals("-")
                        || word.equals("/dev/stdin")
                        || (word.startsWith("-") && !word.matches("-[cemnpr].*")));
    }
}
