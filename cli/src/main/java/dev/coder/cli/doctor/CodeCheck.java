package dev.coder.cli.doctor;

import dev.coder.cli.keys.Asking;
import dev.coder.cli.keys.KeyRing;
import dev.coder.plugin.Sandbox;
import java.util.List;
import java.util.Map;

/// Where the code that a model writes is run.
record CodeCheck(Map<String, String> environment, List<Sandbox> sandboxes, String advice) implements Check {

    private static final String RIZA = "RIZA_API_KEY";

    @Override
    public List<Finding> look() {
        return List.of(code());
    }

    private boolean isStored() {
        return KeyRing.of(environment, Asking.NOBODY).slots().stream()
                .anyMatch(record -> record.slot().equals(RIZA));
    }

    private Finding code() {
        if (!environment.getOrDefault(RIZA, "").isBlank() || isStored()) {
            return Finding.ok(
                    "code", "execute_code runs at " + environment.getOrDefault("RIZA_BASE_URL", "api.riza.io"));
        }
        return sandboxes.stream().anyMatch(Sandbox::works)
                ? Finding.ok("code", "execute_code runs in the sandbox")
                : Finding.warn("code", "execute_code cannot run", advice + ", or set RIZA_API_KEY");
    }
}
