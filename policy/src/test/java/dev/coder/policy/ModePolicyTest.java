package dev.coder.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.plugin.Effect;
import dev.coder.plugin.Workspace;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ModePolicyTest {

    private static final Path HOME = Path.of("/home/dev");
    private static final Path PROJECT = HOME.resolve("proj");
    private static final Places PLACES =
            new Places(new Workspace(List.of(PROJECT)), HOME, List.of(HOME.resolve(".local/state/coder")));

    @ParameterizedTest
    @CsvSource({
        // what                        plan   ask    edits  auto   bypass
        "read   src/A.java,            allow, allow, allow, allow, allow",
        "read   .git/config,           allow, allow, allow, allow, allow",
        "read   .env.example,          allow, allow, allow, allow, allow",
        "read   .env,                  deny,  ask,   ask,   ask,   allow",
        "read   deploy/server.pem,     deny,  ask,   ask,   ask,   allow",
        "read   ../other/A.java,       deny,  ask,   ask,   ask,   allow",
        "read   ../.ssh/id_rsa,        deny,  deny,  deny,  deny,  ask",
        "read   /etc/shadow,           deny,  deny,  deny,  deny,  ask",
        "read   /proc/1/environ,       deny,  deny,  deny,  deny,  ask",
        "read   ../.local/state/coder/agents/f.json, deny, deny, deny, deny, ask",
        "write  src/A.java,            deny,  ask,   allow, allow, allow",
        "write  .git/hooks/pre-commit, deny,  ask,   ask,   ask,   allow",
        "write  lib/.GIT/Config,       deny,  ask,   ask,   ask,   allow",
        "write  .env,                  deny,  ask,   ask,   ask,   allow",
        "write  ../other/A.java,       deny,  ask,   ask,   ask,   allow",
        "write  ../proj-evil/A.java,   deny,  ask,   ask,   ask,   allow",
        "write  ../.local/state/coder/agent.db, deny, deny, deny, deny, ask",
        "write  /dev/sda,              deny,  deny,  deny,  deny,  ask",
        "delete src/A.java,            deny,  ask,   allow, allow, allow",
        "delete ../other/A.java,       deny,  deny,  deny,  deny,  allow",
        "delete .,                     deny,  deny,  deny,  deny,  deny",
        "delete ..,                    deny,  deny,  deny,  deny,  deny",
        "run    make,                  deny,  ask,   ask,   allow, allow",
        "run    ls,                    allow, allow, allow, allow, allow",
    })
    void decidesByEffectAndMode(String what, String plan, String ask, String edits, String auto, String bypass) {
        var words = what.split(" +", 2);
        var effect = effect(words[0], words[1]);
        var verdicts = Stream.of(ApprovalMode.values())
                .map(mode -> word(policy(mode, true).decide(List.of(effect))))
                .toList();
        assertThat(verdicts).containsExactly(plan, ask, edits, auto, bypass);
    }

    private static Effect effect(String verb, String object) {
        var path = PROJECT.resolve(object).normalize();
        return switch (verb) {
            case "read" -> new Effect.ReadFile(path);
            case "write" -> new Effect.WriteFile(path);
            case "delete" -> new Effect.DeleteFile(path);
            case "run" -> new Effect.RunCommand(object, PROJECT);
            default -> throw new IllegalArgumentException(verb);
        };
    }

    @Test
    void asksForCommandsInAutoModeWithoutASandbox() {
        var decision = policy(ApprovalMode.AUTO, false).decide(List.of(new Effect.RunCommand("make", PROJECT)));
        assertThat(decision).isInstanceOf(Decision.Ask.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"ASK", "EDITS", "AUTO"})
    void asksWhenNothingIsDeclared(ApprovalMode mode) {
        assertThat(policy(mode, true).decide(List.of())).isInstanceOf(Decision.Ask.class);
    }

    @Test
    void takesTheStrictestVerdict() {
        var harmless = new Effect.ReadFile(PROJECT.resolve("a"));
        var asked = new Effect.ReadFile(PROJECT.resolve(".env"));
        var denied = new Effect.ReadFile(Path.of("/etc/shadow"));
        var policy = policy(ApprovalMode.ASK, true);
        assertThat(word(policy.decide(List.of(harmless, asked, harmless)))).isEqualTo("ask");
        assertThat(word(policy.decide(List.of(harmless, denied, asked)))).isEqualTo("deny");
    }

    @Test
    void namesTheFileThatMattersAmongManyOthers() {
        var effects = new ArrayList<Effect>();
        for (var i = 0; i < 60; i++) {
            effects.add(effect("write", i == 24 ? ".git/hooks/pre-commit" : i == 50 ? ".env" : "src/A" + i));
        }
        var decision = policy(ApprovalMode.ASK, true).decide(effects);
        assertThat(decision.reason())
                .contains(".git/hooks/pre-commit")
                .contains(".env")
                .doesNotContain("A0");
        assertThat(decision.rule()).isEqualTo("protected-name");
        var many = Stream.of("a", "b", "c", "d", "e")
                .map(name -> effect("write", ".git/" + name))
                .toList();
        assertThat(policy(ApprovalMode.EDITS, true).decide(many).reason())
                .contains(".git/a", ".git/b", ".git/c", "and 2 more");
    }

    @Test
    void deniesWhenItFails() {
        var broken = new ModePolicy(ApprovalMode.ASK, PLACES, true, commands());
        assertThat(broken.decide(List.of(new Effect.Fetch(URI.create("mailto:a@b.c")))))
                .isInstanceOf(Decision.Ask.class);
        assertThat(broken.decide(Collections.<Effect>singletonList(null))).isInstanceOf(Decision.Deny.class);
    }

    @Test
    void deniesHarmInAutoModeToo() {
        var harm = new Effect.RunCommand("sudo id", PROJECT);
        for (var mode : List.of(ApprovalMode.PLAN, ApprovalMode.ASK, ApprovalMode.EDITS, ApprovalMode.AUTO)) {
            assertThat(word(policy(mode, true).decide(List.of(harm)))).isEqualTo("deny");
        }
        assertThat(word(policy(ApprovalMode.BYPASS, true).decide(List.of(harm))))
                .isEqualTo("allow");
    }

    private static CommandJudge commands() {
        return new CommandJudge(PLACES, Machine.UNSEEN, CommandRules.NONE);
    }

    private static Policy policy(ApprovalMode mode, boolean sandboxed) {
        return new ModePolicy(mode, PLACES, sandboxed, commands());
    }

    private static String word(Decision decision) {
        return decision.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
