package dev.coder.server;

import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.Content;
import dev.coder.protocol.LoggedEvent;
import dev.coder.protocol.Problem;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolOutput;
import dev.coder.protocol.TurnRequest;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Describes the agent's addresses in OpenAPI 3.2 (spec.openapis.org/oas/v3.2.0), made from the routes and the records
/// that they read and write: it cannot say anything that the code does not do.
final class OpenApi {

    private final Map<String, Object> schemas = new TreeMap<>();

    private OpenApi() {}

    static String describe(List<Route> routes) {
        return ProtocolJson.write(new OpenApi().document(routes));
    }

    private Map<String, Object> document(List<Route> routes) {
        var paths = new LinkedHashMap<String, Map<String, Object>>();
        routes.forEach(route -> paths.computeIfAbsent(route.path(), _ -> new LinkedHashMap<>())
                .put(route.method().toLowerCase(Locale.ROOT), operation(route)));
        var document = new LinkedHashMap<String, Object>();
        document.put("openapi", "3.2.0");
        document.put("info", Map.of("title", "Coder agent", "version", Version.CURRENT));
        document.put("security", List.of(Map.of("key", List.of())));
        document.put("paths", paths);
        document.put(
                "components",
                Map.of(
                        "schemas",
                        schemas,
                        "securitySchemes",
                        Map.of("key", Map.of("type", "http", "scheme", "bearer"))));
        return document;
    }

    private Map<String, Object> operation(Route route) {
        var operation = new LinkedHashMap<String, Object>();
        operation.put("summary", route.summary());
        if (route.open()) {
            operation.put("security", List.of());
        }
        var parameters = parameters(route.path());
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        if (route.request() != null) {
            operation.put(
                    "requestBody",
                    Map.of("required", true, "content", content("application/json", reference(route.request()))));
        }
        operation.put("responses", responses(route));
        return operation;
    }

    private static List<Map<String, Object>> parameters(String path) {
        return Stream.of(path.split("/"))
                .filter(part -> part.startsWith("{"))
                .map(part -> Map.<String, Object>of(
                        "name",
                        part.substring(1, part.length() - 1),
                        "in",
                        "path",
                        "required",
                        true,
                        "schema",
                        Map.of("type", "string")))
                .toList();
    }

    private Map<String, Object> responses(Route route) {
        var good = new LinkedHashMap<String, Object>();
        good.put("description", route.stream() ? "events" : "done");
        if (route.stream()) {
            var event = Map.of("itemSchema", reference(AgentEvent.class));
            good.put("content", Map.of("text/event-stream", event, "application/jsonl", event));
        } else if (route.answer() != null) {
            good.put("content", content("application/json", reference(route.answer())));
        }
        var bad = Map.of(
                "description", "refused", "content", content("application/problem+json", reference(Problem.class)));
        return new TreeMap<>(Map.of(String.valueOf(route.status()), good, "default", bad));
    }

    private static Map<String, Object> content(String mediaType, Map<String, Object> schema) {
        return Map.of(mediaType, Map.of("schema", schema));
    }

    private Map<String, Object> reference(Class<?> type) {
        var name = name(type);
        if (!schemas.containsKey(name)) {
            schemas.put(name, Map.of());
            schemas.put(name, type.isSealed() ? union(type) : object(type));
        }
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    /// `SessionRequests.Limits` and `SessionAnswers.Limits` are two things.
    private static String name(Class<?> type) {
        var outer = type.getEnclosingClass();
        return (outer == null || outer == AgentEvent.class ? "" : outer.getSimpleName()) + type.getSimpleName();
    }

    private Map<String, Object> union(Class<?> type) {
        return Map.of("oneOf", variants(type).map(this::reference).toList());
    }

    private static Stream<Class<?>> variants(Class<?> type) {
        return Stream.of(type.getPermittedSubclasses())
                .filter(variant -> variant != AgentEvent.Unknown.class)
                .flatMap(variant -> variant.isSealed() ? variants(variant) : Stream.of(variant));
    }

    private Map<String, Object> object(Class<?> type) {
        var properties = new LinkedHashMap<String, Object>();
        var required = new ArrayList<String>();
        wireName(type).ifPresent(wireName -> {
            properties.put("type", Map.of("const", wireName));
            required.add("type");
        });
        for (var component : type.getRecordComponents()) {
            properties.put(component.getName(), schema(component.getAnnotatedType()));
            if (!optional(component)) {
                required.add(component.getName());
            }
        }
        var object = new LinkedHashMap<String, Object>();
        object.put("type", "object");
        object.put("properties", properties);
        if (!required.isEmpty()) {
            object.put("required", required);
        }
        return object;
    }

    private static boolean optional(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private Map<String, Object> schema(AnnotatedType annotated) {
        if (annotated instanceof AnnotatedParameterizedType list) {
            return Map.of("type", "array", "items", schema(list.getAnnotatedActualTypeArguments()[0]));
        }
        var type = (Class<?>) annotated.getType();
        if (type == String.class) {
            return Map.of("type", "string");
        } else if (type == boolean.class || type == Boolean.class) {
            return Map.of("type", "boolean");
        } else if (type == Double.class || type == double.class) {
            return Map.of("type", "number");
        } else if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return Map.of("type", "integer");
        } else if (type == RawJson.class) {
            return Map.of();
        } else if (type == ToolOutput.class) {
            return Map.of("description", "a string, or an array of content");
        }
        return reference(type);
    }

    /// The value of `type` by which a variant of a union is told on the wire: read off a written sample.
    private static Optional<String> wireName(Class<?> type) {
        if (AgentEvent.class.isAssignableFrom(type)) {
            return Optional.of(
                    ProtocolJson.typeIn(ProtocolJson.writeEvent(new LoggedEvent(0, (AgentEvent) sample(type)))));
        }
        if (Content.class.isAssignableFrom(type)) {
            var prompt = ProtocolJson.write(new TurnRequest.Prompt(List.of((Content) sample(type))));
            return Optional.of(ProtocolJson.typeIn(prompt.substring(prompt.indexOf('[') + 1)));
        }
        return Optional.empty();
    }

    private static Object sample(Class<?> type) {
        var values = Stream.of(type.getRecordComponents())
                .map(component -> switch (component.getType().getName()) {
                    case "int" -> (Object) 0;
                    case "long" -> 0L;
                    case "boolean" -> false;
                    case "java.lang.String" -> "";
                    case "java.util.List" -> List.of();
                    default -> null;
                })
                .toArray();
        try {
            return type.getDeclaredConstructors()[0].newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName(), e);
        }
    }
}
