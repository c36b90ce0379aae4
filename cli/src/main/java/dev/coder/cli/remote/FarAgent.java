package dev.coder.cli.remote;

import dev.coder.protocol.MalformedJsonException;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.SessionAnswers.Capabilities;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// One look at an agent: whether it is there, lets the key in, how fast it answers, whether the clocks agree.
///
/// @param patience how long it may take to connect, and then to answer
public record FarAgent(Network network, String version, Duration patience) {

    /// What came of it.
    public sealed interface Look {}

    /// @param latency of the whole request, a first one
    /// @param ahead   how far the agent's clock is ahead of ours, to a second; negative when it is behind
    public record Met(Capabilities capabilities, Duration latency, Duration ahead) implements Look {}

    /// @param status the HTTP status; 0 when nobody answered
    /// @param reason what went wrong, in a few words
    /// @param fix    what to do about it
    public record Failed(int status, String reason, String fix) implements Look {}

    /// Asks once.
    public Look look(Endpoint endpoint) {
        var http = new HttpExchange(network, version, patience, patience, Gate.SHUT);
        var start = Instant.now();
        try {
            var connection = http.sent(endpoint, new HttpRequest("GET", "/v1/capabilities", "application/json"), "");
            try (var body = HttpExchange.answered(connection, Gate.SHUT.tap().sent("", Map.of(), ""))) {
                var capabilities = ProtocolJson.read(Capabilities.class, body.readAllBytes());
                var end = Instant.now();
                return new Met(capabilities, Duration.between(start, end), ahead(connection.getDate(), start, end));
            }
        } catch (RefusedException e) {
            return refused(e, endpoint);
        } catch (MalformedJsonException e) {
            return new Failed(200, "what answers there is no Coder agent", "check the URL");
        } catch (IOException e) {
            var none = NoAnswer.of(e instanceof BusyException ? e : network.explained(endpoint.base(), e));
            return new Failed(0, none.reason(), none.fix());
        }
    }

    /// The agent says whole seconds, somewhen while we waited.
    private static Duration ahead(long date, Instant start, Instant end) {
        var told = Instant.ofEpochMilli(date);
        if (date == 0 || (told.isAfter(start.minusSeconds(1)) && told.isBefore(end))) {
            return Duration.ZERO;
        }
        return Duration.between(told.isBefore(start) ? start : end, told);
    }

    private Failed refused(RefusedException e, Endpoint endpoint) {
        var status = e.problem().status();
        return switch (status) {
            case 401 ->
                endpoint.source() != null && endpoint.key() != null
                        ? new Failed(
                                status,
                                "it does not accept " + endpoint.source().name() + " (HTTP 401)",
                                endpoint.source().advice())
                        : endpoint.key() == null
                                ? new Failed(
                                        status,
                                        "it wants a key (HTTP 401)",
                                        "give it one: coder setup, or coder auth login")
                                : new Failed(
                                        status,
                                        "it does not accept the key (HTTP 401)",
                                        "give it another: coder setup, or coder auth login");
            case 403 -> new Failed(status, "it forbids this (HTTP 403)", "ask whoever runs the agent");
            case 404 -> new Failed(status, "there is no Coder agent at this address (HTTP 404)", "check the URL");
            case 407 -> {
                var none = NoAnswer.ofPassword(network.proxyTo(endpoint.base()).orElse(null));
                yield new Failed(status, none.reason(), none.fix());
            }
            default -> new Failed(status, RefusedException.sentence(e.problem()), "look into the agent's log");
        };
    }
}
