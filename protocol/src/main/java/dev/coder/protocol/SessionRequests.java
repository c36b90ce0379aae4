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
    /// @param roots    the projects as the tools see them, absolute
    /// @param projects the same roots with what is known of each
    public record Workspace(
            String id,
            String label,
            @Nullable List<String> roots,
            @Nullable Git git,
            @Nullable List<Project> projects) {
        public Workspace {
            Objects.requireNonNull(id, "workspace.id is missing");
            Objects.requireNonNull(label, "workspace.label is missing");
            projects = projects == null ? null : List.copyOf(projects);
        }

        public record Git(@Nullable String branch, boolean dirty) {}
    }

    /// One root folder of a workspace, as the model is told of it.
    ///
    /// @param name         by which the user and the model speak of it
    /// @param root         absolute
    /// @param facts        what was detected, in a few lines: type, frameworks, how to build and test
    /// @param instructions what the project's own files ask of an agent
    public record Project(
            String name,
            String root,
            @Nullable String facts,
            @Nullable String instructions) {
        public Project {
            Objects.requireNonNull(name, "project.name is missing");
            Objects.requireNonNull(root, "project.root is missing");
        }
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
    ///
    /// @param workspace where the session goes on; the model is told with the next message of the user
    /// @param goal      what the session is for, told likewise; an empty one takes it back
    public record UpdateSession(
            @Nullable String title,
            @Nullable String model,
            @Nullable Limits limits,
            @Nullable Workspace workspace,
            @Nullable String goal) {

        public static UpdateSession title(String title) {
            return new UpdateSession(title, null, null, null, null);
        }

        public static UpdateSession model(String model) {
            return new UpdateSession(null, model, null, null, null);
        }

        public static UpdateSession goal(String goal) {
            return new UpdateSession(null, null, null, null, goal);
        }
    }

    /// `POST /v1/sessions/{id}/fork`: a new session that begins with what was said in this one.
    ///
    /// @param client executes the new session's calls
    /// @param turnId the last turn that is copied; absent means all of them
    public record Fork(Client client, @Nullable String turnId) {
        public Fork {
            Objects.requireNonNull(client, "client is missing");
        }
    }

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
