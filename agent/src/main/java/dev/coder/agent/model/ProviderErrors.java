package dev.coder.agent.model;

import dev.coder.agent.model.ModelException.Kind;
import dev.coder.protocol.MalformedJsonException;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.RawJson;
import io.avaje.jsonb.Json;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Says in one sentence why a provider gave no reply, and whether it is worth trying again.
final class ProviderErrors {

    private static final int MAX_DETAIL = 300;
    private static final String[] SPENT = {
        "insufficient_quota",
        "billing_error",
        "billing_hard_limit",
        "billing_not_active",
        "credit balance",
        "spend limit",
        "spending limit",
        "usage limit",
        "perday"
    };
    private static final String[] TOO_LONG = {
        "context_length_exceeded",
        "exceed_context_size",
        "context length",
        "context window",
        "context size",
        "prompt is too long",
        "input is too long",
        "request_too_large",
        "exceeds the maximum number of tokens",
        "exceed context limit"
    };
    private static final String[] OVERLOADED = {"overloaded", "unavailable", "slow_down"};
    private static final String[] RATE_LIMITED = {"rate_limit", "rate limit", "resource_exhausted", "too many requests"
    };
    private static final String[] BAD_KEY = {
        "authentication_error", "permission_error", "invalid_api_key", "api_key_invalid", "api key not valid"
    };
    private static final String[] UNKNOWN = {"not_found_error", "model_not_found", "not a valid model"};

    /// The error object of every provider; some send a bare string.
    @Json
    record Body(
            @Nullable RawJson error,
            @Nullable String message,
            @Nullable String detail) {}

    @Json
    record Message(@Nullable String message) {}

    private final Endpoint endpoint;

    ProviderErrors(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    /// The stream is of no use: cut, silent or not what it should be.
    ModelException broken(String what, @Nullable Throwable cause) {
        return new ModelException(Kind.BROKEN_STREAM, endpoint.provider() + " " + what, null, cause);
    }

    /// An answer that is not a stream.
    ModelException refusal(int status, HttpHeaders headers, String body) {
        return error(kind(status, body), RetryAfter.from(headers, body), status, detail(body));
    }

    /// An error inside a stream that began well.
    ///
    /// @param error what the event says of it
    ModelException inStream(RawJson error) {
        var body = "{\"error\":" + error.text() + "}";
        return error(kind(200, body), RetryAfter.inText(body), 200, detail(body));
    }

    private static Kind kind(int status, String body) {
        var text = body.toLowerCase(Locale.ROOT);
        if (status == 402 || (status < 500 && says(text, SPENT))) {
            return Kind.SPEND_LIMIT;
        }
        if (status == 413 || (status < 500 && says(text, TOO_LONG))) {
            return Kind.CONTEXT_TOO_LONG;
        }
        return switch (status) {
            case 200 -> kindInStream(text);
            case 401, 403 -> Kind.UNAUTHENTICATED;
            case 404 -> Kind.UNKNOWN_MODEL;
            case 408, 409, 425 -> Kind.PROVIDER_ERROR;
            case 429 -> Kind.RATE_LIMITED;
            case 503, 529 -> Kind.OVERLOADED;
            default -> status >= 500 ? Kind.PROVIDER_ERROR : kindOfBadRequest(text);
        };
    }

    private static Kind kindInStream(String text) {
        if (says(text, OVERLOADED)) {
            return Kind.OVERLOADED;
        }
        if (says(text, RATE_LIMITED)) {
            return Kind.RATE_LIMITED;
        }
        var kind = kindOfBadRequest(text);
        return kind == Kind.REFUSED && !text.contains("invalid") ? Kind.PROVIDER_ERROR : kind;
    }

    private static Kind kindOfBadRequest(String text) {
        if (says(text, BAD_KEY)) {
            return Kind.UNAUTHENTICATED;
        }
        return says(text, UNKNOWN) ? Kind.UNKNOWN_MODEL : Kind.REFUSED;
    }

    private static boolean says(String text, String[] words) {
        for (var word : words) {
            if (text.contains(word)) {
                return true;
            }
        }
        return false;
    }

    private ModelException error(Kind kind, @Nullable Duration retryAfter, int status, String detail) {
        return new ModelException(kind, endpoint.provider() + " " + sentence(kind, status, detail), retryAfter, null);
    }

    private String sentence(Kind kind, int status, String detail) {
        return switch (kind) {
            case RATE_LIMITED -> "takes no more requests for the moment";
            case OVERLOADED -> "is overloaded";
            case PROVIDER_ERROR -> "failed" + withStatus(status) + colon(detail);
            case BROKEN_STREAM -> "broke off" + colon(detail);
            case UNREACHABLE -> "cannot be reached at " + endpoint.base();
            case UNAUTHENTICATED -> "does not accept the key" + check(endpoint.keyVariable());
            case UNKNOWN_MODEL -> "does not know this model at " + endpoint.base() + ": check the name" + colon(detail);
            case CONTEXT_TOO_LONG -> "cannot take a conversation of this length: start a new session";
            case SPEND_LIMIT -> "says that the account's quota is used up: raise it or use another key" + colon(detail);
            case REFUSED -> "refused the request" + withStatus(status) + colon(detail);
        };
    }

    private static String withStatus(int status) {
        return status == 200 ? "" : " with status " + status;
    }

    private static String check(@Nullable String keyVariable) {
        return keyVariable == null ? "" : ": check " + keyVariable;
    }

    private static String colon(String detail) {
        return detail.isEmpty() ? "" : ": " + detail;
    }

    /// The provider's own words, on one line, without markup and keys.
    private String detail(String body) {
        var text = message(body).strip();
        if (text.startsWith("<")) {
            return "";
        }
        for (var secret : endpoint.secrets()) {
            text = text.replace(secret, "…");
        }
        text = text.replaceAll("[\\p{Cntrl}\\s]+", " ");
        return text.length() > MAX_DETAIL ? text.substring(0, MAX_DETAIL) + "…" : text;
    }

    private static String message(String body) {
        var json = body.strip();
        if (json.startsWith("[") && json.endsWith("]")) {
            json = json.substring(1, json.length() - 1);
        }
        try {
            var outer = ProtocolJson.read(Body.class, json);
            if (outer.error() != null) {
                return messageOf(outer.error().text());
            }
            return outer.message() != null ? outer.message() : outer.detail() != null ? outer.detail() : "";
        } catch (MalformedJsonException _) {
            return json;
        }
    }

    private static String messageOf(String error) {
        if (error.startsWith("\"")) {
            return ProtocolJson.read(String.class, error);
        }
        var message = ProtocolJson.read(Message.class, error).message();
        return message == null ? "" : message;
    }
}
