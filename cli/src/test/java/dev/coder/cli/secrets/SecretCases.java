package dev.coder.cli.secrets;

import dev.coder.protocol.ProtocolJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The redaction cases of the test resources. They stand there in pieces, so that no scanner takes them for leaks.
final class SecretCases {

    /// @param secrets parts of the text that must not leave; empty means that the text must stay as it is
    record Case(String id, String text, List<String> secrets) {}

    private SecretCases() {}

    static List<Case> all() {
        return Stream.of("given", "own").flatMap(SecretCases::read).toList();
    }

    private static Stream<Case> read(String name) {
        try (var file = SecretCases.class.getResourceAsStream("/secret-cases/" + name + ".jsonl")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
                    .lines().map(SecretCases::parse).toList().stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Case parse(String line) {
        var fields = ProtocolJson.readObject(line);
        var secrets = ((List<?>) Objects.requireNonNull(fields.get("secrets")))
                .stream().map(SecretCases::joined).toList();
        return new Case(String.valueOf(fields.get("id")), joined(Objects.requireNonNull(fields.get("parts"))), secrets);
    }

    private static String joined(Object pieces) {
        return ((List<?>) pieces).stream().map(String::valueOf).collect(Collectors.joining());
    }
}
