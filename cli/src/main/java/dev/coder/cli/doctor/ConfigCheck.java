package dev.coder.cli.doctor;

import dev.coder.cli.config.ConfigFiles;
import dev.coder.cli.config.ConfigFiles.Inspected;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Every configuration file that is there, those of the present folder included, and what is wrong in it.
record ConfigCheck(Map<String, String> environment) implements Check {

    @Override
    public List<Finding> look() {
        var found = ConfigFiles.of(environment).inspect(List.of(Path.of("").toAbsolutePath()));
        var findings = found.stream().flatMap(ConfigCheck::findings).toList();
        return findings.isEmpty() ? List.of(Finding.ok("config", "no files: all is as usual")) : List.copyOf(findings);
    }

    private static Stream<Finding> findings(Inspected file) {
        var findings = new ArrayList<Finding>();
        for (var mistake : file.mistakes()) {
            findings.add(Finding.fail("config", mistake, "mend that line; docs/CONFIG.md knows all keys"));
        }
        for (var notice : file.notices()) {
            findings.add(Finding.warn("config", notice, "take it out, or put it into your own file"));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok("config", file.path() + " (" + file.layer() + ")"));
        }
        return findings.stream();
    }
}
