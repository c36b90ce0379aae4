package dev.coder.tools;

import dev.coder.tools.ProjectType.Found;
import java.util.regex.Pattern;

/// Projects for the Java machine, by their build tools.
final class JvmProject {

    private static final String[] FRAMEWORKS = {
        "spring-boot", "quarkus", "micronaut", "helidon", "jakarta", "android", "kotlin", "junit", "testng"
    };
    private static final Pattern MODULE = Pattern.compile("<module>\\s*[^<\\s]+\\s*</module>");
    private static final Pattern INCLUDE = Pattern.compile("(?m)^\\s*include\\b");

    private JvmProject() {}

    static Found maven(ProjectFolder folder) {
        var mvn = folder.has("mvnw") ? "./mvnw" : folder.has("mvnd") ? "mvnd" : "mvn";
        var pom = folder.text("pom.xml");
        var modules = MODULE.matcher(pom).results().count();
        return new Found("Java (Maven)")
                .frameworksIn(pom, FRAMEWORKS)
                .command("build", mvn + " -q package -DskipTests")
                .command("test", mvn + " test")
                .commandIf(pom.contains("spotless"), "lint", mvn + " spotless:check")
                .commandIf(pom.contains("checkstyle"), "lint", mvn + " checkstyle:check")
                .commandIf(pom.contains("spotbugs"), "lint", mvn + " spotbugs:check")
                .commandIf(pom.contains("spotless"), "format", mvn + " spotless:apply")
                .commandIf(pom.contains("fmt-maven-plugin"), "format", mvn + " fmt:format")
                .noteIf(
                        modules > 0,
                        "monorepo: " + modules + (modules == 1 ? " module" : " modules") + "; -pl MODULE -am for one");
    }

    static Found gradle(ProjectFolder folder) {
        var gradle = folder.has("gradlew") ? "./gradlew" : "gradle";
        var script = folder.texts("build.gradle.kts", "build.gradle");
        var several = INCLUDE.matcher(folder.texts("settings.gradle.kts", "settings.gradle"))
                .find();
        return new Found("Java/Kotlin (Gradle)")
                .frameworksIn(script, FRAMEWORKS)
                .command("build", gradle + " assemble")
                .command("test", gradle + " test")
                .commandIf(script.contains("ktlint"), "lint", gradle + " ktlintCheck")
                .commandIf(script.contains("detekt"), "lint", gradle + " detekt")
                .commandIf(true, "lint", gradle + " check")
                .commandIf(script.contains("spotless"), "format", gradle + " spotlessApply")
                .commandIf(script.contains("ktlint"), "format", gradle + " ktlintFormat")
                .noteIf(several, "monorepo: the projects that the settings include; :PROJECT:TASK for one");
    }

    static Found sbt(ProjectFolder folder) {
        return new Found("Scala (sbt)")
                .frameworksIn(folder.text("build.sbt"), "akka", "play", "zio", "cats", "http4s")
                .command("build", "sbt compile")
                .command("test", "sbt test")
                .commandIf(folder.has(".scalafmt.conf"), "lint", "sbt scalafmtCheckAll")
                .commandIf(folder.has(".scalafmt.conf"), "format", "sbt scalafmtAll");
    }
}
