package dev.coder.cli.doctor;

import dev.coder.cli.config.AgentUrl;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.remote.CertificateFile;
import dev.coder.cli.remote.Proxies;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The proxies and certificates that are in force, as the environment names them. Nothing is contacted.
record NetworkCheck(Map<String, String> environment) implements Check {

    @Override
    public List<Finding> look() {
        var findings = new ArrayList<Finding>();
        findings.add(proxy("https"));
        if (!environment
                .getOrDefault("http_proxy", environment.getOrDefault("HTTP_PROXY", ""))
                .isBlank()) {
            findings.add(proxy("http"));
        }
        findings.add(certificates());
        return findings;
    }

    private Finding proxy(String scheme) {
        try {
            var target =
                    AgentChoice.of(environment).far().map(AgentUrl::uri).filter(url -> scheme.equals(url.getScheme()));
            var proxies = new Proxies(environment);
            var any = proxies.to(URI.create(scheme + "://a-host-of-no-exception.invalid"));
            if (any.isEmpty()) {
                return Finding.ok("proxy", "none for " + scheme);
            }
            var agent = target.map(url -> proxies.to(url).isPresent() ? ", also for the agent" : ", not for the agent");
            return Finding.ok("proxy", any.get() + " for " + scheme + agent.orElse("") + exceptions());
        } catch (StopException e) {
            return Finding.fail("proxy", e.sentence(), "mend the variable, or unset it");
        }
    }

    private String exceptions() {
        var none = environment.getOrDefault("no_proxy", environment.getOrDefault("NO_PROXY", ""));
        return none.isBlank() ? "" : "; none for " + none;
    }

    private Finding certificates() {
        var named = CertificateFile.named(environment);
        var machine = CertificateFile.ofMachine();
        var usual = "the JDK's" + machine.map(file -> ", and " + file.path()).orElse("");
        return named.isEmpty() ? Finding.ok("tls", "trusts " + usual) : named(named.get(), usual);
    }

    private static Finding named(CertificateFile file, String usual) {
        try {
            var certificates = file.read();
            var expired = certificates.stream()
                    .filter(certificate -> certificate.getNotAfter().toInstant().isBefore(Instant.now()))
                    .findFirst();
            return expired.isEmpty()
                    ? Finding.ok(
                            "tls", "trusts " + certificates.size() + " certificates of " + file.path() + ", " + usual)
                    : Finding.warn(
                            "tls",
                            "\"" + expired.get().getSubjectX500Principal().getName() + "\" in " + file.path()
                                    + " has expired",
                            "get the present one from whoever runs that authority");
        } catch (IOException e) {
            return Finding.fail(
                    "tls",
                    file.path() + ": " + e.getMessage(),
                    "set CODER_CA_FILE (or SSL_CERT_FILE) to a file of certificates in PEM form, or unset it");
        }
    }
}
