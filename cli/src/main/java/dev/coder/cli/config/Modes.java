package dev.coder.cli.config;

import dev.coder.policy.ApprovalMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which approval modes the settings leave.
///
/// @param preferred the user's, when the command line says nothing; null: [ApprovalMode#ASK]
/// @param limits    what other files say: none of them may be exceeded, none gives more than the user wishes
public record Modes(@Nullable ApprovalMode preferred, List<Limit> limits) {

    static final Modes ANY = new Modes(null, List.of());

    /// @param origin the file and line that say so
    /// @param stated false: what stands there cannot be understood, and is taken for no less than this
    record Limit(ApprovalMode mode, String origin, boolean stated) {}

    public Modes {
        limits = List.copyOf(limits);
    }

    Modes preferring(ApprovalMode mode) {
        return new Modes(mode, limits);
    }

    Modes atMost(ApprovalMode mode, String origin) {
        return with(new Limit(mode, origin, true));
    }

    /// What cannot be understood may be meant to tighten.
    Modes unclear(String origin) {
        return with(new Limit(ApprovalMode.ASK, origin, false));
    }

    private Modes with(Limit limit) {
        var all = new ArrayList<>(limits);
        all.add(limit);
        return new Modes(preferred, all);
    }

    /// @param given on the command line; null when nothing was
    public ApprovalMode mode(@Nullable ApprovalMode given) {
        return limits.stream()
                .map(Limit::mode)
                .reduce(wished(given), (one, other) -> one.compareTo(other) <= 0 ? one : other);
    }

    /// Why this mode is not to be had; empty when it is.
    public Optional<String> refusal(ApprovalMode mode) {
        return limits.stream()
                .filter(limit -> limit.mode().compareTo(mode) < 0)
                .map(limit -> limit.origin() + ": no wider approval mode than "
                        + limit.mode().word() + " here")
                .findFirst();
    }

    /// What the user has to know of this.
    public List<String> notices(@Nullable ApprovalMode given) {
        var wished = wished(given);
        return limits.stream()
                .filter(limit -> limit.stated() && limit.mode() != wished)
                .map(limit -> limit.origin() + ": "
                        + (limit.mode().compareTo(wished) < 0
                                ? "no wider approval mode than " + limit.mode().word() + " here; " + wished.word()
                                        + " was cut down"
                                : "\"toolPolicy\" of a project only sets the widest approval mode, "
                                        + limit.mode().word() + " here; for it use --approval-mode "
                                        + limit.mode().word()))
                .toList();
    }

    private ApprovalMode wished(@Nullable ApprovalMode given) {
        return given != null ? given : preferred != null ? preferred : ApprovalMode.ASK;
    }
}
