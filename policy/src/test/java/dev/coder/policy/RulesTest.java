package dev.coder.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coder.plugin.Effect;
import dev.coder.plugin.Workspace;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is configured or remembered, together with the built-in rules.
class RulesTest {

    private static final Path HOME = Path.of("/home/dev");
    private static final Path PROJECT = HOME.resolve("proj");
    private static final Rule.Roots ROOTS = new Rule.Roots(List.of(PROJECT), HOME);
    private static final Rule.Note NOTE = new Rule.Note("", "config.json:1");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // rules                                 | what                        | ask   | plan  | bypass
                "allow run npm test                      | run npm test                | allow | deny  | allow",
                "allow run npm test                      | run npm test --watch        | ask   | deny  | allow",
                "allow run npm test                      | run npm publish             | ask   | deny  | allow",
                "allow run npm run *                     | run npm run build -v        | allow | deny  | allow",
                "allow run npm run *                     | run ./npm run build         | ask   | deny  | allow",
                "allow run npm run *                     | run npm run build; make     | ask   | deny  | allow",
                "allow run npm run *                     | run npm run build > x       | ask   | deny  | allow",
                "allow run npm run *                     | run npm run $X              | ask   | deny  | allow",
                "allow run make; allow run npm test      | run make && npm test        | allow | deny  | allow",
                "deny run git push                       | run git push                | deny  | deny  | deny",
                "deny run git push                       | run git -C x push --force   | deny  | deny  | deny",
                "deny run git push                       | run /usr/bin/git push       | deny  | deny  | deny",
                "deny run git push                       | run env A=1 git push        | deny  | deny  | deny",
                "deny run git push                       | run ls && git push          | deny  | deny  | deny",
                "deny run git push                       | run bash -c 'git push'      | deny  | deny  | deny",
                "deny run git push                       | run if x; then git push; fi | deny  | deny  | deny",
                "deny run git push                       | run (git push)              | deny  | deny  | deny",
                "deny run git push                       | run echo $(git push)        | deny  | deny  | deny",
                "deny run git push                       | run git pu\"sh\"            | deny  | deny  | deny",
                "deny run git push                       | run G=git; $G push          | deny  | deny  | deny",
                "deny run git push                       | run bash -c 'env git push'  | deny  | deny  | deny",
                "deny run git push                       | run eval git push           | deny  | deny  | deny",
                "deny run git push                       | run find . -exec git push \\;| deny | deny  | deny",
                "deny run git push                       | run git pull                | ask   | deny  | allow",
                "deny run git push                       | run git commit -m 'a push b'| ask   | deny  | allow",
                "ask run make                            | run make                    | ask   | deny  | ask",
                "ask run ls                              | run ls src                  | ask   | ask   | ask",
                "allow run make *; deny run make deploy  | run make deploy             | deny  | deny  | deny",
                "allow run make *; ask run make deploy   | run make deploy             | ask   | deny  | ask",
                "allow write docs/**                     | write docs/a/b.md           | allow | deny  | allow",
                "allow write docs/**                     | write docs2/b.md            | ask   | deny  | allow",
                "allow write docs                        | write docs/a/b.md           | allow | deny  | allow",
                "allow write docs                        | write DOCS/a.md             | ask   | deny  | allow",
                "allow write *.md                        | write a.md                  | allow | deny  | allow",
                "allow write *.md                        | write src/a.md              | ask   | deny  | allow",
                "allow write **/*.md                     | write src/a.md              | allow | deny  | allow",
                "allow write **/*.md                     | write a.md                  | allow | deny  | allow",
                "allow read ~/notes                      | read ../notes/a             | allow | deny  | allow",
                "allow read ~/.ssh                       | read ../.ssh/id_rsa         | deny  | deny  | ask",
                "allow delete .                          | delete .                    | deny  | deny  | deny",
                "allow write .git/**                     | write .git/hooks/x          | allow | deny  | allow",
                "deny write gen                          | write gen/a                 | deny  | deny  | deny",
                "deny write gen                          | write Gen/A                 | deny  | deny  | deny",
                "deny write gen                          | delete gen/a                | deny  | deny  | deny",
                "deny write gen/a                        | delete gen                  | deny  | deny  | deny",
                "deny write gen                          | read gen/a                  | allow | allow | allow",
                "deny write gen                          | run cat gen/a               | allow | allow | allow",
                "deny write gen                          | run rm gen/a                | deny  | deny  | deny",
                "deny write gen                          | run echo x > gen/a          | deny  | deny  | deny",
                "deny read gen                           | run cat gen/a               | deny  | deny  | deny",
                "deny read gen                           | run cat ./src/../GEN/a      | deny  | deny  | deny",
                "deny read gen                           | run cat \"g\"en/a           | deny  | deny  | deny",
                "deny read gen                           | run dd if=gen/a             | deny  | deny  | deny",
                "deny read gen                           | run cat ge*/a               | deny  | deny  | deny",
                "deny read gen                           | run cat *                   | deny  | deny  | deny",
                "deny read gen                           | run cat *.md                | allow | allow | allow",
                "deny read gen                           | run grep -rn x .            | ask   | ask   | ask",
                "deny read gen                           | run rg x                    | ask   | ask   | ask",
                "deny read gen                           | run grep -n x src/a         | allow | allow | allow",
                "deny read gen                           | run D=gen; cat $D/a         | deny  | deny  | deny",
                "deny read gen/a                         | run cd gen && cat a         | deny  | deny  | deny",
                "deny read gen                           | run cat generic             | allow | allow | allow",
                "deny read ~/notes                       | run cat ~/notes/x           | deny  | deny  | deny",
                "allow fetch example.com                 | fetch https://example.com/a | allow | deny  | allow",
                "allow fetch example.com                 | fetch https://EXAMPLE.com./ | allow | deny  | allow",
                "allow fetch example.com                 | fetch https://a.example.com | ask   | deny  | allow",
                "allow fetch *.example.com               | fetch https://a.example.com | allow | deny  | allow",
                "allow fetch *.example.com               | fetch https://badexample.com| ask   | deny  | allow",
                "allow fetch example.com                 | fetch https://example.com.evil.org | ask | deny | allow",
                "deny fetch *                            | fetch https://example.com   | deny  | deny  | deny",
                "deny fetch *                            | run curl https://e.com      | deny  | deny  | deny",
                "deny fetch evil.org                     | run curl evil.org/x         | deny  | deny  | deny",
                "deny fetch evil.org                     | run ssh me@EVIL.org         | deny  | deny  | deny",
            })
    void settlesBetweenTheBuiltInRulesAndAllOthers(String rules, String what, String ask, String plan, String bypass) {
        var all = Arrays.stream(rules.split("; ")).map(RulesTest::rule).toList();
        assertThat(Stream.of(ApprovalMode.ASK, ApprovalMode.PLAN, ApprovalMode.BYPASS)
                        .map(mode -> word(policy(mode, all, List.of()).decide(List.of(effect(what))))))
                .containsExactly(ask, plan, bypass);
    }

    @Test
    void saysWhichRuleDecided() {
        var rule = Rule.of(Ruling.DENY, "run git push", ROOTS, new Rule.Note("CI pushes", "config.json:7"));
        assertThat(policy(ApprovalMode.BYPASS, List.of(rule), List.of()).decide(List.of(effect("run git push"))))
                .isEqualTo(new Decision.Deny("config.json:7", "CI pushes"));
    }

    @Test
    void asksInASandboxForWhatMightBeACommandThatIsSingledOut() {
        var rules = List.of(rule("deny run git push"));
        var auto = policy(ApprovalMode.AUTO, rules, List.of());
        assertThat(word(auto.decide(List.of(effect("run make"))))).isEqualTo("allow");
        assertThat(word(auto.decide(List.of(effect("run git push"))))).isEqualTo("deny");
        assertThat(word(auto.decide(List.of(effect("run $GIT $PUSH"))))).isEqualTo("ask");
        assertThat(word(policy(ApprovalMode.AUTO, List.of(), List.of()).decide(List.of(effect("run $GIT $PUSH")))))
                .isEqualTo("allow");
    }

    @Test
    void deniesEverythingUnderABlockedPathAndWhatLinksToIt() {
        var blocked = List.of(Rule.blocked("data", ROOTS, NOTE));
        var links = Map.of(PROJECT.resolve("data"), Path.of("/mnt/data"), PROJECT.resolve("to"), Path.of("/mnt/data"));
        for (var what : List.of(
                "read data/x",
                "list data",
                "write data/x",
                "delete data/x",
                "delete .",
                "run ls data",
                "run cat to",
                "read /mnt/data/x",
                "run cat /mnt/data/x",
                "type cat data/x")) {
            var policy = policy(ApprovalMode.BYPASS, rules(blocked, List.of(), links));
            assertThat(word(policy.decide(List.of(effect(what))))).as(what).isEqualTo("deny");
        }
    }

    @Test
    void looksIntoNoFileThatTheRulesKeepFromIt() {
        var policy = policy(
                ApprovalMode.BYPASS,
                List.of(Rule.blocked("data", ROOTS, NOTE), rule("ask read notes.txt"), rule("allow read .env")),
                List.of());
        var searchable = policy.searchable();
        assertThat(Stream.of("a.txt", "data/x", "notes.txt", ".env", "../.ssh/id_rsa")
                        .filter(name -> searchable.test(PROJECT.resolve(name).normalize())))
                .containsExactly("a.txt");
    }

    @Test
    void asksForAllThatIsToBeConfirmed() {
        var changes = List.of(Rule.confirmed(Verb.changes(), NOTE));
        var reads = List.of(Rule.confirmed(Set.of(Verb.READ), NOTE));
        assertThat(word(policy(ApprovalMode.BYPASS, changes, List.of()).decide(List.of(effect("write a")))))
                .isEqualTo("ask");
        assertThat(word(policy(ApprovalMode.BYPASS, changes, List.of()).decide(List.of(effect("run ls")))))
                .isEqualTo("ask");
        assertThat(word(policy(ApprovalMode.BYPASS, changes, List.of()).decide(List.of(effect("type ls")))))
                .isEqualTo("ask");
        assertThat(word(policy(ApprovalMode.BYPASS, changes, List.of()).decide(List.of(effect("read a")))))
                .isEqualTo("allow");
        assertThat(word(policy(ApprovalMode.ASK, reads, List.of()).decide(List.of(effect("read a")))))
                .isEqualTo("ask");
    }

    @Test
    void refusesLargeFiles() {
        var limit = new SizeLimit(10, path -> path.endsWith("big") ? 11 : 10, "config.json:2");
        var rules = new Rules(List.of(), List.of(), List.of(), ROOTS, limit, Path::normalize);
        var policy = policy(ApprovalMode.BYPASS, rules);
        assertThat(word(policy.decide(List.of(effect("read big"))))).isEqualTo("deny");
        assertThat(word(policy.decide(List.of(effect("write big"))))).isEqualTo("deny");
        assertThat(word(policy.decide(List.of(effect("delete big"))))).isEqualTo("allow");
        assertThat(word(policy.decide(List.of(effect("read small"))))).isEqualTo("allow");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // said "always" to             | what comes next                | which is
                "run npm test                   | run npm test                   | allow",
                "run npm test                   | run npm test && ls             | allow",
                "run npm test                   | run npm test -u                | ask",
                "run npm test                   | run npm publish                | ask",
                "run npm test                   | run npm test > out             | ask",
                "run npm test                   | in src npm test                | ask",
                "run npm test && make           | run make                       | allow",
                "run npm test && make           | run make x                     | ask",
                "run ls && make                 | run make                       | allow",
                "run git commit -m 'a b'        | run git commit -m 'a b'        | allow",
                "run git commit -m 'a b'        | run git commit -m a b          | ask",
                "write src/A.java               | write src/A.java               | allow",
                "write src/A.java               | delete src/A.java              | ask",
                "write src/A.java               | write src/B.java               | ask",
                "write src/A.java               | write src/A.java/b             | ask",
                "read .env                      | read .env                      | allow",
                "read .env                      | read lib/.env                  | ask",
                "fetch https://example.com/a    | fetch https://example.com/b    | allow",
                "fetch https://example.com/a    | fetch https://a.example.com/a  | ask",
            })
    void remembersExactlyWhatWasAlwaysAllowed(String said, String next, String verdict) {
        var before = policy(ApprovalMode.ASK, List.of(), List.of());
        var allowances = before.remembered(List.of(effect(said)));
        assertThat(allowances).isNotEmpty();
        assertThat(word(before.decide(List.of(effect(next))))).isEqualTo("ask");
        assertThat(word(before.with(allowances).decide(List.of(effect(next))))).isEqualTo(verdict);
        assertThat(word(policy(ApprovalMode.PLAN, List.of(), allowances).decide(List.of(effect(next)))))
                .isEqualTo("deny");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run npm test > out",
                "run npm $X",
                "run (make)",
                "run X=1 make",
                "type make",
                "secret",
                "read ../.ssh/id_rsa",
                "write ../.ssh/id_rsa",
                "run ls",
                "isolated"
            })
    void offersNoAlwaysForWhatCannotBeRemembered(String what) {
        assertThat(policy(ApprovalMode.ASK, List.of(), List.of()).remembered(List.of(effect(what))))
                .isEmpty();
    }

    @Test
    void offersNoAlwaysThatAnotherRuleOverrules() {
        var policy = policy(ApprovalMode.ASK, List.of(rule("ask run make")), List.of());
        assertThat(policy.remembered(List.of(effect("run make")))).isEmpty();
        assertThat(policy.remembered(List.of(effect("run npm test"), effect("run make"))))
                .isEmpty();
    }

    @Test
    void aLaterRuleIsStrongerThanWhatIsRemembered() {
        var remembered = policy(ApprovalMode.ASK, List.of(), List.of()).remembered(List.of(effect("run git push")));
        for (var ruling : List.of("ask", "deny")) {
            var policy = policy(ApprovalMode.ASK, List.of(rule(ruling + " run git push")), remembered);
            assertThat(word(policy.decide(List.of(effect("run git push"))))).isEqualTo(ruling);
        }
    }

    @Test
    void showsEveryWordOfAnAllowance() {
        assertThat(new Allowance(Verb.RUN, List.of("git", "commit", "-m", "it's a; b"), "/p").shown())
                .isEqualTo("run git commit -m 'it'\\''s a; b' in /p");
        assertThat(new Allowance(Verb.WRITE, List.of(), "/p/a").shown()).isEqualTo("write /p/a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "push",
                "run",
                "run ",
                "read",
                "write  ",
                "fetch http://example.com",
                "fetch a b",
                "fetch *x",
                "fetch"
            })
    void refusesWhatIsNoPattern(String pattern) {
        assertThatThrownBy(() -> Rule.of(Ruling.ALLOW, pattern, ROOTS, NOTE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Rule rule(String text) {
        var words = text.strip().split(" ", 2);
        return Rule.of(Ruling.valueOf(words[0].toUpperCase(Locale.ROOT)), words[1], ROOTS, NOTE);
    }

    private static Effect effect(String text) {
        var words = text.strip().split(" ", 2);
        var object = words.length == 1 ? "" : words[1];
        return switch (words[0]) {
            case "run" -> new Effect.RunCommand(object, PROJECT);
            case "in" -> new Effect.RunCommand(object.split(" ", 2)[1], PROJECT.resolve(object.split(" ", 2)[0]));
            case "type" -> new Effect.SendInput("p1 (bash)", object);
            case "read" -> new Effect.ReadFile(path(object));
            case "list" -> new Effect.ListDirectory(path(object));
            case "write" -> new Effect.WriteFile(path(object));
            case "delete" -> new Effect.DeleteFile(path(object));
            case "fetch" -> new Effect.Fetch(URI.create(object));
            case "secret" -> new Effect.UseSecret("[secret 1]");
            case "isolated" -> new Effect.RunIsolated("python");
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static Path path(String name) {
        return PROJECT.resolve(name).normalize();
    }

    private static Rules rules(List<Rule> rules, List<Allowance> allowances, Map<Path, Path> links) {
        return new Rules(rules, List.of(), allowances, ROOTS, SizeLimit.NONE, path -> {
            var plain = path.normalize();
            return links.getOrDefault(plain, plain);
        });
    }

    private static ModePolicy policy(ApprovalMode mode, List<Rule> rules, List<Allowance> allowances) {
        return policy(mode, rules(rules, allowances, Map.of()));
    }

    private static ModePolicy policy(ApprovalMode mode, Rules rules) {
        var places = new Places(new Workspace(List.of(PROJECT)), HOME, List.of(HOME.resolve(".local/state/coder")));
        var commands = new CommandJudge(places, Machine.UNSEEN, CommandRules.NONE);
        return new ModePolicy(mode, places, mode == ApprovalMode.AUTO, commands, rules);
    }

    private static String word(Decision decision) {
        return decision.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
