package dev.coder.cli.doctor;

import dev.coder.cli.config.ConfigFiles;
import dev.coder.cli.config.ConfigFiles.Inspected;
import dev.coder.cli.config.FormerVariables;
import dev.coder.cli.exit.OwnCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Every configuration file that is there, those of the present folder included, as a turn would read them.
record ConfigCheck(Map<String, String> environment) implements Check {

    @Override
    public List<Finding> look() {
        var here = Here.of(environment);
        var findings = new ArrayList<Finding>();
        FormerVariables.notice(environment)
                .ifPresent(notice -> findings.add(Finding.warn("config", notice, "set the present one")));
        here.files().inspect(here.projects()).stream()
                .flatMap(ConfigCheck::findings)
                .forEach(findings::add);
        if (!here.trusted() && ConfigFiles.hasAnything(here.folder())) {
            findings.add(Finding.warn(
                    "config",
                    "the settings of " + here.folder() + " do not count, for the folder is not trusted",
                    "trust it if you know who wrote them: " + OwnCommand.with("trust")));
        }
        return findings.isEmpty() ? List.of(Finding.ok("config", "no files: all is as usual")) : List.copyOf(findings);
    }

    private static Stream<Finding> findings(Inspected file) {
        var findings = new ArrayList<Finding>();
        for (var mistake : file.mistakes()) {
            findings.add(Finding.fail("config", mistake, "mend the file; until then Coder ends with this sentence"));
        }
        for (var notice : file.notices()) {
            findings.add(Finding.warn(
                    "config",
                    notice,
                    "change that line, or remove it; " + OwnCommand.with("config list") + " shows all keys"));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok("config", file.path() + " (" + file.layer() + ")"));
        }
        return findings.stream();
    }
}
