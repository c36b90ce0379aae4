package dev.coder.cli.setup;

import dev.coder.cli.config.ConfigEditor;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import dev.coder.policy.ApprovalMode;
import java.io.IOException;
import java.nio.file.Path;

/// What `toolPolicy` calls the approval modes that can be the usual one.
final class Policies {

    private Policies() {}

    static String word(ApprovalMode mode) {
        return switch (mode) {
            case ASK -> "strict";
            case EDITS -> "standard";
            case AUTO -> "permissive";
            case PLAN, BYPASS ->
                throw new StopException(
                        ExitCode.USAGE,
                        "The approval mode " + mode.word() + " cannot be the usual one; choose ask, edits or auto");
        };
    }

    /// What the user's file says now; ask where it says nothing.
    static ApprovalMode present(Path config) {
        try {
            return switch (ConfigEditor.get(config, "toolPolicy").orElse("")) {
                case "\"standard\"" -> ApprovalMode.EDITS;
                case "\"permissive\"" -> ApprovalMode.AUTO;
                default -> ApprovalMode.ASK;
            };
        } catch (IOException e) {
            return ApprovalMode.ASK;
        }
    }
}
