package dev.coder.protocol;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The bodies of the smaller answers of `/v1`.
public final class SessionAnswers {

    private SessionAnswers() {}

    public record Executor(@Nullable String clientId, long epoch) {}

    /// Answer to a new session.
    public record Created(
            SessionId sessionId,
            @Nullable String toolsRef,
            String protocolVersion,
            Executor executor,
            String status,
            String model,
            long seq) {
        public Created {
            Objects.requireNonNull(sessionId, "sessionId is missing");
            Objects.requireNonNull(executor, "executor is missing");
        }
    }

    /// How a session stands.
    ///
    /// @param status       `idle`, `queued`, `running`, `requires_action`, `suspended`, `closed`
    /// @param turnId       the turn in progress, or the last one
    /// @param pending      calls that wait for a result
    /// @param seq          the last event in the log
    /// @param createdAt    seconds since the epoch
    /// @param lastActiveAt seconds since the epoch
    /// @param goal         what the session is for, where the user said so
    /// @param snippet      where the searched text was found; in answers to a search only
    public record SessionState(
            SessionId sessionId,
            @Nullable String title,
            String status,
            String model,
            @Nullable String turnId,
            List<ToolCall> pending,
            Executor executor,
            SessionRequests.@Nullable Workspace workspace,
            @Nullable String toolsRef,
            long seq,
            long createdAt,
            long lastActiveAt,
            @Nullable String goal,
            @Nullable String snippet,
            @Nullable Boolean otherModelSettings) {}

    /// @param next pass as `before` to get the next page; absent on the last one
    public record SessionList(
            List<SessionState> sessions, @Nullable String next) {
        public SessionList {
            sessions = List.copyOf(Objects.requireNonNull(sessions, "sessions is missing"));
        }
    }

    public record ToolsAccepted(String toolsRef) {}

    /// Answer `202` to a request that asked for no stream.
    public record Accepted(String turnId, String status, String eventsUrl) {}

    public record Limits(
            int requestBytes,
            int inlineResultBytes,
            int tools,
            int parallelCalls,
            int modelCallsPerTurn,
            int streamMaxAgeSeconds) {}

    /// `GET /v1/capabilities`
    ///
    /// @param product `coder-agent`
    /// @param defaultModel what `default` means at present; absent when no model is configured
    /// @param modelFacts   what is known of `models`, in their order, and then of others that can be named
    public record Capabilities(
            String product,
            String version,
            List<String> protocolVersions,
            List<String> models,
            @Nullable String defaultModel,
            Limits limits,
            List<String> features,
            @Nullable List<ModelFacts> modelFacts) {}

    /// What is known of a model. Prices are in US dollars for a million tokens; what is not known is absent.
    ///
    /// @param name             `provider/name`
    /// @param contextTokens    the most that it can take in, output included
    /// @param cachedInputPrice of input that is read from the provider's cache
    /// @param cacheWritePrice  of input that is written to the provider's cache
    /// @param longInput        what is dearer when the input of a call is long; absent when nothing is
    public record ModelFacts(
            String name,
            @Nullable Long contextTokens,
            @Nullable Double inputPrice,
            @Nullable Double cachedInputPrice,
            @Nullable Double outputPrice,
            @Nullable Double cacheWritePrice,
            @Nullable LongInput longInput) {

        /// Nothing but the name is known.
        public static ModelFacts unknown(String name) {
            return new ModelFacts(name, null, null, null, null, null, null);
        }

        /// @param above        the prices of a call with more input tokens are multiplied
        /// @param inputFactor  of all input, cached or not
        /// @param outputFactor of the output
        public record LongInput(long above, double inputFactor, double outputFactor) {}
    }

    /// `GET /health/live`, `GET /health/ready`
    public record Health(String status, @Nullable String detail) {}

    /// `GET /v1/agent`: the agent process itself.
    ///
    /// @param fingerprint    of the version and the model settings it was started with; absent for `coder serve`
    /// @param database       JDBC URL without credentials
    /// @param sessionsAtWork sessions with a turn that the agent is busy with at this moment
    /// @param attached       streams open at this moment
    /// @param startedAt      seconds since the epoch
    public record AgentStatus(
            long pid,
            int port,
            String version,
            @Nullable String fingerprint,
            String database,
            int sessionsAtWork,
            int attached,
            boolean draining,
            long startedAt,
            @Nullable Long idleSeconds) {}

    /// `STATE/agents/FINGERPRINT.json` (0600): how a CLI finds the local agent and proves that it may use it.
    public record LocalAgent(long pid, int port, String token, String version, String fingerprint, long startedAt) {}
}
