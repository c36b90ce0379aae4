package dev.coder.cli.keys;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// `enc:…`: one secret, sealed so that it may stand in a file of settings. It carries all but the key to it.
final class SealedText {

    static final String PREFIX = "enc:";

    private static final String USE = "text";
    private static final String NAME = "the enc: text";

    private SealedText() {}

    static String seal(String secret, MasterKeys masters, boolean passphrase)
            throws StoreException, InterruptedException {
        var header = masters.fresh(USE, passphrase);
        var sealed = Sealed.of(header, masters.of(header, NAME), secret.getBytes(StandardCharsets.UTF_8));
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed.bytes());
    }

    static String open(String text, MasterKeys masters) throws StoreException, InterruptedException {
        var sealed = Sealed.read(bytes(text), USE, NAME);
        return new String(sealed.open(masters.of(sealed.header(), NAME), NAME), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) throws StoreException {
        try {
            return Base64.getUrlDecoder().decode(text.substring(PREFIX.length()).strip());
        } catch (IllegalArgumentException e) {
            throw new StoreException(NAME + " is damaged: copy it again, or make it anew", e);
        }
    }
}
