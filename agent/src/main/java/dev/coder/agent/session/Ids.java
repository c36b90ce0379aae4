package dev.coder.agent.session;

import com.github.f4b6a3.ulid.UlidCreator;

/// Mints ids: a prefix that says what it is, and a ULID (github.com/ulid/spec), so that ids sort by time.
public final class Ids {

    private Ids() {}

    public static String session() {
        return mint("ses_");
    }

    public static String turn() {
        return mint("trn_");
    }

    public static String message() {
        return mint("msg_");
    }

    public static String modelCall() {
        return mint("mc_");
    }

    public static String call() {
        return mint("call_");
    }

    private static String mint(String prefix) {
        return prefix + UlidCreator.getMonotonicUlid();
    }
}
