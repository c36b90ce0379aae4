package dev.coder.cli.secrets;

import dev.coder.plugin.ToolException;
import dev.coder.policy.QuotedValues;
import dev.coder.protocol.JsonStrings;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.RawJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What stands between this machine and the agent: hides secrets in texts that leave, and puts them back where a call
/// uses them here. The same value has the same name in every session of a workspace; hiding twice changes nothing.
///
/// Nothing is loaded before the first text. Thread-safe.
public final class SecretFirewall {

    /// `__SECRET_github_token_0a1b2c3d4e5f__`
    private static final Pattern NAME = Pattern.compile("__SECRET_[a-z0-9_]{1,60}_[0-9a-v]{12}__");

    private record Loaded(SecretDetector detector, KnownSecrets known) {}

    private final OwnSecrets own;
    private final Supplier<SecretKey> key;
    private final @Nullable SecretBook book;
    private final Map<String, String> handed = new ConcurrentHashMap<>();
    private volatile Supplier<Loaded> loaded;
    private final LearnedSecrets learned = new LearnedSecrets();

    private SecretFirewall(OwnSecrets own, Path state, @Nullable Path workspace) {
        this.own = own;
        this.key = new Once<>(() -> SecretKey.in(state));
        this.book = workspace == null ? null : new SecretBook(workspace, key);
        this.loaded = new Once<>(this::load);
    }

    /// One that can put values back.
    ///
    /// @param state     Coder's state folder
    /// @param workspace the folder in it where the names are kept
    /// @param home      the user's home folder
    /// @param projects  the roots of the projects
    public static SecretFirewall of(
            Path state, Path workspace, Map<String, String> environment, Path home, List<Path> projects) {
        return new SecretFirewall(new OwnSecrets(environment, home, projects), state, workspace);
    }

    /// One that only hides.
    public static SecretFirewall hiding(Path state, Map<String, String> environment, Path home) {
        return new SecretFirewall(new OwnSecrets(environment, home, List.of()), state, null);
    }

    private Loaded load() {
        var detector = new SecretDetector();
        var values = own.values(detector);
        handed.forEach(values::putIfAbsent);
        return new Loaded(detector, new KnownSecrets(values));
    }

    /// From now on this value is hidden in every text: a key that Coder itself uses.
    public void know(String secret) {
        if (KnownSecrets.fit(secret) && handed.putIfAbsent(secret, "coder-key") == null) {
            loaded = new Once<>(this::load);
        }
    }

    /// The text without its secrets. A pure function of the text: what passes twice, such as a request that is sent
    /// again, is the same both times.
    public String hide(String text) {
        return hiding(text, find(text), this::name).text();
    }

    /// The text without its secrets, nor those that were found before in this run; and what they were.
    public Hiding hideAll(String text) {
        var first = hiding(text, find(text), this::learn);
        var learnt = find(FramedText.of(first.text()), first.text(), this::findLearned);
        var second = hiding(first.text(), learnt, this::name);
        return new Hiding(
                second.text(),
                Stream.concat(first.hidden().stream(), second.hidden().stream()).toList());
    }

    private static Hiding hiding(String text, List<Finding> found, BiFunction<Finding, String, String> naming) {
        if (found.isEmpty()) {
            return new Hiding(text, List.of());
        }
        var framed = FramedText.of(text);
        var hidden = new ArrayList<Hiding.Hidden>();
        var clean = new StringBuilder(text.length());
        var done = 0;
        var line = 1;
        for (var finding : found) {
            line += lines(text, done, finding.start());
            var name = naming.apply(finding, framed.content(finding.start(), finding.end()));
            hidden.add(new Hiding.Hidden(finding.kind(), name, line));
            clean.append(text, done, finding.start()).append(name);
            line += lines(text, finding.start(), finding.end());
            done = finding.end();
        }
        return new Hiding(clean.append(text, done, text.length()).toString(), hidden);
    }

    List<Finding> find(String text) {
        if (text.length() < KnownSecrets.SHORTEST) {
            return List.of();
        }
        return find(FramedText.of(text), text, this::findIn);
    }

