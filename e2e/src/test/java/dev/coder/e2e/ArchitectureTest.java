package dev.coder.e2e;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.ClassesShould;
import dev.coder.protocol.ProtocolJson;
import java.net.URLConnection;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The design's "never" rules, those that the module graph alone does not enforce and those that it does.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {

    private static final List<String> ROOMS =
            List.of("protocol", "plugin", "policy", "tools", "agent", "server", "cli");

    private JavaClasses product = new ClassFileImporter().importClasses();

    @BeforeAll
    void importProduct() {
        product = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOMS.stream().map(room -> "dev.coder." + room).toArray(String[]::new));
    }

    @Test
    void everyRoomIsLookedAt() {
        for (var room : ROOMS) {
            check(classes().that().resideInAPackage(room(room)).should().resideInAPackage("dev.coder.."));
        }
    }

    @Test
    void roomsSeeOnlyWhatTheDesignAllows() {
        mayNotSee("protocol", "plugin", "policy", "tools", "agent", "server", "cli");
        mayNotSee("plugin", "policy", "tools", "agent", "server", "cli");
        mayNotSee("policy", "tools", "agent", "server", "cli");
        mayNotSee("tools", "policy", "agent", "server", "cli");
        mayNotSee("agent", "plugin", "policy", "tools", "server", "cli");
        mayNotSee("server", "plugin", "policy", "tools", "cli");
        mayNotSee("cli", "agent", "server", "tools");
    }

    @Test
    void theCliKnowsNoModelSdk() {
        check(never("cli")
                .dependOnClassesThat()
                .resideInAnyPackage("dev.langchain4j..", "com.anthropic..", "com.openai.."));
    }

    @Test
    void thePolicyIsAPureFunction() {
        check(never("policy").dependOnClassesThat().belongToAnyOf(Files.class, Clock.class, ProcessBuilder.class));
        check(never("policy")
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "java.nio.channels..", "java.time.."));
        check(never("policy").dependOnClassesThat().areAssignableTo(URLConnection.class));
        check(never("policy").callMethod(System.class, "getenv"));
        check(never("policy").callMethod(System.class, "getenv", String.class));
        check(never("policy").callMethod(System.class, "currentTimeMillis"));
        check(never("policy").callMethod(System.class, "nanoTime"));
    }

    /// It ends a line at a lone carriage return, and what comes after that is read as something else.
    @Test
    void whatIsApprovedIsSplitAtLineFeedsOnly() {
        check(noClasses()
                .that()
                .resideInAnyPackage("dev.coder.cli.render..", "dev.coder.cli.terminal..")
                .or()
                .haveNameMatching("dev\\.coder\\.(tools\\.(Preview|UnifiedDiff|ChangingCall|WriteFile|EditFile"
                        + "|ApplyPatch|ExecuteCode)|plugin\\.PreviewLine|cli\\.(tui\\.(ApprovalDialog|CallRecord"
                        + "|LiveScreen)|execute\\.(RevealedInvocation|CallRun|Judge)|undo\\.UnifiedDiff"
                        + "|trace\\.TranscriptText))(\\$.*)?")
                .should()
                .callMethod(String.class, "lines"));
    }

    @Test
    void theAgentNeverTouchesTheUsersMachine() {
        check(never("agent").dependOnClassesThat().belongToAnyOf(ProcessBuilder.class));
        check(never("server").dependOnClassesThat().belongToAnyOf(ProcessBuilder.class));
    }

    @Test
    void theAgentSpeaksNoHttpOfItsOwn() {
        check(never("agent").dependOnClassesThat().resideInAnyPackage("io.helidon..", "com.sun.net.httpserver.."));
    }

    /// Records are marked with `@Json`; reading and writing them is left to one class. The other one reads
    /// parameters,
    /// of which nothing is known beforehand.
    @Test
    void onlyTwoClassesKnowTheJsonLibrary() {
        check(noClasses()
                .that()
                .areNotAnnotatedWith("io.avaje.jsonb.spi.Generated")
                .and()
                .haveNameNotMatching("dev\\.coder\\.(protocol\\.ProtocolJson(\\$.*)?|tools\\.Parameters)")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.avaje..").and(not(nameMatching("io\\.avaje\\.jsonb\\.Json(\\$.*)?")))));
    }

    /// A module that marks a record with a wire type in it may get an adapter of its own for that type, and
    /// whichever
    /// comes first on the class path would win. Raw JSON is safe: [ProtocolJson] sets its adapter.
    @Test
    void wireTypesAreWrittenInOneWayOnly() {
        var protocol = product.get(ProtocolJson.class).getSource().orElseThrow().getUri();
        var home = protocol.toString().replace(ProtocolJson.class.getName().replace('.', '/') + ".class", "");
        assertThat(product.stream()
                        .filter(type -> type.getPackageName().startsWith("dev.coder.protocol"))
                        .filter(type -> !type.getSimpleName().equals("RawJsonJsonAdapter"))
                        .map(type -> type.getSource().orElseThrow().getUri().toString())
                        .filter(source -> !source.startsWith(home)))
                .isEmpty();
    }

    @Test
    void processesEndOnlyInAMain() {
        check(noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Main")
                .should()
                .callMethod(System.class, "exit", int.class));
    }

    @Test
    void noStackTraceReachesAScreenByItself() {
        check(noClasses().should().callMethod(Throwable.class, "printStackTrace"));
    }

    @Test
    void nothingStaticCanChange() {
        check(fields().that().areStatic().should().beFinal());
    }

    @Test
    void classesAreNamedForWhatTheyAre() {
        check(noClasses().should().haveSimpleNameEndingWith("Util"));
        check(noClasses().should().haveSimpleNameEndingWith("Utils"));
        check(noClasses().should().haveSimpleNameEndingWith("Helper"));
        check(noClasses().should().haveSimpleNameEndingWith("Manager"));
        check(noClasses().should().haveSimpleNameEndingWith("Impl"));
    }

    private void mayNotSee(String room, String... others) {
        for (var other : others) {
            check(never(room).dependOnClassesThat().resideInAPackage(room(other)));
        }
    }

    private static ClassesShould never(String room) {
        return noClasses().that().resideInAPackage(room(room)).should();
    }

    private static String room(String name) {
        return "dev.coder." + name + "..";
    }

    private void check(ArchRule rule) {
        rule.check(product);
    }
}
