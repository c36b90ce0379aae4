package dev.coder.protocol;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The bodies of the smaller requests of `/v1/sessions`.
public final class SessionRequests {

    private SessionRequests() {}

    /// @param instanceId   stands for one CLI on one machine, `cli_…`
    /// @param capabilities event types and features that this client understands
    public record Client(
            String name,
            String version,
            String instanceId,
            @Nullable String os,
            @Nullable List<String> capabilities) {
        public Client {
            Objects.requireNonNull(instanceId, "client.instanceId is missing");
        }
    }

    /// @param id    stands for the set of projects, `wsp_…`: sessions are listed by it
    /// @param label short name for people
    /// @param roots the projects as the tools see them, absolute
    public record Workspace(
            String id,
            String label,
            @Nullable List<String> roots,
            @Nullable Git git) {
        public Workspace {
            Objects.requireNonNull(id, "workspace.id is missing");
            Objects.requireNonNull(label, "workspace.label is missing");
        }

        public record Git(@Nullable String branch, boolean dirty) {}
    }

    /// All limits are optional; absent means the agent's default.
    ///
    /// @param idleTimeoutSeconds   3600; then the session is suspended, never lost
    /// @param pendingExpirySeconds 86400; then dangling calls are answered by `timeout`
    /// @param maxModelCallsPerTurn 200
    public record Limits(
            @Nullable Integer idleTimeoutSeconds,
            @Nullable Integer pendingExpirySeconds,
            @Nullable Integer maxModelCallsPerTurn) {}

    /// `POST /v1/sessions`. Either `tools` or a `toolsRef` that the agent knows already.
    ///
    /// @param model `default` or `provider/name`
    public record CreateSession(
            Client client,
            @Nullable Workspace workspace,
            @Nullable String model,
            @Nullable Limits limits,
            @Nullable List<ToolSpec> tools,
            @Nullable String toolsRef) {
        public CreateSession {
            Objects.requireNonNull(client, "client is missing");
            tools = tools == null ? null : List.copyOf(tools);
        }
    }

    /// `PATCH /v1/sessions/{id}`: what is absent stays.
    public record UpdateSession(
            @Nullable String title,
            @Nullable String model,
            @Nullable Limits limits) {}

    /// `PUT /v1/sessions/{id}/tools`
    public record ReplaceTools(
            @Nullable List<ToolSpec> tools, @Nullable String toolsRef) {
        public ReplaceTools {
            tools = tools == null ? null : List.copyOf(tools);
        }
    }

    /// `POST /v1/sessions/{id}/executor`
    ///
    /// @param force take the claim over from another client
    public record ClaimExecutor(String clientId, boolean force) {
        public ClaimExecutor {
            Objects.requireNonNull(clientId, "clientId is missing");
        }
    }

    /// `POST /v1/sessions/{id}/turns/{turn}/cancel`
    public record CancelTurn(@Nullable String reason) {}

    /// `POST /v1/sessions/{id}/turns/{turn}/steer`
    public record Steer(List<Content> content) {
        public Steer {
            content = List.copyOf(Objects.requireNonNull(content, "content is missing"));
        }
    }
}