    /// In the content first. What is found with its frames only is hidden line by line.
    private static List<Finding> find(FramedText framed, String text, Function<String, List<Finding>> finder) {
        if (!framed.isFramed()) {
            return finder.apply(text);
        }
        var all = new Findings();
        finder.apply(framed.content()).forEach(finding -> all.add(framed.original(finding), SecretFormat.RANK));
        finder.apply(text).stream()
                .flatMap(finding -> framed.pieces(finding).stream())
                .forEach(piece -> all.add(piece, SecretFormat.RANK));
        return all.merged();
    }

    private List<Finding> findIn(String text) {
        var found = loaded.get().detector().find(text, loaded.get().known());
        return found.isEmpty() ? found : withRepeats(text, found);
    }

    private List<Finding> findLearned(String text) {
        var found = new Findings();
        learned.get().find(text, found);
        return found.merged();
    }

    /// Whether the text is one secret and nothing else.
    public boolean isSecret(String text) {
        return find(text).stream().anyMatch(finding -> finding.start() == 0 && finding.end() == text.length());
    }

    /// What is recognised in one place is hidden in every other, too.
    private static List<Finding> withRepeats(String text, List<Finding> found) {
        var kinds = new LinkedHashMap<String, String>();
        var all = new Findings();
        for (var finding : found) {
            var value = text.substring(finding.start(), finding.end());
            all.add(finding, SecretFormat.RANK);
            if (!finding.weak() && KnownSecrets.fit(value)) {
                kinds.putIfAbsent(value, finding.kind());
            }
        }
        new KnownSecrets(kinds).find(text, all);
        return all.merged();
    }

    String name(Finding finding, String value) {
        return book == null ? key.get().name(finding.kind(), value) : book.name(finding.kind(), value);
    }

    private String learn(Finding finding, String value) {
        if (book != null && !finding.weak()) {
            learned.add(value, finding.kind());
        }
        return name(finding, value);
    }

    private static int lines(String text, int from, int to) {
        return (int) text.substring(from, to).chars().filter(c -> c == '\n').count();
    }

    /// Puts the values back into the strings of a call's parameters.
    ///
    /// @param commands the names of those that bash will read: there, values are quoted
    /// @throws ToolException when a name stands for nothing that was hidden here
    public Revealed reveal(RawJson parameters, Set<String> commands) throws ToolException {
        var values = new LinkedHashMap<String, String>();
        var forms = new HashMap<String, String>();
        if (!parameters.text().contains("SECRET")) {
            return new Revealed(parameters, values, forms);
        }
        var quoted = commands.isEmpty() ? parameters : quoted(parameters, commands, values, forms);
        var revealed = JsonStrings.map(quoted.text(), text -> reveal(text, values));
        return new Revealed(new RawJson(revealed), values, forms);
    }

    private RawJson quoted(
            RawJson parameters, Set<String> commands, Map<String, String> values, Map<String, String> forms)
            throws ToolException {
        var members = new LinkedHashMap<>(ProtocolJson.readObject(parameters.text()));
        for (var name : commands) {
            var used = new LinkedHashMap<String, String>();
            if (members.get(name) instanceof String text && !reveal(text, used).equals(text)) {
                var command = QuotedValues.in(text, used);
                members.put(name, command.command());
                forms.putAll(command.forms());
                values.putAll(used);
            }
        }
        return values.isEmpty() ? parameters : new RawJson(ProtocolJson.writeObject(members));
    }

    private String reveal(String text, Map<String, String> values) throws ToolException {
        var matcher = NAME.matcher(text);
        var revealed = new StringBuilder();
        while (matcher.find()) {
            var name = matcher.group();
            var value = book == null ? null : book.value(name);
            if (value == null) {
                throw ToolException.invalid(
                        name + " stands for no value that was hidden in this project; copy such names"
                                + " exactly as they were shown to you, and never make one up");
            }
            values.put(name, value);
            learned.add(value, "secret");
            matcher.appendReplacement(revealed, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(revealed).toString();
    }
}
