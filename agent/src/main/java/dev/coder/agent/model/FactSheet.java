package dev.coder.agent.model;

import dev.coder.protocol.SessionAnswers.ModelFacts;
import dev.coder.protocol.SessionAnswers.ModelFacts.LongInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is known of models, from `models.tsv`: how much they take in, and what they cost.
public final class FactSheet {

    private static final Pattern DATE = Pattern.compile("-20\\d\\d-?\\d\\d-?\\d\\d$");
    private static final String CHAT = Provider.OPENAI_CHAT.prefix() + "/";
    private static final int COLUMNS = 9;

    private final Map<String, ModelFacts> facts;

    public FactSheet() {
        try (var file = Objects.requireNonNull(FactSheet.class.getResourceAsStream("models.tsv"))) {
            facts = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(FactSheet::read)
                    .collect(Collectors.toMap(
                            ModelFacts::name, Function.identity(), (_, later) -> later, LinkedHashMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ModelFacts read(String line) {
        var cells = line.split("\t", COLUMNS);
        var above = number(cells[6]);
        return new ModelFacts(
                cells[0],
                cells[1].isEmpty() ? null : Long.valueOf(cells[1]),
                number(cells[2]),
                number(cells[3]),
                number(cells[4]),
                number(cells[5]),
                above == null
                        ? null
                        : new LongInput(above.longValue(), Double.parseDouble(cells[7]), Double.parseDouble(cells[8])));
    }

    private static @Nullable Double number(String cell) {
        return cell.isEmpty() ? null : Double.valueOf(cell);
    }

    /// The facts of these models, then those of all others that are known.
    public List<ModelFacts> from(List<String> models) {
        return Stream.concat(models.stream(), facts.keySet().stream())
                .distinct()
                .map(this::of)
                .toList();
    }

    /// @param model `provider/name`; the date at the end of a name makes no difference
    /// @return with the name alone when nothing is known of it
    public ModelFacts of(String model) {
        var known = facts.get(DATE.matcher(model.startsWith(CHAT) ? "openai/" + model.substring(CHAT.length()) : model)
                .replaceFirst(""));
        return known == null
                ? ModelFacts.unknown(model)
                : new ModelFacts(
                        model,
                        known.contextTokens(),
                        known.inputPrice(),
                        known.cachedInputPrice(),
                        known.outputPrice(),
                        known.cacheWritePrice(),
                        known.longInput());
    }
}
