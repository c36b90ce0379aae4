package dev.coder.tools;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;

/// Why there is no answer from a server, in a few words: the JDK's own exceptions often have none.
final class NoAnswer {

    private NoAnswer() {}

    static String reason(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
                return "unknown host";
            }
        }
        return switch (failure) {
            case HttpConnectTimeoutException _ -> "the connection was not made in time";
            case HttpTimeoutException _ -> "no answer in time";
            case ConnectException _ -> "connection refused";
            case SSLException _ -> "no secure connection: " + said(failure);
            default -> said(failure);
        };
    }

    private static String said(IOException failure) {
        var message = String.valueOf(failure.getMessage());
        return message.equals("null") || message.isBlank() ? "connection broken" : CleanText.visible(message);
    }
}
