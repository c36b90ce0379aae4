package dev.coder.cli;

import dev.coder.plugin.Effect;
import dev.coder.policy.Decision;
import dev.coder.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Refuses to read or write pipes, sockets and devices: they could keep the reader waiting for ever, or do things when
/// they are written to.
record SpecialFiles(Policy policy) implements Policy {

    @Override
    public Decision decide(List<Effect> effects) {
        var refusal =
                effects.stream().flatMap(effect -> refused(effect).stream()).findFirst();
        return Stream.concat(refusal.stream(), Stream.of(policy.decide(effects)))
                .max(Decision.byStrictness())
                .orElseThrow();
    }

    @Override
    public Predicate<Path> searchable() {
        return policy.searchable();
    }

    private static Optional<Decision> refused(Effect effect) {
        return switch (effect) {
            case Effect.ReadFile(var path) -> refusedAsOther(path);
            case Effect.WriteFile(var path) -> refusedAsOther(path);
            default -> Optional.empty();
        };
    }

    private static Optional<Decision> refusedAsOther(Path path) {
        try {
            var attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isOther()
                    ? Optional.of(new Decision.Deny("special-file", path + " is a pipe, socket or device"))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
