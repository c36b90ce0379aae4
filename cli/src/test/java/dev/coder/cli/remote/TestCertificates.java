package dev.coder.cli.remote;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// An authority of our own and the servers that it vouches for, made by the JDK's `keytool`.
final class TestCertificates {

    private static final String PASSWORD = "changeit";

    private final Path folder;

    TestCertificates(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        keytool("-genkeypair", "-alias", "ca", "-dname", "CN=Inspecting Proxy", "-ext", "bc:c", "-keyalg", "EC");
        keytool("-exportcert", "-alias", "ca", "-rfc", "-file", "ca.pem");
    }

    Path authority() {
        return folder.resolve("ca.pem");
    }

    /// @param validity such as `-startdate -10d -validity 5`
    SSLContext server(String host, String... validity) throws IOException, InterruptedException {
        keytool("-genkeypair", "-alias", host, "-dname", "CN=" + host, "-keyalg", "EC");
        keytool("-certreq", "-alias", host, "-file", "server.csr");
        var sign = new ArrayList<>(
                List.of("-gencert", "-alias", "ca", "-infile", "server.csr", "-outfile", "server.pem", "-rfc"));
        sign.addAll(List.of("-ext", "san=dns:" + host));
        sign.addAll(List.of(validity));
        keytool(sign.toArray(String[]::new));
        keytool("-importcert", "-alias", host, "-file", "server.pem", "-noprompt");
        return context(host);
    }

    private SSLContext context(String host) throws IOException {
        try (var in = Files.newInputStream(folder.resolve("keys.p12"))) {
            var all = KeyStore.getInstance("PKCS12");
            all.load(in, PASSWORD.toCharArray());
            var own = KeyStore.getInstance("PKCS12");
            own.load(null, null);
            var key = all.getKey(host, PASSWORD.toCharArray());
            own.setKeyEntry(host, key, PASSWORD.toCharArray(), all.getCertificateChain(host));
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, PASSWORD.toCharArray());
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        var tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var line = new ArrayList<>(List.of(tool));
        line.addAll(List.of(arguments));
        line.addAll(List.of("-keystore", "keys.p12", "-storetype", "PKCS12", "-storepass", PASSWORD));
        var process = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(output);
        }
    }
}
