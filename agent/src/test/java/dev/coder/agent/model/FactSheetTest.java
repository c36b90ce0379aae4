package dev.coder.agent.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.protocol.SessionAnswers.ModelFacts;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FactSheetTest {

    private final FactSheet facts = new FactSheet();

    @Test
    void knowsEveryModelThatIsOffered() {
        assertThat(Stream.of(Provider.values()).flatMap(provider -> provider.models().stream()))
                .isNotEmpty()
                .allSatisfy(name -> {
                    var known = facts.of(name);
                    assertThat(known.contextTokens()).isBetween(100_000L, 3_000_000L);
                    assertThat(known.inputPrice()).isBetween(0.01, 20.0);
                    assertThat(known.outputPrice()).isGreaterThan(Objects.requireNonNull(known.inputPrice()));
                });
    }

    @Test
    void aDateOrAnotherApiOfTheSameModelMakesNoDifference() {
        var dated = facts.of("anthropic/claude-sonnet-5-5-20260923");
        assertThat(dated.name()).isEqualTo("anthropic/claude-sonnet-5-5-20260923");
        assertThat(dated.inputPrice())
                .isEqualTo(facts.of("anthropic/claude-sonnet-5-5").inputPrice());
        assertThat(facts.of("openai-chat/gpt-6.1-sol").longInput())
                .isEqualTo(facts.of("openai/gpt-6.1-sol").longInput());
    }

    @Test
    void namesTheOfferedModelsFirstAndThenAllOthers() {
        var named = facts.from(List.of("practice/demo", "openai/gpt-6-luna"));
        assertThat(named)
                .extracting(ModelFacts::name)
                .startsWith("practice/demo", "openai/gpt-6-luna")
                .doesNotHaveDuplicates();
        assertThat(named).contains(facts.of("openai/gpt-6-sol"));
    }

    @Test
    void saysNothingOfAModelThatIsNotKnown() {
        assertThat(facts.of("ollama/some-model")).isEqualTo(ModelFacts.unknown("ollama/some-model"));
        assertThat(facts.of("practice/demo").inputPrice()).isNull();
    }
}
