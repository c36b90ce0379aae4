package dev.coder.cli.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Variables of an earlier Coder that are set but not read any more, with what is read today. None is taken silently:
/// `API_KEY` may be anybody's.
public final class FormerVariables {

    /// A variable as it was called.
    ///
    /// @param present whose value counts today; while that is set, nothing needs to be said
    /// @param instead what to use
    private record Former(String name, String present, String instead) {}

    private static final List<Former> ALL = List.of(
            new Former("API_KEY", "CODER_API_KEY", "set CODER_API_KEY"),
            new Former("AGENT_URL", "CODER_AGENT_URL", "set CODER_AGENT_URL"),
            new Former("CODER_MODE", "CODER_AGENT_URL", "use --local or --cloud, or set \"mode\" in your settings"));

    private FormerVariables() {}

    /// One sentence about all of them.
    public static Optional<String> notice(Map<String, String> environment) {
        var names = new ArrayList<String>();
        var instead = new ArrayList<String>();
        for (var former : ALL) {
            if (isSet(former.name, environment) && !isSet(former.present, environment)) {
                names.add(former.name);
                instead.add(former.instead);
            }
        }
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(", ", names) + (names.size() == 1 ? " is" : " are") + " not read by Coder; "
                        + String.join("; ", instead));
    }

    private static boolean isSet(String name, Map<String, String> environment) {
        return !environment.getOrDefault(name, "").isBlank();
    }
}
