package dev.coder.cli.config;

import dev.coder.cli.config.ConfigFile.Layer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The table of all keys of the configuration files. The reader, `coder config`, the JSON Schema and `docs/CONFIG.md`
/// all
/// come from it.
public enum ConfigKey {
    AGENT_URL(
            Group.AGENT,
            "agentUrl",
            ConfigKind.URL,
            Who.ANYONE,
            "",
            "The agent to use in place of the local one. A project's file may name one; Coder asks before it goes to"
                    + " an origin that is new, and a key is only sent to the origin that it was stored for.",
            "\"https://coder.example.com\""),
    MODE(
            Group.AGENT,
            "mode",
            ConfigKind.AGENTS,
            Who.USER,
            "",
            "Which agent is used when the command line says neither --local nor --cloud: \"cloud\" is the one of"
                    + " agentUrl. Without it: agentUrl where there is one, else the local agent.",
            "\"cloud\""),
    API_KEY(
            Group.AGENT,
            "apiKey",
            ConfigKind.TEXT,
            Who.USER,
            "",
            "The key for the agent at agentUrl: \"${VARIABLE}\", \"keychain:NAME\" or \"enc:…\"; \"[ENCRYPTED]\" is the"
                    + " one that is stored for it. Better not the key itself.",
            "\"${TEAM_CODER_KEY}\""),
    KEY_HELPER(
            Group.AGENT,
            "keyHelper",
            ConfigKind.TEXT,
            Who.USER,
            "",
            "A command that prints the key for the agent. It runs in the folder of this file.",
            "\"pass show coder\""),
    MODEL(
            Group.AGENT,
            "model",
            ConfigKind.MODEL,
            Who.USER,
            "",
            "The model of new sessions, PROVIDER/NAME. Without it: the agent's.",
            "\"anthropic/claude-sonnet-5-5\""),
    SESSION_TIMEOUT(
            Group.AGENT,
            "sessionTimeout",
            ConfigKind.SPAN,
            Who.ANYONE,
            "3600",
            "After so long without work a session is suspended. Nothing is lost: it goes on when it is asked again.",
            "\"90m\""),
    TOOL_POLICY(
            Group.POLICY,
            "toolPolicy",
            ConfigKind.POLICIES,
            Who.TIGHTER,
            "\"strict\"",
            "The approval mode when the command line names none: strict is ask, standard is edits, permissive is auto."
                    + " In other files than yours it is the widest mode that is possible.",
            "\"standard\""),
    ALLOWED_COMMANDS(
            Group.POLICY,
            "allowedCommands",
            ConfigKind.TEXTS,
            Who.NARROWED,
            "[]",
            "One word is a program with any arguments; several are a command with exactly these words, * any further"
                    + " ones. In your own file these commands go unasked. In another file no other command may change"
                    + " anything.",
            "[\"git\", \"npm test\", \"make *\"]"),
    REQUIRE_CONFIRMATION(
            Group.POLICY,
            "requireConfirmation",
            ConfigKind.CONFIRMATION,
            Who.TOGETHER,
            "[]",
            "What is always asked for, in every mode: kinds of effects, programs however they are called, and tools."
                    + " true: all changes.",
            "[\"delete\", \"fetch\", \"rm\", \"sudo\"]"),
    RULES(
            Group.POLICY,
            "rules",
            ConfigKind.RULES,
            Who.TOGETHER,
            "[]",
            "Rules with examples; see the policy. An \"allow\" counts in your own file only.",
            "[{\"deny\": \"run git push\", \"reason\": \"CI pushes\", \"match\": [\"git push\"]}]"),
    ALLOWED_PATHS(
            Group.POLICY,
            "allowedPaths",
            ConfigKind.TEXTS,
            Who.USER_POLICY,
            "[]",
            "Folders that count as inside the project. A relative one starts at the folder of this file.",
            "[\"~/notes\", \"/srv/shared\"]"),
    BLOCKED_PATHS(
            Group.POLICY,
            "blockedPaths",
            ConfigKind.TEXTS,
            Who.TOGETHER,
            "[]",
            "Nothing is done to them, not even read, also when a command names them. Programs there still start.",
            "[\"secrets\", \"~/private\"]"),
    MAX_FILE_SIZE(
            Group.POLICY,
            "maxFileSize",
            ConfigKind.SIZE,
            Who.TIGHTER,
            "\"10MB\"",
            "Larger files are neither read nor changed by the file tools. 1 KB is 1024 bytes.",
            "\"20MB\""),
    NETWORK(
            Group.POLICY,
            "network",
            ConfigKind.FLAG,
            Who.TIGHTER,
            "false",
            "Whether commands in the sandbox reach the network.",
            "true"),
    AUTO_COMMIT(
            Group.PROJECTS,
            "autoCommit",
            ConfigKind.FLAG,
            Who.TIGHTER,
            "false",
            "Whether each turn is committed.",
            "true"),
    PROJECT_TYPE(
            Group.PROJECTS,
            "projectType",
            ConfigKind.TEXT,
            Who.ANYONE,
            "\"auto-detect\"",
            "What kind of project this is, where what Coder finds out is wrong.",
            "\"java\""),
    PROJECT_PATHS(
            Group.PROJECTS,
            "projectPaths",
            ConfigKind.TEXTS,
            Who.USER,
            "[\"~/code/*\"]",
            "Where your projects are; each is a folder that the pattern matches. A relative one starts at the folder of"
                    + " this file.",
            "[\"~/code/*\", \"~/work/*/main\"]"),
    TOOLS_PATH(
            Group.PROJECTS,
            "toolsPath",
            ConfigKind.TEXT_OR_TEXTS,
            Who.USER,
            "[]",
            "Folders with plugins of your own: jars. A relative one starts at the folder of this file.",
            "\"./tools\""),
    THEME(
            Group.TERMINAL,
            "theme",
            ConfigKind.THEMES,
            Who.USER,
            "\"auto\"",
            "The colours. NO_COLOR in the environment always means none.",
            "\"light\""),
    EDITING_MODE(
            Group.TERMINAL,
            "editingMode",
            ConfigKind.KEYBOARDS,
            Who.USER,
            "\"emacs\"",
            "The keys of the input line.",
            "\"vi\""),
    NOTIFICATIONS(
            Group.TERMINAL,
            "notifications",
            ConfigKind.FLAG,
            Who.USER,
            "true",
            "Whether the terminal says when a long turn is done.",
            "false"),
    SCREEN_READER(
            Group.TERMINAL,
            "screenReader",
            ConfigKind.FLAG,
            Who.USER,
            "false",
            "Plain lines only: nothing is drawn twice, no spinner, no frames.",
            "true");

