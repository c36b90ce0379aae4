package dev.coder.agent.session;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A pool of agents that do each other's work: all of them send it to the same providers under the same keys. A
/// session's work is done within one pool, at takeover too.
///
/// @param name tells nothing about the keys; empty for [#SHARED]
public record WorkPool(String name) {

    /// All agents of a database: the replicas of one `coder serve`. A key that is changed on one replica after the
    /// other leaves no work behind.
    public static final WorkPool SHARED = new WorkPool("");

    private static final String SECRET = "pools";
    private static final String TASK = "turn";
    private static final int BYTES = 16;

    /// The pool of the agents of this database that have these settings.
    ///
    /// @param settings where conversations go and under which keys; kept nowhere
    public static WorkPool of(Database database, String settings) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(HexFormat.of().parseHex(database.secret(SECRET)), "HmacSHA256"));
            var hash = mac.doFinal(settings.getBytes(StandardCharsets.UTF_8));
            return new WorkPool(HexFormat.of().formatHex(hash, 0, BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What db-scheduler calls its work items. An agent passes over those of a name that it does not know.
    String task() {
        return name.isEmpty() ? TASK : TASK + ":" + name;
    }
}
