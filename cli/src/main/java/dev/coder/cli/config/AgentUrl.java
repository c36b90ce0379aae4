package dev.coder.cli.config;

import java.net.URI;
import java.util.Optional;

/// Where an agent answers, and who says so.
///
/// @param fromProject whether a project's file names it, which may be anybody's
/// @param origin      the file and line, the option or the variable that names it
public record AgentUrl(URI uri, boolean fromProject, String origin) {

    /// @return empty when this is not the URL of an agent
    public static Optional<URI> parse(String url) {
        try {
            var uri = URI.create(url.strip().replaceAll("/+$", ""));
            var http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            var clean = uri.getUserInfo() == null && uri.getQuery() == null && uri.getFragment() == null;
            return http && uri.getHost() != null && clean ? Optional.of(uri) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