    /// The name under which a file may point to the schema.
    static final String SCHEMA = "$schema";

    private static final Map<String, ConfigKey> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(ConfigKey::word, Function.identity()));

    /// A part of the page.
    enum Group {
        AGENT("Agent and sessions"),
        POLICY("Policy"),
        PROJECTS("Projects"),
        TERMINAL("Terminal");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /// Whose file may say it, and what holds when several do.
    enum Who {
        USER("your own file only"),
        USER_POLICY("your own file only"),
        NARROWED("every file; yours lets go unasked, each other one narrows"),
        ANYONE("every file; the last one counts"),
        TIGHTER("every file; after yours only what is stricter counts"),
        TOGETHER("every file; all count together");

        private final String described;

        Who(String described) {
            this.described = described;
        }

        String described() {
            return described;
        }

        boolean covers(Layer layer) {
            return switch (this) {
                case USER, USER_POLICY -> layer == Layer.USER;
                case NARROWED, ANYONE, TIGHTER, TOGETHER -> true;
            };
        }
    }

    private final Group group;
    private final String word;
    private final ConfigKind kind;
    private final Who who;
    private final String standard;
    private final String description;
    private final String example;

    ConfigKey(Group group, String word, ConfigKind kind, Who who, String standard, String description, String example) {
        this.group = group;
        this.word = word;
        this.kind = kind;
        this.who = who;
        this.standard = standard;
        this.description = description;
        this.example = example;
    }

    Group group() {
        return group;
    }

    /// As it stands in a file.
    public String word() {
        return word;
    }

    ConfigKind kind() {
        return kind;
    }

    Who who() {
        return who;
    }

    /// What holds when nobody says anything, in JSON; empty when there is nothing.
    public String standard() {
        return standard;
    }

    String description() {
        return description;
    }

    /// In JSON.
    String example() {
        return example;
    }

    /// @return empty when there is no such key
    public static Optional<ConfigKey> of(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    /// Whether a word that is no key may be meant for one that tightens the policy.
    static boolean mayRestrict(String word) {
        return Stream.of(TOOL_POLICY, REQUIRE_CONFIRMATION, RULES, BLOCKED_PATHS)
                .anyMatch(key -> Meant.isSlip(word, key.word()));
    }

    /// All of them, as they stand in files.
    public static List<String> words() {
        return Arrays.stream(values()).map(ConfigKey::word).toList();
    }
}
