package dev.coder.cli.remote;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A file of certificates in PEM form, whose owners are trusted to vouch for servers.
public record CertificateFile(Path path) {

    private static final int LARGEST = 16 << 20;
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN (?:TRUSTED )?CERTIFICATE-----([^-]+)-----END");
    private static final List<String> OF_MACHINE = List.of(
            "/etc/ssl/certs/ca-certificates.crt",
            "/etc/pki/tls/certs/ca-bundle.crt",
            "/etc/ssl/ca-bundle.pem",
            "/etc/ssl/cert.pem");

    /// The user's own: `CODER_CA_FILE`, else `SSL_CERT_FILE`.
    public static Optional<CertificateFile> named(Map<String, String> environment) {
        return Stream.of("CODER_CA_FILE", "SSL_CERT_FILE")
                .map(name -> environment.getOrDefault(name, "").strip())
                .filter(name -> !name.isEmpty())
                .findFirst()
                .map(name -> new CertificateFile(Path.of(name)));
    }

    /// That of the machine, where the system keeps one.
    public static Optional<CertificateFile> ofMachine() {
        return OF_MACHINE.stream()
                .map(Path::of)
                .filter(Files::isReadable)
                .findFirst()
                .map(CertificateFile::new);
    }

    /// @throws IOException says in a few words what is wrong with the file
    public List<X509Certificate> read() throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new IOException(Files.exists(path) ? "it is not a file" : "there is no such file");
        }
        if (!Files.isReadable(path)) {
            throw new IOException("it cannot be read");
        }
        if (Files.size(path) > LARGEST) {
            throw new IOException("it is larger than 16 MiB");
        }
        var certificates = certificates(Files.readString(path, StandardCharsets.ISO_8859_1));
        if (certificates.isEmpty()) {
            throw new IOException("there is no certificate in PEM form in it");
        }
        return certificates;
    }

    private static List<X509Certificate> certificates(String text) throws IOException {
        var found = new ArrayList<X509Certificate>();
        var blocks = CERTIFICATE.matcher(text);
        try {
            var factory = CertificateFactory.getInstance("X.509");
            while (blocks.find()) {
                var bytes = Base64.getMimeDecoder().decode(blocks.group(1));
                found.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(bytes)));
            }
        } catch (CertificateException | IllegalArgumentException e) {
            throw new IOException("certificate " + (found.size() + 1) + " in it is damaged", e);
        }
        return found;
    }
}
