package dev.coder.policy;

import dev.coder.plugin.Effect;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What the user said "always" to: one effect, nothing more general.
///
/// @param words for [Verb#RUN], the program and its arguments; else empty
/// @param place the folder it runs in, the file, or the host
public record Allowance(Verb verb, List<String> words, String place) {

    public Allowance {
        words = List.copyOf(words);
        if (words.isEmpty() == (verb == Verb.RUN) || place.isEmpty()) {
            throw new IllegalArgumentException("an allowance says what and where");
        }
    }

    /// @param call of a program
    static Allowance of(CommandVerdict.Part call) {
        return new Allowance(Verb.RUN, call.words(), call.folder().toString());
    }

    /// @return empty for what is asked for each time, and for commands, which are judged call by call
    static Optional<Allowance> of(Effect effect) {
        return switch (effect) {
            case Effect.ReadFile(var path) -> Optional.of(on(Verb.READ, path));
            case Effect.ListDirectory(var path) -> Optional.of(on(Verb.READ, path));
            case Effect.WriteFile(var path) -> Optional.of(on(Verb.WRITE, path));
            case Effect.DeleteFile(var path) -> Optional.of(on(Verb.DELETE, path));
            case Effect.Fetch(var uri) -> host(uri).map(host -> new Allowance(Verb.FETCH, List.of(), host));
            case Effect.RunCommand _, Effect.SendInput _, Effect.RunIsolated _, Effect.UseSecret _, Effect.Internal _ ->
                Optional.empty();
        };
    }

    private static Allowance on(Verb verb, Path path) {
        return new Allowance(verb, List.of(), path.toString());
    }

    private static Optional<String> host(URI uri) {
        return Optional.ofNullable(uri.getHost()).map(host -> host.toLowerCase(Locale.ROOT));
    }

    boolean covers(Effect effect) {
        return of(effect).filter(this::equals).isPresent();
    }

    boolean covers(List<String> call, Path folder) {
        return verb == Verb.RUN && words.equals(call) && place.equals(folder.toString());
    }

    /// In one line, with every word told apart.
    public String shown() {
        return verb == Verb.RUN
                ? "run "
                        + String.join(" ", words.stream().map(Allowance::quoted).toList()) + " in " + place
                : verb.word() + " " + place;
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
