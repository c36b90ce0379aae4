package dev.coder.server;

import org.jspecify.annotations.Nullable;

/// One address of the agent, with all that its description needs.
///
/// @param path    with `{name}` for parameters
/// @param request the body's type; null where there is none
/// @param answer  the answer's type; null for an empty one or another form than JSON
/// @param status  of the answer when all is well
/// @param stream  whether the answer is a stream of events
/// @param open    whether it needs no key
record Route(
        String method,
        String path,
        String summary,
        @Nullable Class<?> request,
        @Nullable Class<?> answer,
        int status,
        boolean stream,
        boolean open,
        Handler handler) {

    @FunctionalInterface
    interface Handler {
        void handle(Exchange exchange) throws InterruptedException;
    }

    static Route of(
            String method,
            String path,
            String summary,
            @Nullable Class<?> request,
            @Nullable Class<?> answer,
            int status,
            Handler handler) {
        return new Route(method, path, summary, request, answer, status, false, false, handler);
    }

    static Route streaming(String method, String path, String summary, @Nullable Class<?> request, Handler handler) {
        return new Route(method, path, summary, request, null, 200, true, false, handler);
    }

    static Route open(String path, String summary, @Nullable Class<?> answer, Handler handler) {
        return new Route("GET", path, summary, null, answer, 200, false, true, handler);
    }
}
