package dev.coder.cli.remote;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Whose certificates are believed: those of the user's own file, of the JDK, and of this machine. Each of the three is
/// read only when those before it do not know a server: reading one takes a tenth of a second.
final class TrustedCertificates extends X509ExtendedTrustManager {

    private final List<Source> sources;

    private TrustedCertificates(List<Source> sources) {
        this.sources = sources;
    }

    static TrustedCertificates of(Map<String, String> environment) {
        var named = CertificateFile.named(environment);
        return new TrustedCertificates(List.of(
                new Source(() -> named.isEmpty() ? null : store(named.get())),
                new Source(() -> store(null)),
                new Source(TrustedCertificates::ofMachine)));
    }

    private interface Reading {
        /// @return null when there is none
        @Nullable
        X509ExtendedTrustManager read() throws GeneralSecurityException, IOException;
    }

    /// Thread-safe, read once.
    private static final class Source {
        private final Reading reading;
        private @Nullable X509ExtendedTrustManager manager;
        private boolean isRead;

        Source(Reading reading) {
            this.reading = reading;
        }

        synchronized @Nullable X509ExtendedTrustManager manager() throws CertificateException {
            try {
                if (!isRead) {
                    manager = reading.read();
                    isRead = true;
                }
                return manager;
            } catch (GeneralSecurityException e) {
                throw new CertificateException(e.getMessage(), e);
            } catch (IOException e) {
                throw new CertificateException(e.getMessage(), e);
            }
        }
    }

    /// @param file null for the JDK's own
    private static X509ExtendedTrustManager store(@Nullable CertificateFile file)
            throws GeneralSecurityException, IOException {
        if (file == null) {
            return managerOf(null);
        }
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (var certificate : file.read()) {
                store.setCertificateEntry(Integer.toString(store.size()), certificate);
            }
            return managerOf(store);
        } catch (IOException e) {
            throw new IOException("the file of certificates " + file.path() + ": " + e.getMessage(), e);
        }
    }

    private static @Nullable X509ExtendedTrustManager ofMachine() throws GeneralSecurityException, IOException {
        var system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.contains("mac") || system.contains("windows")) {
            var store = KeyStore.getInstance(system.contains("mac") ? "KeychainStore-ROOT" : "Windows-ROOT");
            store.load(null, null);
            return managerOf(store);
        }
        var file = CertificateFile.ofMachine();
        return file.isEmpty() ? null : store(file.get());
    }

    private static X509ExtendedTrustManager managerOf(@Nullable KeyStore store) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private interface Check {
        void by(X509ExtendedTrustManager manager) throws CertificateException;
    }

    private void anyOf(X509Certificate[] chain, Check check) throws CertificateException {
        CertificateException refusal = null;
        for (var source : sources) {
            try {
                var manager = source.manager();
                if (manager != null) {
                    check.by(manager);
                    return;
                }
            } catch (CertificateException e) {
                refusal = moreTelling(refusal, e);
            }
        }
        throw new CertificateException(sentence(chain, refusal), refusal);
    }

    /// That nobody knows the signer is the least that can be said.
    private static CertificateException moreTelling(@Nullable CertificateException one, CertificateException other) {
        return one == null || isUnknownSigner(one) ? other : one;
    }

    private static boolean isUnknownSigner(CertificateException e) {
        return String.valueOf(e.getMessage()).startsWith("PKIX path building failed");
    }

    private static String sentence(X509Certificate[] chain, @Nullable CertificateException refusal) {
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return "its certificate has expired";
            }
        }
        if (refusal != null && !isUnknownSigner(refusal)) {
            return String.valueOf(refusal.getMessage());
        }
        return "its certificate is signed by \""
                + chain[chain.length - 1].getIssuerX500Principal().getName() + "\", whom nobody here vouches for";
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        anyOf(chain, manager -> manager.checkServerTrusted(chain, authType, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        anyOf(chain, manager -> manager.checkServerTrusted(chain, authType, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        anyOf(chain, manager -> manager.checkServerTrusted(chain, authType));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("only servers are checked");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("only servers are checked");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("only servers are checked");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
