package dev.coder.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.ClassesShould;
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

    @Test
    void theAgentNeverTouchesTheUsersMachine() {
        check(never("agent").dependOnClassesThat().belongToAnyOf(ProcessBuilder.class));
        check(never("server").dependOnClassesThat().belongToAnyOf(ProcessBuilder.class));
    }

    @Test
    void theAgentSpeaksNoHttpOfItsOwn() {
        check(never("agent").dependOnClassesThat().resideInAnyPackage("io.helidon..", "com.sun.net.httpserver.."));
    }

    @Test
    void onlyOneClassKnowsTheJsonLibraryOfTheWire() {
        check(noClasses()
                .that()
                .areNotAnnotatedWith("io.avaje.jsonb.spi.Generated")
                .and()
                .haveNameNotMatching("dev\\.coder\\.protocol\\.ProtocolJson(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.avaje.."));
    }

    @Test
    void processesEndOnlyInAMain() {
        check(noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Main")
                .should()
                .callMethod(System.class, "exit", int.class));
        check(noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Main")
                .should()
                .callMethod(Runtime.class, "halt", int.class));
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
