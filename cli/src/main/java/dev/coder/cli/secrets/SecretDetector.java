package dev.coder.cli.secrets;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Finds secrets in a text: by their known formats, by the names that they are given to, and where they stand. A pure
/// function, linear in the length of the text. Thread-safe.
final class SecretDetector {

    private final KeywordScan scan;
    private final List<Probe> probes = new ArrayList<>();
    private final int[] lengths;

    SecretDetector() {
        var keywords = new ArrayList<String>();
        allProbes()
                .forEach(probe -> probe.keywords().forEach(keyword -> {
                    keywords.add(keyword);
                    probes.add(probe);
                }));
        scan = new KeywordScan(keywords);
        lengths = keywords.stream().mapToInt(String::length).toArray();
    }

    private static Stream<Probe> allProbes() {
        return Stream.concat(
                formats().stream(),
                Stream.of(
                        new KeyBlocks(),
                        new UrlPasswords(),
                        new KubernetesSecrets(),
                        new DottedTokens(),
                        new Assignments()));
    }

    /// The known formats, in the order of the table.
    static List<SecretFormat> formats() {
        try (InputStream table = SecretDetector.class.getResourceAsStream("formats.tsv")) {
            if (table == null) {
                throw new IllegalStateException("formats.tsv is missing");
            }
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(SecretFormat::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// In order, without overlaps.
    List<Finding> find(String text) {
        return find(text, new KnownSecrets(Map.of()));
    }

    /// In order, without overlaps.
    ///
    /// @param known values that are secret wherever they stand
    List<Finding> find(String text, KnownSecrets known) {
        var visible = VisibleText.of(text);
        var found = new Findings();
        known.find(visible.text(), found);
        scan.scan(
                visible.text(),
                (keyword, end) -> probes.get(keyword).look(visible.text(), end - lengths[keyword], end, found));
        return found.merged().stream().map(visible::original).toList();
    }
}
