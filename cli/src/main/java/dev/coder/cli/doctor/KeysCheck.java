package dev.coder.cli.doctor;

import dev.coder.cli.keys.Asking;
import dev.coder.cli.keys.KeyRing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Where keys lie, and for whom they are. None is opened.
record KeysCheck(Map<String, String> environment) implements Check {

    @Override
    public List<Finding> look() {
        var ring = KeyRing.of(environment, Asking.NOBODY);
        var findings = new ArrayList<Finding>();
        findings.add(Finding.ok("keys", ring.describe()));
        for (var record : ring.slots()) {
            findings.add(Finding.ok("key", record.slot() + ", in the " + record.store() + " since " + record.since()));
        }
        return findings;
    }
}
