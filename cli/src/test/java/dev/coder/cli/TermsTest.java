package dev.coder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.cli.config.StateFolder;
import dev.coder.cli.config.TestConfig;
import dev.coder.cli.config.Trust;
import dev.coder.cli.execute.Approver;
import dev.coder.policy.ApprovalMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermsTest {

    @TempDir
    private Path folder;

    private TestConfig config;
    private Trust trust;
    private final List<Approver.Question> asked = new ArrayList<>();

    @BeforeEach
    void makeFolders() throws IOException {
        config = new TestConfig(folder);
        trust = new Trust(new StateFolder(folder.resolve("state")));
    }

    @ParameterizedTest
    @CsvSource({
        // given, by --trust, by coder trust → mode where nobody can be asked
        ",       false, false, PLAN",
        "ASK,    false, false, PLAN",
        "EDITS,  false, false, PLAN",
        "AUTO,   false, false, PLAN",
        "BYPASS, false, false, BYPASS",
        ",       true,  false, ASK",
        "EDITS,  true,  false, EDITS",
        "EDITS,  false, true,  EDITS",
    })
    void isStrictWhereNobodyCanBeAskedAndNothingIsTrusted(
            ApprovalMode given, boolean byOption, boolean byCommand, ApprovalMode mode) throws Exception {
        if (byCommand) {
            trust.say(config.project(), true);
        }
        var terms = terms(new Terms.Wish(given, byOption, false), Approver.NOBODY);
        assertThat(terms.mode()).isEqualTo(mode);
        if (mode == ApprovalMode.PLAN) {
            assertThat(terms.notices()).singleElement().asString().contains("--trust", "plan", " trust");
        } else {
            assertThat(terms.notices()).isEmpty();
        }
    }

    @Test
    void interpretsNothingOfAFolderThatIsNotTrusted() throws Exception {
        config.project("no JSON at all");
        var wish = new Terms.Wish(ApprovalMode.BYPASS, false, false);
        assertThat(terms(wish, Approver.NOBODY).mode()).isEqualTo(ApprovalMode.BYPASS);
        assertThat(terms(wish, Approver.NOBODY).notices())
                .singleElement()
                .asString()
                .contains("not used");
    }

    @Test
    void asksOnceWhetherAFolderIsTrusted() throws Exception {
        config.project("{\"toolPolicy\": \"strict\"}");
        var wish = new Terms.Wish(ApprovalMode.EDITS, false, false);
        assertThat(terms(wish, answering(new Approver.Answer.Yes())).mode()).isEqualTo(ApprovalMode.ASK);
        assertThat(terms(wish, answering(new Approver.Answer.No())).mode()).isEqualTo(ApprovalMode.ASK);
        assertThat(asked).hasSize(1);
        assertThat(asked.getFirst().title()).contains(config.project().toString());
        assertThat(asked.getFirst().always()).isEmpty();
    }

    @Test
    void goesOnWithoutInterpretingAfterANo() throws Exception {
        config.project("{\"toolPolicy\": \"strict\"}");
        var wish = new Terms.Wish(ApprovalMode.EDITS, false, false);
        assertThat(terms(wish, answering(new Approver.Answer.No())).mode()).isEqualTo(ApprovalMode.EDITS);
        assertThat(terms(wish, answering(new Approver.Answer.Yes())).mode()).isEqualTo(ApprovalMode.EDITS);
        assertThat(asked).hasSize(1);
    }

    @Test
    void asksNothingWhereThereIsNothingToInterpret() throws Exception {
        var wish = new Terms.Wish(ApprovalMode.EDITS, false, false);
        assertThat(terms(wish, answering(new Approver.Answer.Yes())).mode()).isEqualTo(ApprovalMode.EDITS);
        assertThat(asked).isEmpty();
        assertThat(trust.folders()).isEmpty();
    }

    @Test
    void trustsTheRealFolderAndNeitherItsParentNorItsChildren() throws Exception {
        trust.say(config.project(), true);
        assertThat(trust.said(config.project())).contains(true);
        assertThat(trust.said(config.home())).isEmpty();
        assertThat(trust.said(config.project().resolve("sub"))).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("state/trust.jsonl"))))
                .isEqualTo("rw-------");
        trust.say(config.project(), null);
        assertThat(trust.said(config.project())).isEmpty();
    }

    @Test
    void everyProjectOfARunHasToBeTrusted() throws Exception {
        var other = Files.createDirectories(config.home().resolve("other"));
        trust.say(config.project(), true);
        var terms = Terms.of(
                new Terms.Wish(ApprovalMode.EDITS, false, false),
                List.of(config.project(), other),
                trust,
                config.files(),
                Approver.NOBODY);
        assertThat(terms.mode()).isEqualTo(ApprovalMode.PLAN);
    }

    private Approver answering(Approver.Answer answer) {
        return question -> {
            asked.add(question);
            return answer;
        };
    }

    private Terms terms(Terms.Wish wish, Approver approver) throws InterruptedException {
        return Terms.of(wish, List.of(config.project()), trust, config.files(), approver);
    }
}
