package dev.coder.agent.session;

import java.io.IOException;
import java.net.InetAddress;
import java.util.regex.Pattern;

/// A process that can hold work items, by a name that no other process ever has.
///
/// @param host  the machine, as it calls itself
/// @param start tells this process from an earlier one of the same number
public record Holder(String host, long pid, String start) {

    private static final Pattern NAME = Pattern.compile("(.*)#(\\d+)#(.*)");

    public static Holder thisProcess() {
        return new Holder(hostName(), ProcessHandle.current().pid(), Long.toString(System.currentTimeMillis(), 36));
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            return "localhost";
        }
    }

    String name() {
        return host + "#" + pid + "#" + start;
    }

    /// Whether the process of that name is certainly gone: it ran on this machine, and its number is free or our
    /// own.
    boolean knowsDead(String name) {
        var parts = NAME.matcher(name);
        if (!parts.matches() || !parts.group(1).equals(host) || name.equals(name())) {
            return false;
        }
        var number = Long.parseLong(parts.group(2));
        return number == pid
                || ProcessHandle.of(number).filter(ProcessHandle::isAlive).isEmpty();
    }
}
